package chatter.server.cli;

import chatter.server.training.JavaProgram;
import chatter.server.training.TrainingException;
import chatter.server.training.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `chatter-server make-cache [FILE]`.
@Command(
    name = "make-cache",
    mixinStandardHelpOptions = true,
    versionProvider = ServerCommand.VersionProvider.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Makes the cache with which the server starts warm, as if it had run for a minute: runs one for"
          + " some seconds that nobody else reaches, in a folder of its own, and uses it. The Linux"
          + " packages do this when they are installed. The server starts without a cache, too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the cache is there", "1:there is no cache", "2:wrong options"})
final class MakeCacheCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final Duration TIME = Duration.ofSeconds(8);

  /// What was started beside it is through with that by then.
  private static final Duration LATER = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(names = "--if-needed", description = "Do nothing if there is one that fits.")
  private boolean ifNeeded;

  @Option(
      names = "--in-background",
      description =
          "Begin a little later, and take only what processor time nobody else wants, where the"
              + " system can.")
  private boolean inBackground;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The cache (default: the one that this program looks for when it starts).")
  private Path file;

  @Override
  public Integer call() {
    JavaProgram program = JavaProgram.own();
    Path cache = file == null ? program.cache().orElseThrow(this::noName) : file;
    TrainingRun training = new TrainingRun(program, cache, TIME);
    try {
      if (inBackground) {
        Thread.sleep(LATER);
      }
      if (ifNeeded && training.fits()) {
        return DONE;
      }
      if (inBackground) {
        // What there is to say is said by the process that makes it.
        return training.writeInBackground() ? DONE : FAILED;
      }
      training.write();
      say(spec.commandLine().getOut(), "The server's cache is " + cache);
      return DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (TrainingException e) {
      say(
          spec.commandLine().getErr(),
          "chatter: no cache for chatter-server: "
              + e.getMessage()
              + ". It starts without one, only slower.");
      return FAILED;
    }
  }

  private static void say(PrintWriter where, String sentence) {
    where.println(sentence);
    where.flush();
  }

  private ParameterException noName() {
    return new ParameterException(
        spec.commandLine(), "this program looks for no cache when it starts; name a FILE");
  }
}

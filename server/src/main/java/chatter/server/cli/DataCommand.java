package chatter.server.cli;

import chatter.server.ServerConfig;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// A command that does something with a data folder and ends.
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = ServerCommand.VersionProvider.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n")
abstract class DataCommand implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;

  @Spec private CommandSpec spec;
  @ParentCommand private ServerCommand server;

  /// @param data the folder that was named, or the system's
  /// @return the exit code
  abstract int run(Path data);

  /// Whether it does something for a chat wherever its database is. Else it is refused where that
  /// is no file.
  boolean knowsEveryStore() {
    return false;
  }

  @Override
  public final Integer call() {
    try {
      if (store().isPresent() && !knowsEveryStore()) {
        complain(
            name()
                + ": this is for a database file; what is in PostgreSQL is looked after with its own"
                + " tools, as pg_dump, pg_restore and pg_amcheck");
        return FAILED;
      }
      return run(server.dataFolder());
    } catch (StorageException e) {
      complain(name() + ": " + e.getMessage());
      return FAILED;
    }
  }

  /// What the options before the command, and the environment, say about the server.
  final ServerConfig config() {
    return server.config();
  }

  /// The database that was named, if it is not a file in the data folder.
  final Optional<PostgresAddress> store() {
    return server.store();
  }

  /// What to throw for an option that means nothing.
  final ParameterException wrongOptions(IllegalArgumentException why) {
    return new ParameterException(spec.commandLine(), why.getMessage(), why);
  }

  /// Says something.
  final void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /// Says what is wrong, a line each.
  ///
  /// @return whether anything is
  final boolean complainOf(List<String> faults) {
    faults.forEach(this::complain);
    return !faults.isEmpty();
  }

  private void complain(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  private String name() {
    return spec.qualifiedName();
  }
}

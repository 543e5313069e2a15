package chatter.server.cli;

import chatter.server.ServerConfig;
import chatter.server.doctor.Doctor;
import chatter.server.doctor.Doctor.Finding;
import chatter.server.doctor.Doctor.Result;
import chatter.server.doctor.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `chatter-server doctor [URL]`.
@Command(
    name = "doctor",
    description = {
      "Looks whether the server can be reached and its data is safe, and says what to do where not.",
      "The server may go on running. From its own computer nobody can see what a firewall keeps from"
          + " others; for that, name the server's address on another computer."
    },
    exitCodeList = {"0:nothing is bad", "1:something is bad", "2:wrong options"})
final class DoctorCommand extends DataCommand {
  private static final int WIDTH = 6;

  @Parameters(
      paramLabel = "URL",
      arity = "0..1",
      description =
          "Where the server is, e.g. https://office.local:8080 (default: on this computer, at the"
              + " port that --port before the command or CHATTER_PORT names).")
  private String url;

  /// It looks at the network and the folder; of another database it says where it is.
  @Override
  boolean knowsEveryStore() {
    return true;
  }

  @Override
  int run(Path data) {
    Map<Result, Integer> counts = new EnumMap<>(Result.class);
    Doctor.examine(
        subject(data),
        finding -> {
          counts.merge(finding.result(), 1, Integer::sum);
          say(finding);
        });
    int bad = counts.getOrDefault(Result.BAD, 0);
    int warned = counts.getOrDefault(Result.WARN, 0);
    say("");
    say(
        bad + warned == 0
            ? "All is well."
            : bad
                + " bad, "
                + warned
                + " to know of, "
                + counts.getOrDefault(Result.OK, 0)
                + " well.");
    return bad == 0 ? DONE : FAILED;
  }

  private Subject subject(Path data) {
    try {
      if (url != null) {
        return Subject.at(url, data);
      }
      ServerConfig config = config();
      Optional<DesktopHosted> hosted = hosted(data);
      if (hosted.isPresent()) {
        return Subject.here(config.host(), hosted.get().port(), hosted.get().data());
      }
      int port = config.port() == 0 ? ServerConfig.DEFAULT_PORT : config.port();
      return Subject.here(config.host(), port, data);
    } catch (IllegalArgumentException e) {
      throw wrongOptions(e);
    }
  }

  /// The chat that the desktop app hosts, if no folder and no port is named and there is no server
  /// alone, or one that does not run while the app's chat does.
  private Optional<DesktopHosted> hosted(Path data) {
    if (!data.equals(DataFolders.server()) || config().port() != ServerConfig.DEFAULT_PORT) {
      return Optional.empty();
    }
    return DesktopHosted.in(DataFolders.desktop())
        .filter(hosted ->
            Files.notExists(data)
                || (hosted.port() != ServerConfig.DEFAULT_PORT
                    && !Subject.answersHere(ServerConfig.DEFAULT_PORT)
                    && Subject.answersHere(hosted.port())));
  }

  private void say(Finding finding) {
    String word =
        switch (finding.result()) {
          case OK -> "ok";
          case WARN -> "WARN";
          case BAD -> "BAD";
          case SKIPPED -> "-";
        };
    say(word + " ".repeat(WIDTH - word.length()) + finding.check() + ": " + finding.sentence());
    if (!finding.whatToDo().isEmpty()) {
      say(" ".repeat(WIDTH) + "-> " + finding.whatToDo());
    }
  }
}

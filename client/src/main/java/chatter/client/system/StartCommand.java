package chatter.client.system;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How the program is started.
///
/// @param launcher the file to run
/// @param arguments what it is told
public record StartCommand(Path launcher, List<String> arguments) {
  public StartCommand {
    arguments = List.copyOf(arguments);
  }

  List<String> words() {
    return Stream.concat(Stream.of(launcher.toString()), arguments.stream()).toList();
  }
}

package chatter.client.system;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A value under the registry key `Run` of the person, set by Windows' own `reg`. Never run on
/// Windows; its tests hold what it would run.
final class WindowsAutoStart implements AutoStart {
  private static final String KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run";
  private static final String VALUE = "Chatter";

  private final StartCommand command;
  private final Runner runner;

  /// Starts a program and waits for its end.
  interface Runner {
    /// @return its exit code
    int run(List<String> words) throws IOException;
  }

  WindowsAutoStart(StartCommand command, Runner runner) {
    this.command = command;
    this.runner = runner;
  }

  @Override
  public boolean isOn() throws IOException {
    return runner.run(List.of("reg", "query", KEY, "/v", VALUE)) == 0;
  }

  @Override
  public void turnOn() throws IOException {
    // The whole value is one argument that has quotation marks inside. Java passes an argument that
    // begins and ends with one as it is.
    String value =
        command.words().stream()
            .map(word -> "\\\"" + word + "\\\"")
            .collect(Collectors.joining(" ", "\"", "\""));
    check(runner.run(List.of("reg", "add", KEY, "/v", VALUE, "/t", "REG_SZ", "/d", value, "/f")));
  }

  @Override
  public void turnOff() throws IOException {
    if (isOn()) {
      check(runner.run(List.of("reg", "delete", KEY, "/v", VALUE, "/f")));
    }
  }

  private static void check(int exitCode) throws IOException {
    if (exitCode != 0) {
      throw new IOException("reg ended with " + exitCode);
    }
  }
}

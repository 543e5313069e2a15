package chatter.server;

import chatter.server.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What a command of the headless server said, and its exit code.
public record CommandRun(int exitCode, String out, String err) {
  public static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = Program.run(new PrintWriter(out), new PrintWriter(err), texts);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /// What went wrong, which must be one line.
  public String complaint() {
    if (err.lines().count() != 1) {
      throw new AssertionError("not one line: " + this);
    }
    return err.strip();
  }
}

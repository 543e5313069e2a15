package chatter.server.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Looks whether a server can be reached and whether its data is safe, and says it in sentences for
/// people. It changes nothing but a file of a few kilobytes, which it takes away again.
///
/// A look from the server's own computer cannot show what a firewall keeps from others; it says so.
public final class Doctor {
  private Doctor() {}

  /// How it stands.
  public enum Result {
    /// As it should be.
    OK,
    /// It works, but somebody should know.
    WARN,
    /// It does not work.
    BAD,
    /// It could not be looked at, or not from here.
    SKIPPED
  }

  /// What was found.
  ///
  /// @param check what was looked at, in a word or two
  /// @param result how it stands
  /// @param sentence what was found
  /// @param whatToDo empty if there is nothing to do
  public record Finding(String check, Result result, String sentence, String whatToDo) {
    public Finding {
      Objects.requireNonNull(check, "check is missing");
      Objects.requireNonNull(result, "result is missing");
      Objects.requireNonNull(sentence, "sentence is missing");
      Objects.requireNonNull(whatToDo, "whatToDo is missing");
    }

    static Finding ok(String check, String sentence) {
      return new Finding(check, Result.OK, sentence, "");
    }

    static Finding warn(String check, String sentence, String whatToDo) {
      return new Finding(check, Result.WARN, sentence, whatToDo);
    }

    static Finding bad(String check, String sentence, String whatToDo) {
      return new Finding(check, Result.BAD, sentence, whatToDo);
    }

    static Finding skipped(String check, String sentence, String whatToDo) {
      return new Finding(check, Result.SKIPPED, sentence, whatToDo);
    }
  }

  /// Looks at everything. Takes some seconds, and as long as reading the whole database; not for a
  /// thread that serves people.
  public static List<Finding> examine(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    examine(subject, findings::add);
    return findings;
  }

  /// Looks at everything and tells each finding as soon as it is there, on the calling thread.
  public static void examine(Subject subject, Consumer<Finding> found) {
    new NetworkCheck(subject, found).run();
    if (subject.data() != null) {
      new DataFolderCheck(subject.data(), found).run();
    }
  }
}

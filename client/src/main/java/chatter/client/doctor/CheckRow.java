package chatter.client.doctor;

/// One line of a check, in words.
///
/// @param title what was looked at
/// @param sentence what was found
/// @param whatToDo empty if there is nothing to do
public record CheckRow(Mark mark, String title, String sentence, String whatToDo) {
  /// How it stands.
  public enum Mark {
    /// As it should be.
    OK,
    /// It works, but somebody should know.
    WARN,
    /// It does not work.
    BAD,
    /// It could not be looked at, or not from here.
    SKIPPED
  }
}

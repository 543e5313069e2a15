package chatter.client.hosting;

/// What the check of the hosted server found, in the server's own sentences.
///
/// @param check what was looked at
/// @param sentence what was found
/// @param whatToDo empty if there is nothing to do
public record HostedFinding(String check, Result result, String sentence, String whatToDo) {
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
}

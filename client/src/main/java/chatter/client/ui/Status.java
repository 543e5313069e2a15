package chatter.client.ui;

/// A line that says how something went.
///
/// @param text empty if there is nothing to say
/// @param problem whether it went wrong
public record Status(String text, boolean problem) {
  /// Nothing to say.
  public static final Status NONE = new Status("", false);

  public static Status good(String text) {
    return new Status(text, false);
  }

  public static Status problem(String text) {
    return new Status(text, true);
  }
}

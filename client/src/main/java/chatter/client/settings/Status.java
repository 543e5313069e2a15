package chatter.client.settings;

/// The line below a form that says how it went.
///
/// @param text empty if there is nothing to say
/// @param problem whether it went wrong
public record Status(String text, boolean problem) {
  /// Nothing to say.
  public static final Status NONE = new Status("", false);

  static Status good(String text) {
    return new Status(text, false);
  }

  static Status problem(String text) {
    return new Status(text, true);
  }
}

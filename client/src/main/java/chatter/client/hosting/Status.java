package chatter.client.hosting;

/// A line that says how something went.
///
/// @param text empty if there is nothing to say
/// @param problem whether it went wrong
record Status(String text, boolean problem) {
  static final Status NONE = new Status("", false);

  static Status good(String text) {
    return new Status(text, false);
  }

  static Status problem(String text) {
    return new Status(text, true);
  }
}

package chatter.client.prefs;

/// Where the window was, in screen coordinates.
///
/// @param maximized whether it filled the screen; the rest is then what it goes back to
public record WindowBounds(double x, double y, double width, double height, boolean maximized) {}

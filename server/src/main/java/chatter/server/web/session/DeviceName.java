package chatter.server.web.session;

import java.util.List;
import java.util.regex.Pattern;

/// What a login is called in the list of devices when the client gives it no name: "Firefox on
/// Linux", as far as the browser says.
final class DeviceName {
  // In this order, because most browsers also claim to be others.
  private static final List<Kind> PROGRAMS =
      List.of(
          new Kind("Edge", "Edg(e|A|iOS)?/"),
          new Kind("Opera", "OPR/"),
          new Kind("Samsung Internet", "SamsungBrowser/"),
          new Kind("Firefox", "(Firefox|FxiOS)/"),
          new Kind("Chrome", "(Chrome|CriOS|Chromium)/"),
          new Kind("Safari", "Safari/"),
          new Kind("Java", "Java"),
          new Kind("curl", "^curl/"),
          new Kind("Python", "[Pp]ython"));
  private static final List<Kind> SYSTEMS =
      List.of(
          new Kind("iPhone", "iPhone"),
          new Kind("iPad", "iPad"),
          new Kind("Android", "Android"),
          new Kind("Windows", "Windows"),
          new Kind("ChromeOS", "CrOS"),
          new Kind("Mac", "Mac OS X|Macintosh"),
          new Kind("Linux", "Linux|X11"));

  private DeviceName() {}

  /// Names a program and a system.
  ///
  /// @param userAgent the header, or null
  /// @return null if it says nothing
  static String guess(String userAgent) {
    if (userAgent == null) {
      return null;
    }
    String program = find(PROGRAMS, userAgent);
    String system = find(SYSTEMS, userAgent);
    if (program == null || system == null) {
      return program == null ? system : program;
    }
    return program + " on " + system;
  }

  private static String find(List<Kind> kinds, String userAgent) {
    return kinds.stream()
        .filter(kind -> kind.pattern.matcher(userAgent).find())
        .map(Kind::name)
        .findFirst()
        .orElse(null);
  }

  private record Kind(String name, Pattern pattern) {
    private Kind(String name, String regex) {
      this(name, Pattern.compile(regex));
    }
  }
}

package chatter.server.web.api;

import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads the numbers in addresses.
public final class Parameters {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private Parameters() {}

  /// The number in a path of the form before + number + after; any other path is 404.
  public static long pathId(String path, String before, String after) {
    if (path == null
        || !path.startsWith(before)
        || !path.endsWith(after)
        || path.length() < before.length() + after.length()) {
      throw Problems.notFound();
    }
    String id = path.substring(before.length(), path.length() - after.length());
    if (!NUMBER.matcher(id).matches()) {
      throw Problems.notFound();
    }
    return Long.parseLong(id);
  }

  /// The number that a route's path has a name for.
  public static long inPath(HttpServletRequest request, String name) {
    return (Long) request.getAttribute(attribute(name));
  }

  static String attribute(String name) {
    return Parameters.class.getName() + "." + name;
  }

  /// What a path has below the address of its resource; blank if nothing.
  public static String below(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }

  /// A query parameter that is a moment as ISO 8601 has it, as `2026-11-23T18:00:00Z`, and has to
  /// be there; anything else, or two of them, is 400.
  public static Instant time(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values != null && values.length == 1) {
      try {
        return Instant.parse(values[0]);
      } catch (DateTimeParseException e) {
        // As if it were none.
      }
    }
    throw Problems.badRequest(name + " is one time, as 2026-11-23T18:00:00Z.");
  }

  /// A query parameter that is a whole number; anything else, or two of them, is 400.
  public static OptionalLong number(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values == null) {
      return OptionalLong.empty();
    }
    if (values.length != 1 || !NUMBER.matcher(values[0]).matches()) {
      throw Problems.badRequest(name + " is one whole number, 0 or more.");
    }
    return OptionalLong.of(Long.parseLong(values[0]));
  }
}

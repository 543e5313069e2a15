package chatter.server.web.api;

import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses with numbers in them, which begin alike: `/api/conversations/{id}/members/{account}`.
/// Whatever is none of them is 404.
final class NumberedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  private final transient Map<String, Numbered> addresses = new LinkedHashMap<>();

  /// The servlet path of an address: all that begins as it does.
  static String below(String path) {
    return path.substring(0, path.indexOf('{')) + "*";
  }

  /// What answers at an address.
  ApiServlet at(String path) {
    return addresses.computeIfAbsent(path, Numbered::new).servlet;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path =
        request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    for (Numbered address : addresses.values()) {
      Matcher numbers = address.pattern.matcher(path);
      if (numbers.matches()) {
        numbers
            .namedGroups()
            .keySet()
            .forEach(name ->
                request.setAttribute(
                    Parameters.attribute(name), Long.valueOf(numbers.group(name))));
        address.servlet.service(request, response);
        return;
      }
    }
    Answer.of(Problems.notFound()).send(request, response, () -> {});
  }

  /// One address.
  private static final class Numbered {
    private final Pattern pattern;
    private final ApiServlet servlet = new ApiServlet();

    private Numbered(String path) {
      this.pattern = Pattern.compile(NAME.matcher(path).replaceAll("(?<$1>[0-9]{1,18})"));
    }
  }
}

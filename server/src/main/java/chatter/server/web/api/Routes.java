package chatter.server.web.api;

import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// Which address is answered by what. Filled once, before the server starts.
public final class Routes {
  private final Map<String, HttpServlet> servlets = new TreeMap<>();

  /// Says what a method does at an address; `HEAD` and `OPTIONS` follow from that.
  ///
  /// @param path as servlets have it: `/api/sessions`, or `/api/sessions/*` for whatever is below;
  ///   or with the names of numbers in it, `/api/rooms/{id}`, see `Parameters.inPath`
  public void on(String method, String path, Action action) {
    if (path.contains("{")) {
      ((NumberedServlet)
              servlets.computeIfAbsent(NumberedServlet.below(path), _ -> new NumberedServlet()))
          .at(path)
          .on(method, action);
      return;
    }
    ((ApiServlet) servlets.computeIfAbsent(path, _ -> new ApiServlet())).on(method, action);
  }

  /// Says that nothing is there but what is added besides: 404, whatever the method.
  public void nothingElse(String path) {
    servlets.put(path, new Nothing());
  }

  /// What answers, by its path.
  public Map<String, HttpServlet> servlets() {
    return Map.copyOf(servlets);
  }

  private static final class Nothing extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Answer.of(Problems.notFound()).send(request, response, () -> {});
    }
  }

  /// What one method does. Blocks as long as it takes.
  @FunctionalInterface
  public interface Action {
    /// What it throws is answered with a problem.
    Answer answer(HttpServletRequest request);
  }

  /// Some addresses that belong together.
  @FunctionalInterface
  public interface Resource {
    /// Adds them.
    void addTo(Routes routes);
  }
}

package chatter.server.web.server;

import chatter.server.web.api.Answer;
import chatter.server.web.api.ApiServlet;
import chatter.server.web.problem.Problems;
import chatter.shared.api.HealthResponse;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /api/health`: that the server works, and which version; 503 with what does not work.
public final class HealthServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  /// @param ailing what does not work; empty if everything does
  public HealthServlet(String version, Supplier<Optional<String>> ailing) {
    on(
        "GET",
        request -> {
          Optional<String> what = ailing.get();
          if (what.isPresent()) {
            throw Problems.failing(what.get());
          }
          return Answer.json(200, new HealthResponse("ok", version));
        });
  }
}

package chatter.server.web;

import chatter.server.web.api.Answer;
import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Everything under `/api` that is nothing: 404, whatever the method.
final class NowhereServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer.of(Problems.notFound()).send(request, response, () -> {});
  }
}

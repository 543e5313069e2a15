package chatter.server.web;

import chatter.shared.api.HealthResponse;

/// `GET /api/health`: that the server runs, and which version.
final class HealthServlet extends ApiServlet {
  private static final long serialVersionUID = 1L;

  HealthServlet(String version) {
    on("GET", request -> Answer.json(200, new HealthResponse("ok", version)));
  }
}

package chatter.server.web.api;

import chatter.server.web.guard.BodyLoader;
import chatter.server.web.problem.Problems;
import chatter.shared.api.ApiJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.core.JacksonException;

/// Reads what a client sent, and not more than it may. `BodyLoader` has it all by then, so nothing
/// here waits for the network.
public final class RequestBody {
  private RequestBody() {}

  /// A JSON object as that record; missing fields are null.
  public static <T> T json(HttpServletRequest request, Class<T> type) {
    String mediaType = request.getContentType();
    // A client that does not say what it sends can only mean JSON.
    if (mediaType != null
        && !mediaType
            .toLowerCase(Locale.ROOT)
            .split(";", 2)[0]
            .strip()
            .equals("application/json")) {
      throw Problems.notJson();
    }
    T value;
    try {
      value = ApiJson.MAPPER.readValue(bytes(request, BodyLoader.JSON_BYTES), type);
    } catch (JacksonException e) {
      // The parser's own words may quote the body, and with it a password.
      throw e.getPath().isEmpty()
          ? Problems.badRequest("The body is not a JSON object.")
          : Problems.wrongType(e.getPath().getFirst().getPropertyName());
    }
    if (value == null) {
      throw Problems.badRequest("The body is not a JSON object.");
    }
    return value;
  }

  /// The whole body.
  public static byte[] bytes(HttpServletRequest request, int limit) {
    try {
      return read(request, limit);
    } catch (IOException e) {
      // Whoever sends hung up or fell silent: no news for the log.
      throw Problems.incomplete();
    }
  }

  private static byte[] read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw Problems.tooLarge(limit);
    }
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    if (body.length > limit) {
      throw Problems.tooLarge(limit);
    }
    return body;
  }
}

package chatter.server.web.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.conversation.HistoryQuery;
import chatter.server.web.api.Parameters;
import chatter.server.web.problem.ProblemException;
import chatter.shared.limits.Limits;
import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.junit.jupiter.api.Tag;

/// Whatever stands in the address of a page of history, it is a query inside the limits or a 400.
/// Without `JAZZER_FUZZ=1` in the environment this only runs the inputs that stand under its name
/// in the test resources.
@Tag("fuzz")
final class HistoryQueryFuzzTest {
  @FuzzTest(maxDuration = "150s")
  void addressesAreReadOrRefused(byte[] address) {
    Fields fields = new Fields();
    try {
      UrlEncoded.decodeUtf8To(new String(address, StandardCharsets.ISO_8859_1), fields);
    } catch (RuntimeException notEncoded) {
      // Answered by the container, with 400.
      return;
    }
    try {
      HistoryQuery query = ConversationResource.query(request(fields));
      assertTrue(query.limit() >= 1 && query.limit() <= Limits.HISTORY_PAGE, query::toString);
      assertTrue(seq(query) >= 0, query::toString);
    } catch (ProblemException refused) {
      assertEquals(400, refused.problem().status());
    }
  }

  private static long seq(HistoryQuery query) {
    return switch (query) {
      case HistoryQuery.Newest newest -> 0;
      case HistoryQuery.Before before -> before.seq();
      case HistoryQuery.After after -> after.seq();
      case HistoryQuery.Around around -> around.seq();
    };
  }

  @FuzzTest(maxDuration = "150s")
  void pathsAreReadOrNowhere(byte[] path) {
    String text = new String(path, StandardCharsets.UTF_8);
    try {
      long id = Parameters.pathId(text, "/", "/messages");
      assertTrue(id >= 0 && text.matches("/[0-9]+/messages"), text);
    } catch (ProblemException nowhere) {
      assertEquals(404, nowhere.problem().status());
    }
  }

  /// A request of which only the parameters can be asked.
  private static HttpServletRequest request(Fields fields) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HistoryQueryFuzzTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getParameterValues")) {
                throw new UnsupportedOperationException(method.getName());
              }
              Fields.Field field = fields.get((String) arguments[0]);
              return field == null ? null : field.getValues().toArray(String[]::new);
            });
  }
}

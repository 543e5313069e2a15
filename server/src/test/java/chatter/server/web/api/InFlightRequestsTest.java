package chatter.server.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What signed-in people have under way.
final class InFlightRequestsTest {
  private static final long PAGE = 100;

  private final InFlightRequests underway = new InFlightRequests(3, 10_000);

  @Test
  void oneAccountHasSoManyRequestsAtOnce() {
    List<HttpServletRequest> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(begin(1));
    }
    ProblemException refused = assertThrows(ProblemException.class, () -> begin(1));
    assertEquals(429, refused.problem().status());
    assertEquals("1", refused.headers().get("Retry-After"));
    begin(2);
    InFlightRequests.end(all.getFirst());
    begin(1);
  }

  @Test
  void askedTwiceForTheSameRequestItCountsOnce() {
    HttpServletRequest request = begin(1);
    underway.begin(request, 1);
    InFlightRequests.end(request);
    InFlightRequests.end(request);
    for (int i = 0; i < 3; i++) {
      begin(1);
    }
  }

  @Test
  void whoTakesAllTheyCanLeavesRoomForOthers() {
    InFlightRequests many = new InFlightRequests(Integer.MAX_VALUE, 10_000);
    for (long account = 1; account <= 20; account++) {
      int pages = 0;
      try {
        while (true) {
          HttpServletRequest request = request();
          many.begin(request, account);
          InFlightRequests.hold(request, PAGE);
          pages++;
        }
      } catch (ProblemException busy) {
        assertEquals(503, busy.problem().status());
        assertTrue(busy.headers().containsKey("Retry-After"));
      }
      assertTrue(pages > 0, "account " + account + " found no room at all");
      assertTrue(pages * PAGE <= 10_000 / 2, "account " + account + " had too much");
    }
  }

  @Test
  void whatIsAnsweredMakesRoomAgain() {
    for (int i = 0; i < 1_000; i++) {
      HttpServletRequest request = begin(1);
      InFlightRequests.hold(request, 3_000);
      InFlightRequests.hold(request, 10);
      InFlightRequests.end(request);
    }
  }

  private HttpServletRequest begin(long account) {
    HttpServletRequest request = request();
    underway.begin(request, account);
    return request;
  }

  /// A request of which nothing is known but what was noted on it.
  private static HttpServletRequest request() {
    Map<Object, Object> notes = new HashMap<>();
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            InFlightRequestsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> notes.get(arguments[0]);
                  case "setAttribute" -> notes.put(arguments[0], arguments[1]);
                  case "removeAttribute" -> notes.remove(arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}

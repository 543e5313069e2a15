package chatter.server.page;

import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.faults.FaultProxy;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the tests of the page under faults share: a server without limits of pace, a bad network
/// before it, and people at browsers behind that.
@Tag("story")
abstract class BehindABadNetwork {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private final List<Browser> browsers = new ArrayList<>();
  FaultProxy proxy;

  @BeforeEach
  void standBetween() {
    proxy = FaultProxy.to(server::port);
  }

  @AfterEach
  void goAway() {
    browsers.forEach(Browser::close);
    proxy.close();
  }

  /// A browser of its own for somebody who just signed up there.
  Browser signUp(String name) {
    Browser browser = Browser.open(proxy.port());
    browsers.add(browser);
    browser.signUp(name, name.toLowerCase(Locale.ROOT) + "@example.org", TestServer.PASSWORD);
    return browser;
  }

  /// All that is stored, as the server tells it over HTTP, past the bad network.
  List<MessagePosted> history(TestUser reader) {
    List<MessagePosted> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      long after = all.isEmpty() ? 0 : all.getLast().seq();
      HttpResponse<String> answer =
          server
              .http()
              .get("/api/conversations/1/messages?limit=100&after=" + after, reader.token());
      TestHttp.expect(200, answer);
      HistoryPage page = ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class);
      all.addAll(page.messages());
      more = page.newer();
    }
    return all;
  }

  /// The texts of all that is stored.
  List<String> bodies(TestUser reader) {
    return history(reader).stream().map(MessagePosted::body).toList();
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

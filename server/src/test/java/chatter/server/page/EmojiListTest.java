package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestServer;
import chatter.shared.text.Emoji;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The list of emoji, which the page shares with the other clients.
final class EmojiListTest {
  @RegisterExtension static final TestServer SERVER = TestServer.standard();

  @Test
  void itIsServedBesideThePageToAnybody() {
    HttpResponse<String> answer = SERVER.http().get("/emoji.txt", null);
    assertEquals(200, answer.statusCode());
    assertEquals(new String(Emoji.list(), StandardCharsets.UTF_8), answer.body());
    assertEquals("no-cache", answer.headers().firstValue("Cache-Control").orElseThrow());
  }
}

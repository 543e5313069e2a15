package chatter.server.web.conversation;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.PinsResponse;
import chatter.shared.api.ReactedResponse;
import chatter.shared.api.VersionsResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What can be asked about messages.
final class MessageCallsTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension final TestServer server = TestServer.standard();

  private TestUser owner;
  private TestUser ada;
  private TestUser bob;
  private TestConnection alice;

  @BeforeEach
  void people() {
    owner = server.signUp("owner");
    ada = server.signUp("ada");
    bob = server.signUp("bob");
    alice = ada.connect();
  }

  @Test
  void versionsAreForTheAuthorAndAdmins() {
    long message = alice.post("one").seq();
    String path = "/api/conversations/1/messages/" + message + "/versions";
    assertEquals(List.of("one"), versions(path, ada));
    alice.edit(LOBBY, message, "two");
    alice.edit(LOBBY, message, "three");
    assertEquals(List.of("one", "two", "three"), versions(path, ada));
    assertEquals(List.of("one", "two", "three"), versions(path, owner));
    refused(403, "forbidden", get(path, bob));
    refused(404, "not_found", get("/api/conversations/1/messages/2/versions", ada));
    refused(404, "not_found", get("/api/conversations/1/messages/99/versions", ada));
    refused(404, "not_found", get("/api/conversations/7/messages/1/versions", ada));
    alice.delete(LOBBY, message);
    refused(404, "not_found", get(path, ada));
  }

  @Test
  void pinsHaveTheNewestPinFirst() {
    assertEquals(List.of(), pins());
    long one = alice.post("one").seq();
    long two = alice.post("two").seq();
    long three = alice.post("three <@%d>".formatted(bob.id())).seq();
    alice.pin(LOBBY, two, true);
    alice.pin(LOBBY, three, true);
    alice.pin(LOBBY, one, true);
    alice.react(LOBBY, three, "👍", true);
    List<MessagePosted> pins = pins();
    assertEquals(List.of(one, three, two), pins.stream().map(MessagePosted::seq).toList());
    assertEquals(List.of(bob.id()), pins.get(1).mentions());
    assertEquals("👍", pins.get(1).reactions().getFirst().emoji());
    assertTrue(pins.stream().allMatch(MessagePosted::pinned));
    alice.delete(LOBBY, three);
    alice.pin(LOBBY, one, false);
    assertEquals(List.of(two), pins().stream().map(MessagePosted::seq).toList());
    refused(404, "not_found", get("/api/conversations/7/pins", ada));
  }

  @Test
  void everybodyWhoReactedIsNamed() {
    long message = alice.post("well?").seq();
    TestConnection bernd = bob.connect();
    bernd.react(LOBBY, message, "❤", true);
    alice.react(LOBBY, message, "❤", true);
    alice.react(LOBBY, message, "👍", true);
    String path = "/api/conversations/1/messages/" + message + "/reactions";
    for (String emoji : List.of("❤", "❤\uFE0F")) {
      List<AccountInfo> accounts =
          body(200, ReactedResponse.class, get(path + "?emoji=" + encoded(emoji), owner))
              .accounts();
      assertEquals(List.of(bob.id(), ada.id()), accounts.stream().map(AccountInfo::id).toList());
      assertEquals("bob", accounts.getFirst().name());
    }
    assertEquals(
        List.of(),
        body(200, ReactedResponse.class, get(path + "?emoji=" + encoded("🎉"), owner)).accounts());
    refused(422, "invalid", get(path, owner));
    refused(422, "invalid", get(path + "?emoji=like", owner));
    refused(
        404,
        "not_found",
        get("/api/conversations/1/messages/77/reactions?emoji=" + encoded("👍"), owner));
  }

  @Test
  void versionsOfTheLongestTextsAreAPageOfThem() {
    long message = alice.post("0").seq();
    String filler = "\uD83D\uDE00".repeat(Limits.BODY_CODE_POINTS - 10);
    for (int i = 1; i <= 12; i++) {
      alice.edit(LOBBY, message, filler + i);
    }
    List<String> versions = versions("/api/conversations/1/messages/" + message + "/versions", ada);
    assertTrue(versions.size() < 13, versions.size() + " versions");
    assertTrue(versions.getLast().endsWith("12"));
    assertTrue(versions.get(versions.size() - 2).endsWith("11"));
  }

  private List<String> versions(String path, TestUser reader) {
    return body(200, VersionsResponse.class, get(path, reader)).versions().stream()
        .map(version -> version.body())
        .toList();
  }

  private List<MessagePosted> pins() {
    return body(200, PinsResponse.class, get("/api/conversations/1/pins", bob)).rows();
  }

  private HttpResponse<String> get(String path, TestUser reader) {
    return server.http().get(path, reader.token());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package chatter.server.web.account;

import static chatter.server.TestHttp.body;
import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.NotificationsRequest;
import chatter.shared.api.NotificationsResponse;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.ServerEvent.NotificationsChanged;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an account says about notifications, on all its devices.
class NotificationSettingsTest {
  private static final String ADDRESS = "/api/account/notifications";
  private static final DoNotDisturb NIGHT =
      DoNotDisturb.hours("22:00", "07:00", List.of(1, 5), "Europe/Berlin");

  @RegisterExtension final TestServer server = TestServer.standard();
  private TestUser alice;

  @BeforeEach
  void signUp() {
    alice = server.signUp("alice");
  }

  private HttpResponse<String> patch(Object body) {
    return server.http().call("PATCH", ADDRESS, alice.token(), body);
  }

  private NotificationSettings kept() {
    HttpResponse<String> answer = server.http().call("GET", ADDRESS, alice.token(), null);
    return body(200, NotificationsResponse.class, answer).notifications();
  }

  private NotificationSettings change(DoNotDisturb when, List<String> words) {
    return body(200, NotificationsResponse.class, patch(new NotificationsRequest(when, words)))
        .notifications();
  }

  @Test
  void everybodyBeginsWithNothingSaid() {
    assertEquals(NotificationSettings.USUAL, kept());
    assertEquals(NotificationSettings.USUAL, alice.open().hello().notifications());
  }

  @Test
  void whatIsSaidIsKeptAndWhatIsLeftOutStays() {
    assertEquals(new NotificationSettings(NIGHT, List.of()), change(NIGHT, null));
    assertEquals(
        new NotificationSettings(NIGHT, List.of("lunch", "Out of office")),
        change(null, List.of("lunch", "Out of office")));
    DoNotDisturb hour = DoNotDisturb.until(Instant.parse("2026-11-23T10:00:00.120Z"));
    change(hour, null);
    assertEquals(new NotificationSettings(hour, List.of("lunch", "Out of office")), kept());
    assertEquals(
        new NotificationSettings(DoNotDisturb.ALWAYS, List.of()),
        change(DoNotDisturb.ALWAYS, List.of()));
    assertEquals(DoNotDisturb.ALWAYS, alice.open().hello().notifications().doNotDisturb());
  }

  @Test
  void allDevicesOfTheAccountHearOfItAndNobodyElse() {
    TestConnection laptop = alice.connect();
    TestConnection phone = alice.elsewhere().connect();
    TestConnection his = server.signUp("bob").connect();
    NotificationSettings now = change(NIGHT, List.of("lunch"));
    assertEquals(now, laptop.awaits(NotificationsChanged.class).notifications());
    assertEquals(now, phone.awaits(NotificationsChanged.class).notifications());
    assertEquals(
        List.of(),
        his.everythingSoFar().stream().filter(NotificationsChanged.class::isInstance).toList());
  }

  @Test
  void whatMeansNothingIsRefusedAndChangesNothing() {
    change(NIGHT, List.of("lunch"));
    NotificationSettings before = kept();
    refused("doNotDisturb", Map.of("doNotDisturb", Map.of("mode", "until")));
    refused("doNotDisturb", Map.of("doNotDisturb", Map.of("mode", "hours", "from", "22:00")));
    refused("doNotDisturb", Map.of("doNotDisturb", Map.of()));
    refused("doNotDisturb", Map.of("doNotDisturb", Map.of("mode", "sometimes")));
    refused("doNotDisturb", Map.of("doNotDisturb", Map.of("mode", "until", "until", "noon")));
    refused("words", Map.of("words", List.of("x".repeat(51))));
    refused("words", Map.of("words", List.of("a", "A")));
    refused("words", Map.of("words", Arrays.asList("a", null)));
    refused(
        "words", Map.of("doNotDisturb", Map.of("mode", "off"), "words", List.of("x".repeat(51))));
    assertEquals(before, kept());
  }

  private void refused(String field, Object body) {
    assertEquals(
        field, assertProblem(422, "invalid", patch(body)).path("field").asString(), body::toString);
  }

  @Test
  void withoutALoginThereIsNothing() {
    assertEquals(401, server.http().call("GET", ADDRESS, null, null).statusCode());
    assertEquals(401, server.http().call("PATCH", ADDRESS, null, Map.of()).statusCode());
  }
}

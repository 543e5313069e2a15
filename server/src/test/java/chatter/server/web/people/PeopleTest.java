package chatter.server.web.people;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.PeopleResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Finding people, and counting them: those who are listed are those who are counted.
final class PeopleTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.REGISTRATIONS_PER_MINUTE, Limit.LOGINS_PER_MINUTE);

  @Test
  void peopleAreFoundByTheStartOfAnyWord() {
    TestUser olga = server.signUp("Olga");
    for (String name : List.of("Zoë-Müller", "Jean-Luc", "Анна", "李-小龙", "Straße")) {
      register(name);
    }
    Map.of("zoe", "Zoë-Müller", "MULL", "Zoë-Müller", "luc", "Jean-Luc", "АН", "Анна", "李", "李-小龙")
        .forEach((query, name) ->
            assertEquals(List.of(name), names(find(olga, "?query=" + encoded(query))), query));
    assertEquals(List.of("Straße"), names(find(olga, "?query=strass")));
    assertEquals(List.of(), names(find(olga, "?query=uller")));
    refused(401, "unauthorized", server.http().get("/api/people", null));
    refused(400, "bad_request", server.http().get("/api/people?after=x", olga.token()));
    refused(
        422, "invalid", server.http().get("/api/people?query=" + "x".repeat(255), olga.token()));
  }

  @Test
  void theyComeFiftyAtATime() {
    TestUser first = server.signUp("p000");
    for (int i = 1; i < 103; i++) {
      register("p%03d".formatted(i));
    }
    List<Long> found = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String query = "";
    Long next;
    do {
      PeopleResponse page = find(first, query);
      sizes.add(page.people().size());
      page.people().forEach(p -> found.add(p.id()));
      next = page.next();
      query = "?after=" + next;
    } while (next != null);
    assertEquals(List.of(50, 50, 3), sizes);
    assertEquals(103, found.stream().distinct().count());
    AccountsResponse accounts = accounts(first, "?query=p10");
    assertEquals(3, accounts.accounts().size());
    assertNull(accounts.next());
    accounts = accounts(first, "?query=P");
    assertEquals(50, accounts.accounts().size());
    assertEquals(50, accounts(first, "?query=p&after=" + accounts.next()).accounts().size());
    assertEquals(103, accounts(first, "").accounts().size());
  }

  @Test
  void whoIsDisabledIsNeitherListedNorCounted() {
    TestUser olga = server.signUp("olga");
    TestUser mia = server.signUp("mia");
    TestConnection connection = olga.connect();
    TestConnection gone = mia.connect();
    TestHttp.expect(
        200,
        server
            .http()
            .call("PATCH", "/api/accounts/" + mia.id(), olga.token(), Map.of("disabled", true)));
    ServerEvent.Presence left =
        connection.awaits(ServerEvent.Presence.class, p -> p.full() && p.accounts().size() == 1);
    assertEquals(1, left.online());
    assertEquals(4505, gone.closedWith());
    assertEquals(List.of("olga"), names(find(olga, "")));
    assertEquals(1, olga.connect().welcome().conversations().getFirst().members());
  }

  private void register(String name) {
    TestHttp.expect(
        201,
        server
            .http()
            .post(
                "/api/register",
                null,
                Map.of(
                    "name",
                    name,
                    "email",
                    name + "@example.org",
                    "password",
                    TestServer.PASSWORD)));
  }

  private PeopleResponse find(TestUser by, String query) {
    return body(200, PeopleResponse.class, server.http().get("/api/people" + query, by.token()));
  }

  private AccountsResponse accounts(TestUser by, String query) {
    return body(
        200, AccountsResponse.class, server.http().get("/api/accounts" + query, by.token()));
  }

  private static List<String> names(PeopleResponse page) {
    return page.people().stream().map(AccountInfo::name).toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

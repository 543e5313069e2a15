package chatter.client.net.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.client.net.FakeServer;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.discovery.ServerFinder.Wanted;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerFinderTest {
  private final List<FakeServer> servers = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (FakeServer server : servers) {
      server.close();
    }
  }

  private ServerAddress server(String id, String name) {
    FakeServer server = new FakeServer();
    servers.add(server);
    server.answers("GET /api/health", 200, "{\"status\":\"ok\",\"version\":\"0.1.0\"}");
    server.answers(
        "GET /api/server",
        200,
        ("{\"id\":\"%s\",\"name\":\"%s\",\"registration\":\"invite\",\"empty\":false,\"online\":2,"
                + "\"version\":\"0.1.0\"}")
            .formatted(id, name));
    return server.address();
  }

  private static ServerAddress nobody() throws IOException {
    try (ServerSocket once = new ServerSocket(0)) {
      return ServerAddress.local(once.getLocalPort());
    }
  }

  private static Found find(String id, ServerAddress... addresses) throws Exception {
    return ServerFinder.find(new Wanted(List.of(addresses), Pin.none(), id))
        .get(60, TimeUnit.SECONDS);
  }

  private static ApiException failure(String id, ServerAddress... addresses) {
    ExecutionException failed = assertThrows(ExecutionException.class, () -> find(id, addresses));
    return ApiException.of(failed);
  }

  @Test
  void firstAddressThatAnswersIsTaken() throws Exception {
    ServerAddress here = server("s1", "Ana's Chatter");
    try (ServerSocket silent = new ServerSocket(0)) {
      // It takes connections and never says a word.
      Found found = find("", ServerAddress.local(silent.getLocalPort()), nobody(), here);
      assertEquals(here, found.address());
      assertEquals("Ana's Chatter", found.server().name());
    }
  }

  @Test
  void anotherServerAtOneOfTheAddressesIsNotTakenForIt() throws Exception {
    ServerAddress other = server("s2", "Ben's Chatter");
    ServerAddress right = server("s1", "Ana's Chatter");
    assertEquals(right, find("s1", other, right).address());
    ApiException.OtherServer told =
        assertInstanceOf(ApiException.OtherServer.class, failure("s1", other, nobody()));
    assertEquals("Ben's Chatter", told.name());
  }

  @Test
  void whenAllFailThatIsToldWhichSaysMost() throws Exception {
    assertInstanceOf(ApiException.Unreachable.class, failure("", nobody(), nobody()));
    FakeServer something = new FakeServer();
    servers.add(something);
    assertInstanceOf(
        ApiException.NotChatter.class, failure("", nobody(), something.address(), nobody()));
    assertInstanceOf(ApiException.Unreachable.class, failure(""));
  }
}

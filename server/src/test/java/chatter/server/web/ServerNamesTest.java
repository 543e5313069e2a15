package chatter.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.network.LocalAddresses;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.InviteOffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// By which names a server may be called: a page that makes a browser believe that its own name
/// leads here gets nothing, and claims nothing.
class ServerNamesTest {
  @RegisterExtension
  static final TestServer server =
      TestServer.standard()
          .with(config ->
              config.withPublicUrls(
                  List.of(
                      BaseUrl.parse("https://chat.example.org/our/chat").orElseThrow(),
                      BaseUrl.parse("https://müller.example:8443").orElseThrow())));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "localhost.",
        "localhost.:8080",
        "chat.localhost",
        "127.0.0.1",
        "127.0.0.1:443",
        "127.1.2.3",
        "[::1]",
        "[0:0:0:0:0:0:0:1]:80",
        "chat.example.org",
        "Chat.Example.ORG.:443",
        "xn--mller-kva.example"
      })
  void itsOwnNamesAreServed(String host) throws IOException {
    assertTrue(get("/", host).startsWith("HTTP/1.1 200"), host);
    assertTrue(get("/api/health", host).startsWith("HTTP/1.1 200"), host);
  }

  @Test
  void theComputersOwnNamesAndAddressesAreServed() throws IOException {
    for (LocalAddresses.LocalAddress address : LocalAddresses.list()) {
      String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
      assertTrue(get("/", host + ":81").startsWith("HTTP/1.1 200"), host);
    }
    String own = InetAddress.getLocalHost().getHostName();
    String first = own.split("\\.", 2)[0];
    for (String host :
        List.of(own, first.toUpperCase(Locale.ROOT), first + ".local", first + ".lan")) {
      assertTrue(get("/", host).startsWith("HTTP/1.1 200"), host);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "chat.example.org.evil.example",
        "sub.chat.example.org",
        "203.0.113.9",
        "[2001:db8::9]:8080",
        "my_evil_name",
        "evil_.example.:1",
        "0.0.0.0"
      })
  void otherNamesAreRefused(String host) throws IOException {
    String page = get("/", host);
    String call = get("/api/server", host);
    String socket =
        exchange(
            "GET /ws/3e8ab3b4-1111-4222-8333-444455556666 HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    assertTrue(page.startsWith("HTTP/1.1 421"), page);
    assertTrue(page.contains("--public-url"), page);
    assertTrue(page.contains("text/html"), page);
    assertTrue(call.startsWith("HTTP/1.1 421"), call);
    assertTrue(call.contains("\"unknown_host\"") && call.contains("--public-url"), call);
    assertTrue(socket.startsWith("HTTP/1.1 421"), socket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://evil.example/api/server HTTP/1.1\r\nHost: evil.example\r\n",
        "GET http://localhost/api/server HTTP/1.1\r\nHost: evil.example\r\n",
        "GET http://evil.example/api/server HTTP/1.1\r\nHost: localhost\r\n",
        "GET http://evil.example/api/server HTTP/1.0\r\n",
        "GET /api/server HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
        "GET /api/server HTTP/1.1\r\nHost: localhost@evil.example\r\n",
        "GET /api/server HTTP/1.1\r\nHost: evil.example#localhost\r\n",
        "GET /api/server HTTP/1.1\r\nHost: localhost:80:80\r\n",
        "GET /api/server HTTP/1.1\r\nHost: [::1\r\n",
        "GET /api/server HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: x\r\nHost: b\r\n",
        "GET /api/server HTTP/1.1\r\n"
      })
  void noOtherWayOfSayingTheNameGetsIn(String head) throws IOException {
    String answer = exchange(head + "Connection: close\r\n\r\n");

    assertTrue(answer.matches("(?s)HTTP/1\\.[01] 4(00|21) .*"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @Test
  void aBalancerThatNamesNobodyIsServed() throws IOException {
    String answer = exchange("GET /api/health HTTP/1.0\r\n\r\n");

    assertTrue(answer.contains(" 200 "), answer);
  }

  @Test
  void anEmptyServerIsNotClaimedByAForeignPage() throws IOException {
    try (TestServer empty = TestServer.standard().start()) {
      String body =
          "{\"name\":\"Eve\",\"email\":\"eve@evil.example\",\"password\":\"correct horse battery\"}";
      String host = "evil.example:" + empty.port();
      String claimed = post(empty, "/api/register", host, "Origin: http://" + host, body);
      String simple =
          post(
              empty,
              "/api/register",
              "localhost:" + empty.port(),
              "Sec-Fetch-Site: cross-site",
              body);
      String own =
          post(
              empty,
              "/api/register",
              "localhost:" + empty.port(),
              "Origin: http://localhost:" + empty.port(),
              body);

      assertTrue(claimed.startsWith("HTTP/1.1 421"), claimed);
      assertTrue(simple.startsWith("HTTP/1.1 403"), simple);
      assertTrue(own.startsWith("HTTP/1.1 201"), own);
      assertTrue(own.contains("\"owner\""), own);
    }
  }

  @Test
  void invitesLeadToTheServersOwnAddresses() {
    TestUser owner = server.signUp("Ana");

    InviteOffer offer =
        TestHttp.body(
            201,
            InviteOffer.class,
            server.http().send("POST", "/api/invites", owner.token(), "{}"));

    assertEquals(
        List.of("https://chat.example.org/our/chat", "https://xn--mller-kva.example:8443"),
        offer.addresses());
  }

  private static String get(String path, String host) throws IOException {
    return exchange("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private static String post(TestServer to, String path, String host, String header, String body)
      throws IOException {
    return exchange(
        to,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + header
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static String exchange(String request) throws IOException {
    return exchange(server, request);
  }

  private static String exchange(TestServer to, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

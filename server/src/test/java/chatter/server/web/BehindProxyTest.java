package chatter.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.faults.LoopbackPort;
import chatter.server.faults.Tools;
import chatter.server.limit.Limit;
import chatter.server.page.Browser;
import chatter.server.tls.TestCertificates;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.AccountResponse;
import chatter.shared.api.ApiJson;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.RegisterRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The chat behind real proxies, set up with the blocks of the README: on another port, below a
/// path, with TLS.
@Tag("story")
final class BehindProxyTest {
  private static final String NAME = "chat.example.org";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WRONG_CODES = 3;

  @TempDir private Path folder;
  private TestServer server;
  private Process proxy;
  private String base;
  private HttpClient http;

  /// A proxy and how to run it on a block of the README.
  enum Kind {
    NGINX("nginx") {
      @Override
      List<String> command(Path folder, String block) throws IOException {
        String paths =
            Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(what -> what + "_temp_path " + folder.resolve(what) + ";\n")
                .reduce("", String::concat);
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(
            conf,
            """
            daemon off;
            user root;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log info;
            events { worker_connections 256; }
            http {
            access_log %1$s/access.log;
            %2$s
            %3$s
            }
            """
                .formatted(folder, paths, block));
        return List.of("nginx", "-c", conf.toString());
      }
    },
    HAPROXY("haproxy") {
      @Override
      List<String> command(Path folder, String block) throws IOException {
        Path conf = folder.resolve("haproxy.cfg");
        Files.writeString(
            conf,
            """
            global
                log stdout format raw local0 info
            defaults
                log global
                option httplog
            %s
            """
                .formatted(block));
        return List.of("haproxy", "-db", "-f", conf.toString());
      }
    };

    private final String program;

    Kind(String program) {
      this.program = program;
    }

    abstract List<String> command(Path folder, String block) throws IOException;
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (http != null) {
      http.shutdownNow();
    }
    if (proxy != null) {
      proxy.destroy();
      assertTrue(proxy.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the proxy does not end");
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everythingWorksThroughIt(Kind kind) throws Exception {
    start(kind);
    LoginResponse ana = signUp("Ana");

    // An invite leads to the proxy.
    InviteOffer offer =
        read(
            InviteOffer.class,
            201,
            call("POST", "/api/invites", ana.token(), json(new InviteRequest(5, 48))));
    assertTrue(offer.link().startsWith(base + "/#join="), offer.link());
    assertEquals(base, offer.addresses().getFirst());

    // A picture that is larger than what proxies take by default.
    AccountResponse pictured =
        read(AccountResponse.class, 200, call("PUT", "/api/account/avatar", ana.token(), noise()));
    String picture = pictured.account().avatarUrl();
    assertEquals(200, call("GET", picture, null, BodyPublishers.noBody()).statusCode());

    // The websocket says hello to the one who is signed in, and nobody else.
    assertTrue(welcomed(ana.token()).contains("\"type\":\"welcome\""));
    assertEquals(401, refusedUpgrade("5f2b0c9e-6f0e-4c43-9a63-0d6f3f3d9a11"));

    // What one person guesses wrong is nobody else's fault.
    for (int i = 0; i < WRONG_CODES; i++) {
      assertEquals(404, wrongCode("127.0.0.2"));
    }
    assertEquals(429, wrongCode("127.0.0.2"));
    assertEquals(404, wrongCode("127.0.0.3"));

    proxy.destroy();
    assertTrue(proxy.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    try (Stream<Path> logs = Files.list(folder)) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
        assertFalse(Files.readString(log).contains(ana.token()), "the login is in " + log);
      }
    }
    String logged =
        Files.readString(folder.resolve(kind == Kind.NGINX ? "access.log" : "said.log"));
    assertTrue(logged.contains("/chat/api/login"), "nothing was logged at all: " + logged);
  }

  @Test
  void thePageIsAtHomeBelowThePath() throws Exception {
    start(Kind.NGINX);
    try (Browser ana = Browser.openOverTls(base + "/")) {
      ana.signUp("Ana", "ana@example.org", TestServer.PASSWORD);
      ana.say("from below a path");
      var _ = ana.row("from below a path", "sent");
      LoginResponse login =
          read(
              LoginResponse.class,
              200,
              call(
                  "POST",
                  "/api/login",
                  null,
                  json(new LoginRequest("ana@example.org", TestServer.PASSWORD, "test"))));
      AccountResponse pictured =
          read(
              AccountResponse.class,
              200,
              call("PUT", "/api/account/avatar", login.token(), noise()));
      assertNotNull(pictured.account().avatarUrl());
      ana.until(
          "her picture is shown",
          () ->
              (Boolean)
                  ana.script(
                      "return [...document.querySelectorAll('.avatar img')]"
                          + ".some((image) => image.naturalWidth > 0)"));
      // Beside other chats below the same name.
      assertEquals(
          true,
          ana.script(
              "return Object.keys(localStorage).every((key) => key.startsWith('chatter/chat/'))"));
    }
  }

  private void start(Kind kind) throws Exception {
    Tools.needProgram(kind.program);
    int port = LoopbackPort.free();
    base = "https://localhost:" + port + "/chat";
    server =
        TestServer.standard()
            .with(config ->
                config
                    .withProxies(TrustedProxies.parse("127.0.0.1"))
                    .withPublicUrls(List.of(BaseUrl.parse(base).orElseThrow()))
                    .withLimit(Limit.CODES_PER_MINUTE, WRONG_CODES))
            .start();
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(TestCertificates.of("rsa").certificate())
            + Files.readString(TestCertificates.of("rsa").key()));
    String block =
        block(kind.program)
            .replace("/etc/ssl/" + NAME + ".pem", both.toString())
            .replace("/etc/ssl/" + NAME + ".key", both.toString())
            .replace("/etc/haproxy/" + NAME + ".pem", both.toString())
            .replace(NAME, "localhost")
            .replace("8443", Integer.toString(port))
            .replace("127.0.0.1:8080", "127.0.0.1:" + server.port());
    proxy =
        new ProcessBuilder(kind.command(folder, block))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.log").toFile())
            .start();
    http = HttpClient.newBuilder().sslContext(TestCertificates.trusting()).build();
    awaitPort(port);
  }

  /// The block for a proxy in the README.
  private static String block(String program) throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    Matcher block =
        Pattern.compile("```" + program + "\\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(block.find(), "the README has no block for " + program);
    return block.group(1);
  }

  private void awaitPort(int port) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (java.net.Socket socket = new java.net.Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException notYet) {
        boolean over = !proxy.isAlive() || System.nanoTime() > deadline;
        assertFalse(over, () -> "the proxy does not start: " + said());
        Thread.sleep(20);
      }
    }
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private LoginResponse signUp(String name) throws Exception {
    String email = name + "@example.org";
    BodyPublisher account = json(new RegisterRequest(name, email, TestServer.PASSWORD));
    assertEquals(201, call("POST", "/api/register", null, account).statusCode());
    BodyPublisher login = json(new LoginRequest(email, TestServer.PASSWORD, "test"));
    return read(LoginResponse.class, 200, call("POST", "/api/login", null, login));
  }

  /// As the page would, so with its `Origin`.
  private HttpResponse<String> call(String method, String path, String token, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Origin", base.substring(0, base.lastIndexOf('/')))
            .header("Content-Type", "application/json")
            .method(method, body);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// From another address of this computer, which all of 127.0.0.0/8 are.
  private int wrongCode(String from) throws Exception {
    try (HttpClient other =
        HttpClient.newBuilder()
            .sslContext(TestCertificates.trusting())
            .localAddress(InetAddress.ofLiteral(from))
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + "/api/invites/7ZZZ-ZZZ7")).GET().build();
      int status = other.send(request, BodyHandlers.discarding()).statusCode();
      other.shutdownNow();
      return status;
    }
  }

  private String welcomed(String token) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket socket =
        http.newWebSocketBuilder()
            .header("Origin", base.substring(0, base.lastIndexOf('/')))
            .buildAsync(
                socketAt(token),
                new WebSocket.Listener() {
                  private final StringBuilder frame = new StringBuilder();

                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence data, boolean last) {
                    frame.append(data);
                    if (last) {
                      first.complete(frame.toString());
                    }
                    from.request(1);
                    return null;
                  }
                })
            .join();
    socket.sendText("{\"type\":\"hello\",\"version\":2,\"client\":\"test\"}", true).join();
    String welcome = first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    socket.abort();
    return welcome;
  }

  private int refusedUpgrade(String token) {
    try {
      http.newWebSocketBuilder()
          .buildAsync(socketAt(token), new WebSocket.Listener() {})
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  private URI socketAt(String token) {
    return URI.create(base.replaceFirst("https", "wss") + "/ws/" + token);
  }

  private static BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(ApiJson.MAPPER.writeValueAsBytes(body));
  }

  private static <T> T read(Class<T> type, int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    return ApiJson.MAPPER.readValue(answer.body(), type);
  }

  /// A picture of nothing, of over 2 MB.
  private static BodyPublisher noise() throws IOException {
    int side = 900;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    assertTrue(bytes.size() > 2_000_000, "only " + bytes.size());
    return BodyPublishers.ofByteArray(bytes.toByteArray());
  }
}

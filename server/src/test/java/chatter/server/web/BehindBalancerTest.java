package chatter.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.faults.LoopbackPort;
import chatter.server.faults.Tools;
import chatter.server.limit.Limit;
import chatter.server.tls.TestCertificates;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import chatter.shared.protocol.CloseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chat behind a balancer that passes on bytes, haproxy with the README's block for it.
@Tag("story")
final class BehindBalancerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Pattern BLOCK =
      Pattern.compile("```haproxy\\n(frontend chat\\n    mode tcp.*?)```", Pattern.DOTALL);
  private static final int WRONG_CODES = 3;

  @TempDir private Path folder;
  private TestServer server;
  private Process balancer;
  private URI base;

  @AfterEach
  void stop() throws InterruptedException {
    if (balancer != null) {
      balancer.destroy();
      assertTrue(balancer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it does not end");
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void sendsNobodyToWhoLeavesAndTellsEveryAddress() throws Exception {
    start();
    String token = server.signUp("ada").token();
    await("it lets through", () -> status("127.0.0.1", "/api/ready") == 200);
    for (int i = 0; i < WRONG_CODES; i++) {
      assertEquals(404, status("127.0.0.2", "/api/invites/7ZZZ-ZZZ7"));
    }
    assertEquals(429, status("127.0.0.2", "/api/invites/7ZZZ-ZZZ7"));
    assertEquals(404, status("127.0.0.3", "/api/invites/7ZZZ-ZZZ7"));

    CompletableFuture<Integer> closed = new CompletableFuture<>();
    HttpClient http = HttpClient.newBuilder().sslContext(TestCertificates.trusting()).build();
    try (TestHttp direct = new TestHttp(server.port())) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("wss://" + base.getAuthority() + "/ws/" + token), new End(closed))
              .join();
      server.awaitConnections(1);
      Thread stopping = Thread.ofPlatform().start(server::stop);
      try {
        await("nobody is sent here any more", () -> status("127.0.0.1", "/api/ready") == 0);
        // Who is there already stays, and is served.
        assertEquals(200, direct.get("/api/health", null).statusCode());
        socket.sendText("{\"type\":\"hello\",\"version\":2}", true).join();
        assertFalse(closed.isDone(), "it was thrown out");
        assertEquals(1, server.connections());
      } finally {
        // Its time passes only here.
        while (stopping.isAlive()) {
          server.forward(DRAIN);
          stopping.join(20);
        }
      }
      assertEquals(CloseCode.DRAINING.code(), closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } finally {
      http.shutdownNow();
    }
  }

  private void start() throws Exception {
    Tools.needProgram("haproxy");
    int port = LoopbackPort.free();
    base = URI.create("https://localhost:" + port);
    server =
        TestServer.pinned()
            .with(config ->
                config
                    .withProxies(TrustedProxies.parse("127.0.0.1"))
                    .withProxyProtocol(true)
                    .withDrain(DRAIN)
                    .withPublicUrls(List.of(BaseUrl.parse(base.toString()).orElseThrow()))
                    .withLimit(Limit.CODES_PER_MINUTE, WRONG_CODES))
            .start();
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(TestCertificates.of("rsa").certificate())
            + Files.readString(TestCertificates.of("rsa").key()));
    Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
    assertTrue(block.find(), "the README has no block for a balancer");
    Path conf = folder.resolve("haproxy.cfg");
    Files.writeString(
        conf,
        "global\n    log stdout format raw local0 info\ndefaults\n    log global\n"
            + block
                .group(1)
                .replace("/etc/haproxy/chat.example.org.pem", both.toString())
                .replace("8443", Integer.toString(port))
                .replace("127.0.0.1:8080", "127.0.0.1:" + server.port()));
    balancer =
        new ProcessBuilder("haproxy", "-db", "-f", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.log").toFile())
            .start();
  }

  private void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline || !balancer.isAlive()) {
        throw new AssertionError(
            "not so: " + what + "; it said " + Files.readString(folder.resolve("said.log")));
      }
      Thread.sleep(50);
    }
  }

  /// Over a connection of its own, from another address of this computer.
  ///
  /// @return 0 if nobody answers
  private int status(String from, String path) throws Exception {
    try (HttpClient http =
        HttpClient.newBuilder()
            .sslContext(TestCertificates.trusting())
            .localAddress(InetAddress.ofLiteral(from))
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      http.shutdownNow();
      return status;
    } catch (IOException nobody) {
      return 0;
    }
  }

  /// Something that comes true.
  private interface Condition {
    boolean holds() throws Exception;
  }

  /// Waits for the end of a websocket.
  private record End(CompletableFuture<Integer> closed) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      closed.completeExceptionally(failure);
    }
  }
}

package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members who ask for more than the server has memory for, and read nothing of it.
@Tag("faults")
final class UnreadAnswersTest {
  /// Of 32 KB in UTF-8, the longest there is.
  private static final String LONGEST = "\uD83D\uDE00".repeat(8_000);

  private static final int MESSAGES = 100;
  private static final int SYNCS = 16;

  @TempDir private Path folder;

  /// The short form has less memory for fewer who ask; both need many times what there is.
  @Test
  void whoReadsNothingOfWhatTheyAskedForTakesTheMemoryOfNobody() throws IOException {
    int accounts = Form.of(10, 40);
    String heap = Form.isFull() ? "-Xmx512m" : "-Xmx96m";
    try (ServerProcess process =
            ServerProcess.start(
                Map.of("JDK_JAVA_OPTIONS", heap + " -XX:+ExitOnOutOfMemoryError"),
                List.of(),
                "--port=0",
                "--data=" + folder,
                "--bcrypt-cost=4",
                "--limit=registrations-per-minute=0",
                "--limit=sends-per-second=0",
                "--limit=frames-per-second=0",
                "--limit=connections-per-account=0");
        TestServer server = TestServer.at(process.port())) {
      TestConnection ada = server.signUp("ada").connect();
      TestConnection ben = server.signUp("ben").connect();
      for (int i = 0; i < MESSAGES; i++) {
        ada.post(LONGEST);
      }
      List<Socket> deaf = new ArrayList<>();
      try (ExecutorService askers = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < accounts; i++) {
          TestUser account = server.signUp("deaf");
          for (int n = 0; n < 20; n++) {
            deaf.add(connect(process.port()));
            Socket pages = deaf.getLast();
            deaf.add(connect(process.port()));
            Socket syncs = deaf.getLast();
            askers.execute(() -> {
              ask(pages, account.token());
              sync(syncs, account.token());
            });
          }
        }
      }
      long seq = ada.post("are you there?").seq();
      assertEquals("are you there?", ben.awaits(MessagePosted.class, m -> m.seq() == seq).body());
      assertEquals(200, server.http().get("/api/health", null).statusCode());
      // A newcomer gets in, and gets a page.
      TestUser cid = server.signUp("cid");
      cid.connect().post("me too");
      assertEquals(
          200,
          server.http().get("/api/conversations/1/messages?limit=5", cid.token()).statusCode());
      Figures.record(
          deaf.size() + " connections that ask for pages of 3.2 MB and read nothing, " + heap,
          "others are served, the server lives",
          "messages, newcomers and pages go through; the server lives",
          true);
      assertTrue(process.alive(), () -> process.saidSoFar().toString());
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
    return socket;
  }

  /// One page after the other on the same connection; the first is never read.
  private static void ask(Socket socket, String token) {
    send(
        socket,
        ("GET /api/conversations/1/messages?limit=100 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer "
                + token
                + "\r\n\r\n")
            .repeat(2)
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void sync(Socket socket, String token) {
    send(
        socket,
        ("GET /ws/"
                + token
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    send(
        socket,
        RawConnection.masked(
                RawConnection.TEXT,
                "{\"type\":\"hello\",\"version\":2,\"cursors\":{\"1\":0}}"
                    .getBytes(StandardCharsets.UTF_8))
            .array());
    for (int i = 0; i < SYNCS; i++) {
      String sync =
          "{\"type\":\"sync\",\"id\":" + i + ",\"conversation\":1,\"after\":0,\"limit\":200}";
      send(
          socket,
          RawConnection.masked(RawConnection.TEXT, sync.getBytes(StandardCharsets.UTF_8)).array());
    }
  }

  /// What the server has closed meanwhile takes no more.
  private static void send(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      // It was refused, which is all right.
    }
  }
}

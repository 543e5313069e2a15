package chatter.server.realtime.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Two that write to the same socket: the hub its frames, and Jetty its own.
@ParameterizedClass(name = "encrypted: {0}")
@ValueSource(booleans = {false, true})
final class FrameEndPointTest {
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int MESSAGES = 260;

  /// Many bytes, and few words: what is looked for in a text costs more than what is sent of it.
  private static final String BODY = "😀".repeat(7_990);

  /// With room for everything that waits, so that nobody is closed for reading slowly.
  @RegisterExtension final TestServer server;

  FrameEndPointTest(boolean encrypted) {
    server =
        TestServer.standard()
            .encrypted(encrypted)
            .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.STUCK_SECONDS)
            .with(config -> config.withLimit(Limit.QUEUE_BYTES, 64 * 1024 * 1024))
            .with(config -> config.withLimit(Limit.QUEUE_FRAMES, 100_000));
  }

  /// More than the socket takes, so that frames are begun and left, queued and gathered, with
  /// Jetty's pongs between them.
  @Test
  void pongsComeBetweenWholeFramesHoweverFullTheSocketIs() {
    TestConnection alice = server.signUp("alice").connect();
    try (RawSocket socket = slowReader()) {
      for (int i = 0; i < MESSAGES; i++) {
        alice.post(i + BODY);
        socket.frame(0x80 | PING, true, ("ping " + i).getBytes(StandardCharsets.UTF_8));
      }
      List<Long> seqs = new ArrayList<>();
      List<String> pongs = new ArrayList<>();
      while (seqs.size() < MESSAGES || pongs.size() < MESSAGES) {
        RawSocket.Frame frame = socket.read().orElseThrow();
        String payload = new String(frame.payload(), StandardCharsets.UTF_8);
        if (frame.opcode() == PONG) {
          pongs.add(payload);
        } else {
          for (ServerEvent event : Codec.decodeEvents(payload)) {
            if (event instanceof MessagePosted message) {
              assertEquals(seqs.size() + BODY.strip(), message.body());
              seqs.add(message.seq());
            }
          }
        }
      }
      assertEquals(MESSAGES, seqs.getLast());
      assertEquals("ping " + (MESSAGES - 1), pongs.getLast());
    }
  }

  /// What was due before is still brought, and nothing follows the closing frame.
  @Test
  void closingFrameComesLast() throws Exception {
    TestConnection alice = server.signUp("alice").connect();
    try (RawSocket socket = slowReader()) {
      for (int i = 0; i < MESSAGES; i++) {
        alice.post(BODY);
      }
      // Her ack comes before the others are served; that of one more says that they were.
      alice.post("one more");
      Thread talking =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                  alice.post("meanwhile");
                }
              });
      byte[] bye = {0x03, (byte) 0xe8};
      socket.frame(0x80 | RawSocket.CLOSE, true, bye);
      long newest = 0;
      RawSocket.Frame frame = socket.read().orElseThrow();
      while (frame.opcode() != RawSocket.CLOSE) {
        String payload = new String(frame.payload(), StandardCharsets.UTF_8);
        for (ServerEvent event : Codec.decodeEvents(payload)) {
          if (event instanceof MessagePosted message) {
            assertEquals(++newest, message.seq());
          }
        }
        frame = socket.read().orElseThrow();
      }
      assertArrayEquals(bye, frame.payload());
      assertTrue(newest >= MESSAGES);
      assertTrue(socket.read().isEmpty(), "something came after the closing frame");
      talking.join();
    }
  }

  /// A live connection whose socket takes little.
  private RawSocket slowReader() {
    TestUser reader = server.signUp("reader");
    RawSocket socket = RawSocket.open(server, RawSocket.SMALL_BUFFER, "/ws/" + reader.token());
    socket.send("{\"type\":\"hello\",\"version\":2}");
    socket.readUpTo("\"live\"", "nothing");
    return socket;
  }
}

package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Messages of those who are connected do not wait for what virtual threads do, such as thousands
/// of handshakes.
final class BusyThreadsTest {
  @RegisterExtension final TestServer server = TestServer.standard();

  @Test
  void messagesAreStoredAndDeliveredWhileEveryVirtualThreadIsBusy() throws InterruptedException {
    TestConnection ada = server.signUp("ada").connect();
    TestConnection ben = server.signUp("ben").connect();
    AtomicBoolean over = new AtomicBoolean();
    int all = 4 * Runtime.getRuntime().availableProcessors();
    CountDownLatch begun = new CountDownLatch(Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < all; i++) {
      Thread.ofVirtual()
          .start(() -> {
            begun.countDown();
            while (!over.get()) {
              Thread.onSpinWait();
            }
          });
    }
    try {
      assertTrue(begun.await(60, TimeUnit.SECONDS), "not all of them could begin");
      long seq = ada.post("are you there?").seq();
      assertEquals(
          "are you there?",
          ben.awaits(MessagePosted.class, message -> message.seq() == seq).body());
    } finally {
      over.set(true);
    }
  }
}

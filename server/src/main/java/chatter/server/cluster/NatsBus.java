package chatter.server.cluster;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A NATS server as the bus: what is told by it costs the database nothing. It may be away at any
/// time, also when this server starts; what would have been sent meanwhile is dropped.
public final class NatsBus implements Bus {
  private static final Logger log = LoggerFactory.getLogger(NatsBus.class);
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final Duration PING = Duration.ofSeconds(2);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int WAITING = 4_096;

  private final BusAddress address;
  private final Supplier<String> chat;
  private volatile Connection connection;
  private volatile String subject = "";
  private volatile boolean closing;

  /// @param address where it is
  /// @param chat which chat's servers are to hear each other, asked when it begins to listen:
  ///   letters, digits and dashes
  public NatsBus(BusAddress address, Supplier<String> chat) {
    this.address = address;
    this.chat = chat;
  }

  @Override
  public void listen(java.util.function.Consumer<String> heard) {
    subject = "chatter." + chat.get();
    Options options =
        new Options.Builder()
            .server(address.nats().toString())
            .connectionName("chatter")
            .maxReconnects(-1)
            .reconnectWait(AGAIN)
            .reconnectJitter(AGAIN)
            .connectionTimeout(CONNECT)
            .pingInterval(PING)
            .maxPingsOut(2)
            // Nothing of it is worth anything later.
            .reconnectBufferSize(0)
            .maxMessagesInOutgoingQueue(WAITING)
            .discardMessagesWhenOutgoingQueueFull()
            .errorListener(new Quiet())
            .connectionListener((there, event) -> connected(there, event, heard))
            .build();
    try {
      Nats.connectAsynchronously(options, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connected(
      Connection there,
      ConnectionListener.Events event,
      java.util.function.Consumer<String> heard) {
    switch (event) {
      case CONNECTED, RECONNECTED -> {
        log.info("connected to {}", address);
        // If it was away at first, coming is coming back.
        if (connection == null) {
          there
              .createDispatcher()
              .subscribe(
                  subject,
                  message -> heard.accept(new String(message.getData(), StandardCharsets.UTF_8)));
          connection = there;
        }
        if (closing) {
          close();
        }
      }
      case DISCONNECTED -> {
        if (!closing) {
          log.warn("{} is away; reading the database more often instead", address);
        }
      }
      default -> log.debug("{}: {}", address, event);
    }
  }

  @Override
  public void publish(String message) {
    Connection there = connection;
    if (there == null || there.getStatus() != Connection.Status.CONNECTED) {
      return;
    }
    try {
      there.publish(subject, message.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalStateException e) {
      // It went just now; whatever must arrive is in the database.
      log.debug("a message to the other servers was dropped", e);
    }
  }

  @Override
  public void close() {
    closing = true;
    Connection there = connection;
    if (there != null) {
      try {
        there.flush(CONNECT);
      } catch (TimeoutException | IllegalStateException e) {
        log.debug("what was to be sent last was dropped", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      try {
        there.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The library's own writes each failed try to connect into the log.
  private static final class Quiet implements ErrorListener {
    @Override
    public void errorOccurred(Connection there, String error) {
      log.warn("the bus says: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection there, Exception e) {
      log.debug("the bus failed", e);
    }

    @Override
    public void slowConsumerDetected(Connection there, Consumer consumer) {
      log.warn("messages of the other servers come faster than they can be told");
    }

    @Override
    public void messageDiscarded(Connection there, Message message) {
      log.debug("a message to the other servers was dropped");
    }
  }
}

package chatter.client.net.socket;

import chatter.client.net.http.WebSocketTarget;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolException;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One try at a websocket: opens at most once and is thrown away afterwards. The only place that
/// knows the websocket library. Its listener is called on the library's threads.
public final class ClientWebSocket {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWebSocket.class);

  /// Far above what a server that heeds its own limits puts into a frame, far below the heap.
  private static final int LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024;

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /// What became of the try, and what arrived.
  public interface Listener {
    /// The upgrade succeeded.
    void opened(ClientWebSocket socket);

    /// A frame arrived, with these events; none for a frame of the websocket protocol itself.
    void received(ClientWebSocket socket, List<ServerEvent> events);

    /// It is over.
    ///
    /// @param code the close code; `NEVER_REACHED` or `UPGRADE_REFUSED` if it never opened
    void closed(ClientWebSocket socket, int code);
  }

  /// The code when no server answered.
  static final int NEVER_REACHED = CloseFrame.NEVER_CONNECTED;

  /// The code when one answered, but not with a websocket.
  static final int UPGRADE_REFUSED = CloseFrame.PROTOCOL_ERROR;

  private final Listener listener;
  private Client client;
  private boolean over;

  public ClientWebSocket(Listener listener) {
    this.listener = listener;
  }

  /// Begins to connect, and returns at once.
  ///
  /// @param target may still have to be found
  public void connect(CompletableFuture<WebSocketTarget> target) {
    var _ =
        target.whenComplete((found, failure) -> {
          if (failure == null) {
            open(found);
          } else {
            LOG.debug("Nobody was there to ask: {}", failure.getMessage());
            listener.closed(this, NEVER_REACHED);
          }
        });
  }

  private synchronized void open(WebSocketTarget target) {
    if (!over) {
      client = new Client(target);
      client.connect();
    }
  }

  private synchronized Client client() {
    return client;
  }

  /// @return null if it has not begun to connect, which it never will now
  private synchronized Client abandoned() {
    over = true;
    return client;
  }

  /// Puts a command on its way.
  ///
  /// @return whether the socket was open; not whether it arrived
  public boolean send(ClientCommand command) {
    try {
      client().send(Codec.encode(command));
      return true;
    } catch (WebsocketNotConnectedException e) {
      LOG.debug("The connection ended before {} was sent", command.getClass().getSimpleName());
      return false;
    }
  }

  /// Says good-bye and closes.
  void close() {
    client().close(CloseFrame.GOING_AWAY);
  }

  /// Closes without a word, for a peer that does not answer any more. On a thread of its own: with
  /// a full network buffer even closing can hang.
  public void abandon() {
    Client last = abandoned();
    if (last == null) {
      return;
    }
    Thread.ofVirtual()
        .start(() -> {
          last.closeConnection(CloseFrame.ABNORMAL_CLOSE, "abandoned");
          java.net.Socket raw = last.getSocket();
          if (raw != null) {
            try {
              raw.close();
            } catch (IOException e) {
              LOG.debug("Closing an abandoned connection failed", e);
            }
          }
        });
  }

  private final class Client extends WebSocketClient {
    private volatile boolean opened;

    Client(WebSocketTarget target) {
      // No extension: the library's inflater has no limit.
      super(
          target.uri(),
          new Draft_6455(
              List.of(), List.of(new Protocol(ProtocolVersion.SUBPROTOCOL)), LARGEST_MESSAGE_BYTES),
          null,
          (int) CONNECT_WITHIN.toMillis());
      setSocketFactory(target.tls());
      setTcpNoDelay(true);
      setDaemon(true);
      // The protocol has a heartbeat of its own.
      setConnectionLostTimeout(0);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      opened = true;
      listener.opened(ClientWebSocket.this);
    }

    @Override
    public void onMessage(String frame) {
      List<ServerEvent> events;
      try {
        events = Codec.decodeEvents(frame);
      } catch (ProtocolException e) {
        // The parser quotes what it read, and that may be what somebody wrote.
        LOG.warn(
            "The server sent something that is not the protocol: {}",
            e.getCause().getClass().getSimpleName());
        close(CloseFrame.REFUSE);
        return;
      }
      listener.received(ClientWebSocket.this, events);
    }

    @Override
    public void onWebsocketPing(WebSocket connection, Framedata frame) {
      super.onWebsocketPing(connection, frame);
      listener.received(ClientWebSocket.this, List.of());
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      java.net.Socket raw = getSocket();
      // The library's codes do not always tell "nobody there" from "they said no".
      boolean refused = !opened && raw != null && raw.isConnected();
      listener.closed(ClientWebSocket.this, refused ? UPGRADE_REFUSED : code);
    }

    @Override
    public void onError(Exception e) {
      // Closing follows; the message may hold the address with the token, so only the kind is told.
      LOG.debug("Connection trouble: {}", e.getClass().getSimpleName());
    }
  }
}

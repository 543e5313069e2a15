package chatter.server;

import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.Ping;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/// One websocket to a `TestServer`. Events are looked at in the order in which they came: `awaits`
/// skips and forgets those before the one it waits for.
public final class TestConnection {
  /// The conversation everybody is in.
  public static final long LOBBY = 1;

  private static final long PATIENCE_SECONDS = 60;
  private static final Object END = new Object();

  private final Socket socket;
  private final BlockingQueue<Object> incoming = new LinkedBlockingQueue<>();
  private final List<String> frames = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final AtomicLong commands = new AtomicLong(1_000_000);

  private ServerEvent.Welcome welcome;

  private TestConnection(URI uri) {
    this.socket = new Socket(uri);
  }

  static TestConnection open(TestServer server, String token) {
    TestConnection connection =
        new TestConnection(
            URI.create(
                (server.trust().isPresent() ? "wss" : "ws")
                    + "://127.0.0.1:"
                    + server.port()
                    + "/ws/"
                    + token));
    server.trust().ifPresent(trust -> connection.socket.setSocketFactory(trust.getSocketFactory()));
    server.closesWithMe(connection);
    connection.connect();
    return connection;
  }

  private void connect() {
    try {
      if (!socket.connectBlocking(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the server did not let the connection in");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Says hello as a client without any history, and returns the server's welcome.
  public ServerEvent.Welcome hello() {
    command(new Hello(null, ProtocolVersion.CURRENT, "test", null, Map.of()));
    welcome = awaits(ServerEvent.Welcome.class);
    return welcome;
  }

  /// What the server answered to `hello()`.
  public ServerEvent.Welcome welcome() {
    return welcome;
  }

  /// Sends a message to the Lobby and does not wait.
  ///
  /// @return its commandId
  public String send(String body) {
    String commandId = UUID.randomUUID().toString();
    command(new SendMessage(commands.incrementAndGet(), LOBBY, commandId, body, null));
    return commandId;
  }

  /// Sends a message to the Lobby and waits until it is stored.
  public ServerEvent.Ack post(String body) {
    String commandId = send(body);
    return awaits(ServerEvent.Ack.class, ack -> commandId.equals(ack.commandId()));
  }

  /// Sends a message to a conversation and waits until it is stored.
  public ServerEvent.Ack post(long conversation, String body) {
    return done(new SendMessage(nextId(), conversation, newCommandId(), body, null));
  }

  /// Sends an answer to a message and waits until it is stored.
  public ServerEvent.Ack reply(long conversation, long message, String body) {
    return done(new SendMessage(nextId(), conversation, newCommandId(), body, message));
  }

  /// Gives a message another text and waits until that is stored.
  public ServerEvent.Ack edit(long conversation, long message, String body) {
    return done(new EditMessage(nextId(), conversation, newCommandId(), message, body));
  }

  /// Deletes a message and waits until that is stored.
  public ServerEvent.Ack delete(long conversation, long message) {
    return done(new DeleteMessage(nextId(), conversation, newCommandId(), message));
  }

  /// Reacts to a message, or takes a reaction back, and waits until that is stored.
  public ServerEvent.Ack react(long conversation, long message, String emoji, boolean on) {
    return done(new React(nextId(), conversation, newCommandId(), message, emoji, on));
  }

  /// Pins a message, or takes it off, and waits until that is stored.
  public ServerEvent.Ack pin(long conversation, long message, boolean on) {
    return done(new PinMessage(nextId(), conversation, newCommandId(), message, on));
  }

  /// Sends a command that has a number, which must be carried out, and waits for that.
  public ServerEvent.Ack done(ClientCommand command) {
    ServerEvent answer = answered(command);
    if (answer instanceof ServerEvent.Ack ack) {
      return ack;
    }
    throw new AssertionError(command + " was refused: " + answer);
  }

  /// Sends a command that has a number, which must be refused, and waits for that.
  public ServerEvent.Rejected refused(ClientCommand command) {
    ServerEvent answer = answered(command);
    if (answer instanceof ServerEvent.Rejected rejected) {
      return rejected;
    }
    throw new AssertionError(command + " was not refused: " + answer);
  }

  /// Sends a command that has a number and waits for its answer.
  public ServerEvent answered(ClientCommand command) {
    command(command);
    Long id = command.id();
    return awaits(event ->
        switch (event) {
          case ServerEvent.Ack ack -> id.equals(ack.id());
          case ServerEvent.Rejected rejected -> id.equals(rejected.id());
          default -> false;
        });
  }

  /// A number for a command that no other of this connection has.
  public long nextId() {
    return commands.incrementAndGet();
  }

  /// A commandId that no other command has.
  public static String newCommandId() {
    return UUID.randomUUID().toString();
  }

  /// Sends many messages to the Lobby, many in a frame, and waits until all are stored.
  public void fill(int messages) {
    fill(messages, "filler");
  }

  /// The same with a text.
  public void fill(int messages, String body) {
    int perFrame = Math.clamp(60_000L / (body.length() * 3L + 200), 1, 100);
    for (int sent = 0; sent < messages; sent += perFrame) {
      StringJoiner frame = new StringJoiner("\n");
      for (int i = sent; i < Math.min(messages, sent + perFrame); i++) {
        frame.add(
            Codec.encode(
                new SendMessage(
                    commands.incrementAndGet(), LOBBY, UUID.randomUUID().toString(), body, null)));
      }
      raw(frame.toString());
    }
    for (int i = 0; i < messages; i++) {
      awaits(ServerEvent.Ack.class);
    }
  }

  /// Sends a command.
  public void command(ClientCommand command) {
    raw(Codec.encode(command));
  }

  /// Sends a text frame as it is.
  public void raw(String frame) {
    socket.send(frame);
  }

  /// Sends a binary frame.
  public void raw(byte[] frame) {
    socket.send(frame);
  }

  /// The next event of that type; what comes before it is skipped.
  public <T extends ServerEvent> T awaits(Class<T> type) {
    return awaits(type, event -> true);
  }

  /// The next event of that type for which that is true; what comes before it is skipped.
  public <T extends ServerEvent> T awaits(Class<T> type, Predicate<T> which) {
    List<ServerEvent> skipped = new ArrayList<>();
    return type.cast(
        until(event -> type.isInstance(event) && which.test(type.cast(event)), skipped));
  }

  /// The next event for which that is true; what comes before it is skipped.
  public ServerEvent awaits(Predicate<ServerEvent> which) {
    return until(which, new ArrayList<>());
  }

  /// Everything up to and with the next event of that type.
  public List<ServerEvent> upTo(Class<? extends ServerEvent> type) {
    List<ServerEvent> seen = new ArrayList<>();
    seen.add(until(type::isInstance, seen));
    return seen;
  }

  /// Everything that the server had for this connection until it answered a ping of now: what is
  /// not in here has not been sent.
  public List<ServerEvent> everythingSoFar() {
    long id = commands.incrementAndGet();
    command(new Ping(id));
    List<ServerEvent> seen = new ArrayList<>();
    var _ =
        until(
            event -> event instanceof ServerEvent.Pong pong && Long.valueOf(id).equals(pong.id()),
            seen);
    return seen;
  }

  /// The code the server closed with; waits for it.
  public int closedWith() {
    try {
      return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the connection was not closed; it got " + abbreviated(frames), e);
    }
  }

  /// Whether it is still open, as far as this side knows.
  public boolean isOpen() {
    return !closed.isDone();
  }

  /// All text frames as they came.
  public List<String> frames() {
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  /// A header of the server's answer to the upgrade; empty if it is not there.
  public String header(String name) {
    return socket.handshake.getFieldValue(name);
  }

  /// Answers pings of the websocket protocol no more, like a peer whose network went away.
  public void fallSilent() {
    socket.silent = true;
  }

  /// Closes it in good manners, and waits until that is done.
  public void close() {
    try {
      socket.closeBlocking();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Drops the network connection without a word.
  public void vanish() {
    socket.closeConnection(1006, "vanished");
  }

  private ServerEvent until(Predicate<ServerEvent> which, List<ServerEvent> skipped) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        Object next =
            incoming.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (next instanceof ServerEvent event) {
          if (which.test(event)) {
            return event;
          }
          skipped.add(event);
        } else {
          throw new AssertionError(
              "it did not come; what came is "
                  + skipped.stream().map(TestConnection::abbreviated).toList()
                  + (next == END ? " and then close code " + closed.join() : ""));
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static String abbreviated(Object text) {
    String whole = text.toString();
    return whole.length() < 400 ? whole : whole.substring(0, 400) + "…";
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }

  private final class Socket extends WebSocketClient {
    private volatile boolean silent;
    private volatile ServerHandshake handshake;

    private Socket(URI uri) {
      super(uri);
      setConnectionLostTimeout(0);
      setTcpNoDelay(true);
    }

    @Override
    public void onOpen(ServerHandshake shaken) {
      handshake = shaken;
    }

    @Override
    public void onMessage(String frame) {
      frames.add(frame);
      incoming.addAll(Codec.decodeEvents(frame));
    }

    @Override
    public void onWebsocketPing(
        org.java_websocket.WebSocket connection, org.java_websocket.framing.Framedata ping) {
      if (!silent) {
        super.onWebsocketPing(connection, ping);
      }
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      closed.complete(code);
      incoming.add(END);
    }

    @Override
    public void onError(Exception failure) {
      // onClose follows.
    }
  }
}

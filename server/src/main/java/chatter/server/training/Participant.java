package chatter.server.training;

import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody who is signed in, with a websocket that comes and goes. Of what the server says it
/// reads as little as it needs, since it shares the processor with it. Commands come from one
/// thread.
final class Participant {
  private static final long PATIENCE_SECONDS = 30;
  private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");
  private static final Pattern ACK = Pattern.compile("\"type\":\"ack\"[^}\\n]*?\"seq\":(\\d+)");

  private final HttpClient http;
  private final URI address;
  private final String token;
  private Connection connection;
  private String epoch;
  private volatile long newest;

  /// @param address of the websocket
  /// @param token of the login
  Participant(HttpClient http, URI address, String token) {
    this.http = http;
    this.address = address;
    this.token = token;
  }

  String token() {
    return token;
  }

  /// The newest entry that an answer named.
  long newest() {
    return newest;
  }

  /// Connects, and waits until it is live.
  ///
  /// @param after the newest entry of the conversation that it says it has; 0 for none
  void connect(long conversation, long after) throws TrainingException {
    Connection fresh = new Connection();
    connection = fresh;
    var _ =
        http.newWebSocketBuilder()
            .buildAsync(address, fresh)
            .whenComplete((_, e) -> fresh.failed(e));
    await(fresh.opened);
    boolean back = after > 0 && epoch != null;
    fresh.send(
        new ClientCommand.Hello(
            null,
            ProtocolVersion.CURRENT,
            "training",
            back ? epoch : null,
            back ? Map.of(conversation, after) : null));
    epoch = await(fresh.live);
  }

  /// Sends a durable command, without waiting for its answer.
  void send(ClientCommand.Durable command) {
    connection.underWay.incrementAndGet();
    connection.send(command);
  }

  /// Sends what is not answered.
  void tell(ClientCommand command) {
    connection.send(command);
  }

  /// How many durable commands are not answered yet.
  int underWay() {
    return connection.underWay.get();
  }

  /// @throws TrainingException if something went wrong with its connection
  void check() throws TrainingException {
    Throwable wrong = connection.wrong;
    if (wrong != null) {
      throw new TrainingException("a connection failed: " + wrong.getMessage(), wrong);
    }
  }

  /// Leaves in good order.
  void disconnect() throws TrainingException {
    check();
    connection.leaving = true;
    connection.goodbye();
    await(connection.closed);
  }

  private static <T> T await(CompletableFuture<T> answer) throws TrainingException {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("it was interrupted", e);
    } catch (TimeoutException e) {
      throw new TrainingException("a connection was not answered within 30 seconds", e);
    } catch (ExecutionException e) {
      throw new TrainingException("a connection failed: " + e.getCause().getMessage(), e);
    }
  }

  /// One websocket, from its beginning to its end.
  private final class Connection implements WebSocket.Listener {
    final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    final CompletableFuture<String> live = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    final AtomicInteger underWay = new AtomicInteger();
    volatile boolean leaving;
    volatile Throwable wrong;
    private final StringBuilder frame = new StringBuilder();
    private String welcomed;

    /// Frames follow each other; the socket takes one at a time.
    private CompletableFuture<WebSocket> sent = opened;

    @Override
    public void onOpen(WebSocket socket) {
      opened.complete(socket);
      socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        read(frame.toString());
        frame.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void read(String text) {
      if (!live.isDone()) {
        Matcher said = EPOCH.matcher(text);
        if (welcomed == null && said.find()) {
          welcomed = said.group(1);
        }
        if (text.contains("\"type\":\"live\"")) {
          live.complete(welcomed);
        }
      }
      if (text.contains("\"type\":\"ack\"")) {
        Matcher ack = ACK.matcher(text);
        while (ack.find()) {
          newest = Long.parseLong(ack.group(1));
          underWay.decrementAndGet();
        }
      }
      if (text.contains("\"type\":\"rejected\"")) {
        failed(new TrainingException("a command was rejected: " + text));
      }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      if (!leaving) {
        failed(new TrainingException("the server closed it with " + code + " " + reason));
      }
      closed.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      failed(error);
    }

    void send(ClientCommand command) {
      String text = Codec.encode(command);
      then(sent.thenCompose(socket -> socket.sendText(text, true)));
    }

    void goodbye() {
      then(sent.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, "")));
    }

    private void then(CompletableFuture<WebSocket> next) {
      sent = next;
      var _ = next.whenComplete((_, e) -> failed(e));
    }

    void failed(Throwable e) {
      if (e != null && wrong == null) {
        wrong = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        opened.completeExceptionally(wrong);
        live.completeExceptionally(wrong);
        closed.completeExceptionally(wrong);
      }
    }
  }
}

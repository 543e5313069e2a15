package chatter.server.benchmark;

import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Sends one message over a connection of its own, and waits until it is stored.
final class SentMessages {
  private static final long PATIENCE_SECONDS = 60;

  private SentMessages() {}

  static void send(int port, Peer.Member member, List<String> files) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      send(http, port, member, files);
    }
  }

  /// The same for many.
  static void send(HttpClient http, int port, Peer.Member member, List<String> files)
      throws Exception {
    Answers answers = new Answers();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/" + member.token()), answers)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    send(socket, Codec.encode(new Hello(null, ProtocolVersion.CURRENT, null, null, Map.of())));
    send(
        socket,
        Codec.encode(
            new SendMessage(1L, member.room(), UUID.randomUUID().toString(), "", null, files)));
    var _ = answers.acknowledged.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    socket.abort();
  }

  private static void send(WebSocket socket, String frame) throws Exception {
    var _ = socket.sendText(frame, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static final class Answers implements WebSocket.Listener {
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final StringBuilder frame = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        for (ServerEvent event : Codec.decodeEvents(frame.toString())) {
          if (event instanceof ServerEvent.Ack) {
            acknowledged.complete(null);
          } else if (event instanceof ServerEvent.Rejected refused) {
            acknowledged.completeExceptionally(new IllegalStateException(refused.toString()));
          }
        }
        frame.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }
  }
}

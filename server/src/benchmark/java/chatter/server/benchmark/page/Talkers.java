package chatter.server.benchmark.page;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// People who write, mostly into the Lobby, and only count the acks in what comes, since the
/// browser beside them needs the processor. Used by one thread at a time.
final class Talkers implements AutoCloseable {
  private static final String ACK = "{\"type\":\"ack\"";
  private static final int FEW = 5;
  private static final int COUNT = 25;
  private static final int PER_FRAME = 50;
  private static final int MOST_UNDER_WAY = 1_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final TestServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<WebSocket> people = new ArrayList<>();
  private final List<TestUser> users = new ArrayList<>();
  private final Words words = new Words(4711);
  private final AtomicLong acked = new AtomicLong();
  private long commands;
  private long written;
  private int speaker;

  /// Lets the first few in; the others follow with `gather`.
  Talkers(TestServer server) {
    this.server = server;
    join(FEW);
  }

  /// Lets the others in. A hundred thousand messages are sooner written with fewer to tell them to.
  void gather() {
    join(COUNT);
  }

  private void join(int upTo) {
    for (int i = people.size(); i < upTo; i++) {
      TestUser user = server.signUp("talker-" + (char) ('A' + i));
      users.add(user);
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + server.port() + "/ws/" + user.token()), new Acks())
              .orTimeout(10, TimeUnit.SECONDS)
              .join();
      people.add(socket);
      say(socket, Codec.encode(new Hello(null, ProtocolVersion.CURRENT, "talker", null, Map.of())));
    }
  }

  /// All of them, in the order in which they are numbered.
  List<TestUser> users() {
    return users;
  }

  /// Whether what they write from now on is formatted.
  void format(boolean on) {
    words.format(on);
  }

  /// How many messages all of them wrote: the `seq` of the newest in the Lobby, nobody else writing
  /// and nobody elsewhere.
  long written() {
    return written;
  }

  /// Writes that many at once, many to a frame.
  void fill(int messages) {
    for (int i = 0; i < messages; i += PER_FRAME) {
      StringJoiner frame = new StringJoiner("\n");
      for (int j = 0; j < PER_FRAME; j++) {
        frame.add(message());
      }
      say(people.get(speaker), frame.toString());
      // More than a few under way, and those who are behind with reading would be closed.
      await(written - MOST_UNDER_WAY);
    }
    awaitStored();
  }

  /// Writes that many into a conversation at once.
  void fill(Conversations.Place place, int messages) {
    for (int i = 0; i < messages; i += PER_FRAME) {
      int by = place.people().get(words.below(place.people().size()));
      StringJoiner frame = new StringJoiner("\n");
      for (int j = i; j < Math.min(messages, i + PER_FRAME); j++) {
        frame.add(message(place));
      }
      say(people.get(by), frame.toString());
      await(written - MOST_UNDER_WAY);
    }
  }

  /// Writes that many evenly over the time, each into any of these conversations.
  void talk(List<Conversations.Place> places, int messages, double seconds) {
    evenly(
        messages,
        seconds,
        () -> {
          Conversations.Place place = places.get(words.below(places.size()));
          int by = place.people().get(words.below(place.people().size()));
          say(people.get(by), message(place));
        });
  }

  private String message(Conversations.Place place) {
    written++;
    String body = words.next() + Conversations.said(place.title());
    return Codec.encode(
        new SendMessage(++commands, place.id(), UUID.randomUUID().toString(), body, null));
  }

  /// Waits until all that was written is stored.
  void awaitStored() {
    await(written);
  }

  private void await(long stored) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (acked.get() < stored) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(acked + " of " + written + " are stored");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// Writes that many evenly over the time.
  void talk(int messages, double seconds) {
    evenly(
        messages,
        seconds,
        () -> {
          String message = message();
          say(people.get(speaker), message);
        });
  }

  private static void evenly(int messages, double seconds, Runnable write) {
    long begin = System.nanoTime();
    for (int i = 0; i < messages; i++) {
      long due = begin + (long) (i * seconds / messages * 1e9);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      write.run();
    }
  }

  @Override
  public void close() {
    people.forEach(WebSocket::abort);
    http.shutdownNow();
    http.close();
  }

  /// Often somebody writes several in a row; some reply to what was just said, few to old things.
  private String message() {
    if (!words.onceIn(3)) {
      speaker = words.below(people.size());
    }
    Long replyTo = null;
    long stored = acked.get();
    if (stored > 1_000 && words.onceIn(9)) {
      int back = (words.onceIn(12) ? words.below(900) : words.below(150));
      replyTo = stored - back;
    }
    written++;
    return Codec.encode(
        new SendMessage(
            ++commands, TestConnection.LOBBY, UUID.randomUUID().toString(), words.next(), replyTo));
  }

  private static void say(WebSocket socket, String frame) {
    socket.sendText(frame, true).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private final class Acks implements WebSocket.Listener {
    private final StringBuilder pieces = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
      pieces.append(piece);
      if (last) {
        for (int i = pieces.indexOf(ACK); i >= 0; i = pieces.indexOf(ACK, i + 1)) {
          acked.incrementAndGet();
        }
        pieces.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}

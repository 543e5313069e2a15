package chatter.client.benchmark;

import chatter.client.net.http.ServerAddress;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// People who write, each a message at a time into one of their conversations, together at a given
/// rate. Now and then one says that he types, and now and then one leaves and comes back.
record Traffic(ServerAddress address, List<Writer> people) {
  private static final long ANSWER_SECONDS = 30;
  private static final int ENDLESS = 100_000_000;
  private static final int STAYS_FOR_MESSAGES = 150;

  /// Somebody who writes.
  ///
  /// @param places where
  record Writer(String token, List<Seed.Place> places) {}

  /// Writes so many messages and returns when the last is stored.
  void write(int messages, int perSecond) throws InterruptedException {
    write(messages, perSecond, new AtomicInteger());
  }

  /// Writes while something is done.
  ///
  /// @return what that returns
  <T> T during(int perSecond, Callable<T> what) throws Exception {
    AtomicInteger written = new AtomicInteger();
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing =
          beside.submit(() -> {
            write(ENDLESS, perSecond, written);
            return null;
          });
      try {
        return what.call();
      } finally {
        written.set(ENDLESS);
        writing.get();
      }
    }
  }

  /// @param written how many there are already
  private void write(int messages, int perSecond, AtomicInteger written)
      throws InterruptedException {
    long begun = System.nanoTime();
    List<Thread> writers = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Writer person : people) {
        Random random = new Random(writers.size());
        Thread writer =
            Thread.ofVirtual()
                .unstarted(() -> {
                  int next = written.getAndIncrement();
                  while (next < messages) {
                    next = write(http, person, random, next, messages, written, begun, perSecond);
                  }
                });
        writer.setUncaughtExceptionHandler((_, failure) -> {
          synchronized (failures) {
            failures.add(failure);
          }
        });
        writer.start();
        writers.add(writer);
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("somebody could not write", failures.getFirst());
    }
  }

  /// One person's stay.
  ///
  /// @return the number of the message to go on with
  private int write(
      HttpClient http,
      Writer person,
      Random random,
      int first,
      int messages,
      AtomicInteger written,
      long begun,
      int perSecond) {
    int next = first;
    try (Line line = new Line(http, address, person.token())) {
      for (int i = 0; i < STAYS_FOR_MESSAGES && next < messages; i++) {
        long due = begun + TimeUnit.SECONDS.toNanos(next) / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
        Seed.Place place = person.places().get(random.nextInt(person.places().size()));
        if (random.nextInt(4) == 0) {
          line.tell(new ClientCommand.SetTyping(null, place.id(), true));
        }
        line.post(place.id(), Words.message(random) + Seed.said(place.title()));
        next = written.getAndIncrement();
      }
    }
    return next;
  }

  /// A connection that reads and forgets what others write.
  private static final class Line implements WebSocket.Listener, AutoCloseable {
    private final Semaphore answers = new Semaphore(0);
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private long id;

    Line(HttpClient http, ServerAddress address, String token) {
      URI uri = URI.create("ws://" + address.display() + "/ws/" + token);
      socket =
          http.newWebSocketBuilder()
              .connectTimeout(Duration.ofSeconds(ANSWER_SECONDS))
              .subprotocols(ProtocolVersion.SUBPROTOCOL)
              .buildAsync(uri, this)
              .join();
      tell(new ClientCommand.Hello(null, ProtocolVersion.CURRENT, "benchmark", null, Map.of()));
    }

    void tell(ClientCommand command) {
      socket.sendText(Codec.encode(command), true).join();
    }

    void post(long conversation, String body) {
      String command = UUID.randomUUID().toString();
      tell(new ClientCommand.SendMessage(++id, conversation, command, body, null));
      try {
        if (!answers.tryAcquire(ANSWER_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("a message was not stored");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        for (String event : Codec.split(partial.toString())) {
          if (event.contains("\"type\":\"ack\"")) {
            answers.release();
          }
        }
        partial.setLength(0);
      }
      open.request(1);
      return null;
    }

    @Override
    public void close() {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }
}

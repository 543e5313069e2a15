package chatter.server.faults;

import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// Hundreds of clients on one thread. Methods may be called from any thread; what they are given
/// runs on the crowd's.
final class Crowd implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long LOOK_MILLIS = 20;

  private final IntSupplier port;
  private final Selector selector;
  private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<Long, Integer> bodies = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Thread thread;
  private Latencies latencies = new Latencies();
  private byte[] lastFrame = new byte[0];
  private List<ServerEvent> lastEvents = List.of();
  private int differing;
  private volatile boolean stopping;

  /// @param port the server's, asked at each new connection
  Crowd(IntSupplier port) {
    this.port = port;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = Thread.ofPlatform().name("crowd").daemon().start(this::run);
  }

  /// Lets one more in, who connects at once.
  Member join(String token) {
    return join(token, member -> {});
  }

  /// The same with something set before it connects.
  Member join(String token, Consumer<Member> settings) {
    return ask(() -> {
      Member member = new Member(this, token);
      settings.accept(member);
      members.add(member);
      return member;
    });
  }

  /// Does something on the crowd's thread.
  void act(Runnable action) {
    actions.add(action);
    selector.wakeup();
  }

  /// The same with an answer.
  <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    act(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /// Of how many that is true.
  int count(Predicate<Member> which) {
    return ask(() -> (int) members.stream().filter(which).count());
  }

  /// Something of everybody's, added up.
  int sum(ToIntFunction<Member> what) {
    return ask(() -> members.stream().mapToInt(what).sum());
  }

  /// Waits until that is true of all.
  ///
  /// @return how long it took
  Duration awaitAll(Predicate<Member> what, Duration patience) {
    long begin = System.nanoTime();
    while (count(what.negate()) > 0) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        throw new AssertionError(count(what.negate()) + " of the crowd did not get there");
      }
      pause(LOOK_MILLIS);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /// Waits until all are live.
  Duration awaitLive(Duration patience) {
    return awaitAll(member -> member.stage == Member.Stage.LIVE, patience);
  }

  /// Waits until all have everything up to that `seq`.
  Duration awaitSeq(long seq, Duration patience) {
    return awaitAll(member -> member.cursor >= seq, patience);
  }

  /// The newest `seq` anybody has.
  long newest() {
    return ask(() -> members.stream().mapToLong(m -> m.cursor).max().orElse(0));
  }

  /// How many times somebody got another text under a `seq` than somebody else.
  int differing() {
    return ask(() -> differing);
  }

  /// The times messages took since the last call.
  Latencies latencies() {
    return ask(() -> {
      Latencies until = latencies;
      latencies = new Latencies();
      return until;
    });
  }

  /// Waits for real time to pass.
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  SelectionKey register(SocketChannel channel, int interest, Member member) throws IOException {
    return channel.register(selector, interest, member);
  }

  /// Most of a crowd get the same bytes one after the other, which are read once.
  List<ServerEvent> decode(byte[] frame) {
    if (!Arrays.equals(frame, lastFrame)) {
      lastEvents = Codec.decodeEvents(new String(frame, StandardCharsets.UTF_8));
      lastFrame = frame;
    }
    return lastEvents;
  }

  /// Somebody got a message.
  void seen(MessagePosted message, boolean measured) {
    int hash = message.body().hashCode();
    if (bodies.computeIfAbsent(message.seq(), k -> hash) != hash) {
      differing++;
    }
    int space = message.body().indexOf(' ');
    if (measured && space > 1 && message.body().charAt(0) == 't') {
      latencies.add(System.nanoTime() - Long.parseLong(message.body(), 1, space, 10));
    }
  }

  private void run() {
    try (selector) {
      while (!stopping) {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
          action.run();
        }
        comeBack();
        selector.select(
            key -> {
              Member member = (Member) key.attachment();
              try {
                member.ready(buffer);
              } catch (IOException e) {
                member.lost(1006);
              }
            },
            LOOK_MILLIS);
      }
      members.forEach(Member::close);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void comeBack() {
    long now = System.nanoTime();
    for (Member member : members) {
      if (member.stage == Member.Stage.AWAY && member.comesBack && now - member.retryAtNanos >= 0) {
        try {
          member.connect(port.getAsInt());
        } catch (IOException e) {
          member.lost(1006);
        }
      }
    }
  }
}

package chatter.client.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.ConnectionState;
import chatter.client.net.HistoryCopy;
import chatter.client.net.HistoryCopy.Missing;
import chatter.client.net.PinnedLoop;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.AccountApi;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.net.socket.EventLoop;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.limit.Limit;
import chatter.shared.api.LoginResponse;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy of what a real server has, which nobody looks at.
class FilledCopyTest {
  private static final int MESSAGES = 130;
  private static final long WITHIN_SECONDS = 60;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long LOBBY = ConversationInfo.LOBBY;

  @TempDir private Path folder;
  private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();

  @Test
  void whatNobodyLookedAtIsThereForWhenTheServerIsAway() throws Exception {
    List<String> said = IntStream.range(0, MESSAGES).mapToObj(i -> "said " + i).toList();
    try (ChatterServer server =
            new ChatterServer(
                    ServerConfig.inFolder(folder.resolve("server"))
                        .withPort(0)
                        .withLimit(Limit.SENDS_BURST, 10 * MESSAGES)
                        .withLimit(Limit.FRAMES_BURST, 10 * MESSAGES)
                        .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
                .start();
        ServerApi api = new ServerApi(ServerAddress.local(server.port()))) {
      api.register("Ada", "ada@example.org", "correct horse").get(WITHIN_SECONDS, TimeUnit.SECONDS);
      LoginResponse login =
          api.login("ada@example.org", "correct horse", "test")
              .get(WITHIN_SECONDS, TimeUnit.SECONDS);
      AccountApi account = api.as(new SessionToken(login.token()));
      try (ServerSession elsewhere =
          session(account, "elsewhere", new SingleThreadLoop("elsewhere"), null)) {
        elsewhere.start();
        for (String text : said) {
          elsewhere.send(LOBBY, text, null);
        }
        for (int i = 0; i < MESSAGES; i++) {
          await(SessionEvent.MessageSent.class::isInstance);
        }
      }
      PinnedLoop loop = new PinnedLoop();
      try (MessageCopy copy =
              new MessageCopy(
                  folder,
                  login.account().id(),
                  ChatMessage::folded,
                  Clock.systemUTC(),
                  500_000_000,
                  () -> Long.MAX_VALUE);
          ServerSession session = session(account, "here", loop, copy)) {
        events.clear();
        session.start();
        await(event ->
            event instanceof SessionEvent.ConnectionChanged changed
                && changed.state() == ConnectionState.LIVE);
        loop.settle();
        Optional<Missing> missing = missing(copy);
        assertTrue(missing.isPresent());
        while (missing.isPresent()) {
          missing = awaitOther(copy, missing, () -> loop.advance(PAUSE));
        }
        assertEquals(said, texts(copy));
      }
    }
  }

  private ServerSession session(AccountApi api, String name, EventLoop loop, HistoryCopy copy)
      throws Exception {
    return new ServerSession(
        api, folder.resolve(name), loop, new SplittableRandom(1), "test 1.0", copy, events::add);
  }

  private void await(Predicate<SessionEvent> wanted) throws InterruptedException {
    SessionEvent event = events.poll(WITHIN_SECONDS, TimeUnit.SECONDS);
    while (event != null && !wanted.test(event)) {
      event = events.poll(WITHIN_SECONDS, TimeUnit.SECONDS);
    }
    assertTrue(event != null, "it did not come about");
  }

  private static Optional<Missing> missing(MessageCopy copy) {
    return copy.missing(Set.of()).join();
  }

  /// @param passes lets time go on, as often as need be: the answer may be on its way still
  private static Optional<Missing> awaitOther(
      MessageCopy copy, Optional<Missing> before, Runnable passes) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    Optional<Missing> now = missing(copy);
    while (now.equals(before)) {
      assertTrue(System.nanoTime() < deadline, "nothing came");
      passes.run();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      now = missing(copy);
    }
    return now;
  }

  /// All that is kept, the oldest first.
  private static List<String> texts(MessageCopy copy) {
    List<String> all = new ArrayList<>();
    Optional<HistoryCopy.Kept> page = copy.page(LOBBY, new HistoryQuery.Newest(100), true).join();
    while (page.isPresent() && !page.get().page().rows().isEmpty()) {
      all.addAll(0, page.get().page().messages().stream().map(MessagePosted::body).toList());
      page = copy.page(LOBBY, new HistoryQuery.Before(page.get().page().first(), 100), true).join();
    }
    return all;
  }
}

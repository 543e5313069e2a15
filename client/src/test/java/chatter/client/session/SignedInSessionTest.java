package chatter.client.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.ConnectionState;
import chatter.client.net.FakeServer;
import chatter.client.net.Peer;
import chatter.client.net.PinnedLoop;
import chatter.client.net.SessionEvent;
import chatter.client.net.SessionFixture;
import chatter.client.net.http.HistoryQuery;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.CopySize;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A login without a window: who listens to it, and how it ends.
class SignedInSessionTest {
  private static final long WITHIN_SECONDS = 60;

  @TempDir private Path data;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final List<String> told = new ArrayList<>();
  private final FakeServer server = new FakeServer();
  private final ObjectProperty<CopySize> copySize = new SimpleObjectProperty<>(CopySize.MB_500);
  private ClientFolder folder;
  private SignedInSession session;
  private PinnedLoop loop;
  private boolean stoppedHere;
  private long newestKnown;

  @BeforeEach
  void open() throws Exception {
    folder = ClientFolder.take(data.resolve("desktop")).orElseThrow();
    openSession();
  }

  private void openSession() throws Exception {
    loop = new PinnedLoop();
    session =
        new SignedInSession(
            new SignedInSession.Environment(
                folder,
                "test 1.0",
                tasks::add,
                known -> stoppedHere,
                ChatMessage::folded,
                copySize),
            new KnownServer(
                "one",
                "Lobby",
                List.of(server.address().display()),
                "",
                new SavedLogin("one", SessionFixture.TOKEN, 3, "Ada", "ada@example.org"),
                Instant.EPOCH),
            new SignedInSession.Callbacks(
                () -> told.add("ended"),
                (before, now) -> told.add("learned"),
                now -> told.add("moved")),
            loop);
    session.listen(event -> {
      if (event instanceof SessionEvent.EntryApplied(ServerEvent.Entry entry, _)) {
        newestKnown = entry.seq();
      } else if (event instanceof SessionEvent.Welcomed welcomed) {
        newestKnown = welcomed.conversations().getFirst().lastSeq();
      }
    });
  }

  @AfterEach
  void close() throws Exception {
    session.close();
    session.release();
    server.close();
    folder.close();
  }

  /// Runs what is handed over until something holds.
  private void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WITHIN_SECONDS);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertTrue(task != null, "it did not come about");
      task.run();
    }
  }

  private Peer live() throws InterruptedException {
    session.connect();
    Peer peer = server.awaitPeer();
    peer.hears(ClientCommand.Hello.class);
    peer.says(SessionFixture.welcome("e1", 4, 0), new ServerEvent.Live());
    return peer;
  }

  private static boolean holds(List<SessionEvent> heard, long seq) {
    return heard.stream()
        .anyMatch(event ->
            event instanceof SessionEvent.EntryApplied applied && applied.entry().seq() == seq);
  }

  @Test
  void everybodyWhoListensHearsTheSameUntilTheyStop() throws Exception {
    List<SessionEvent> one = new ArrayList<>();
    List<SessionEvent> other = new ArrayList<>();
    Subscription listening = session.listen(one::add);
    session.listen(other::add);
    Peer peer = live();

    peer.says(SessionFixture.message(5));
    await(() -> holds(other, 5));
    assertEquals(other, one);

    listening.unsubscribe();
    peer.says(SessionFixture.message(6));
    await(() -> holds(other, 6));
    assertFalse(holds(one, 6));
  }

  @Test
  void listenersHearNothingMoreAfterTheEnd() throws Exception {
    List<SessionEvent> heard = new ArrayList<>();
    session.listen(event -> {
      heard.add(event);
      if (holds(heard, 5)) {
        session.close();
      }
    });
    Peer peer = live();
    peer.says(SessionFixture.message(5), SessionFixture.message(6));
    await(() -> holds(heard, 5));

    peer.awaitClosed();
    tasks.forEach(Runnable::run);
    assertFalse(holds(heard, 6));
  }

  private HistoryPage newest() throws Exception {
    return session
        .connection()
        .history(1, new HistoryQuery.Newest(50))
        .get(WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  /// How often the server was asked for a page since the last time. Whoever got an answer has asked
  /// before.
  private int requestsForHistory() throws InterruptedException {
    return requests("/messages");
  }

  private int requests(String path) throws InterruptedException {
    int found = 0;
    while (!server.nobodyAsks()) {
      found += server.awaitRequest().path().contains(path) ? 1 : 0;
    }
    return found;
  }

  private void restart() throws Exception {
    session.close();
    session.release();
    openSession();
  }

  @Test
  void aConversationThatIsUpToDateAsksForNoPageAfterARestart() throws Exception {
    HistoryPage page = new HistoryPage(List.of(SessionFixture.message(4)), 4, false, false);
    server.answers(
        "GET /api/conversations/1/messages?limit=50", 200, ApiJson.MAPPER.writeValueAsString(page));
    Peer peer = live();
    await(() -> newestKnown == 4);
    assertEquals(page, newest());
    assertEquals(1, requestsForHistory());
    peer.says(SessionFixture.message(5));
    await(() -> newestKnown == 5);

    restart();
    session.connect();
    peer = server.awaitPeer();
    ClientCommand.Hello hello = peer.hears(ClientCommand.Hello.class);
    assertEquals("e1", hello.epoch());
    assertEquals(Map.of(1L, 5L), hello.cursors());
    peer.says(SessionFixture.welcome("e1", 6, 0));
    await(() -> newestKnown == 6);
    peer.says(SessionFixture.message(6), new ServerEvent.Live());
    newestKnown = 0;
    await(() -> newestKnown == 6);
    assertEquals(0, requestsForHistory(), "nothing was asked before");
    assertEquals(List.of(4L, 5L, 6L), newest().rows().stream().map(ServerEvent.Row::seq).toList());
    assertEquals(0, requestsForHistory());
  }

  @Test
  void whatMayBeOutOfDateIsAskedForAgainAfterAWhileIfTheServerDoesNotAnswer() throws Exception {
    String call = "GET /api/conversations/1/messages?limit=50";
    HistoryPage page = new HistoryPage(List.of(SessionFixture.message(4)), 4, false, false);
    server.answers(call, 200, ApiJson.MAPPER.writeValueAsString(page));
    Peer peer = live();
    await(() -> newestKnown == 4);
    assertEquals(page, newest());
    List<SessionEvent.ConversationReset> resets = new ArrayList<>();
    session.listen(event -> {
      if (event instanceof SessionEvent.ConversationReset reset) {
        resets.add(reset);
      }
    });
    peer.says(new ServerEvent.Reset(1, 9));
    await(() -> resets.size() == 1);

    // No status that there is: as if there were no answer.
    server.answersWith(call, new FakeServer.Answer(0, "", ""));
    assertEquals(page.rows(), newest().rows());
    loop.settle();
    tasks.forEach(Runnable::run);
    assertEquals(1, resets.size(), "at once it would be the same again");
    loop.advance(Duration.ofSeconds(10));
    await(() -> resets.size() == 2);
  }

  private String picture(String url) throws Exception {
    return new String(
        session.connection().avatar(url).get(WITHIN_SECONDS, TimeUnit.SECONDS), UTF_8);
  }

  @Test
  void aPictureOfSomebodyIsAskedForOnce() throws Exception {
    String url = "/api/avatars/" + Sha256.hex("Bob".getBytes(StandardCharsets.UTF_8));
    String another = "/api/avatars/" + "9f".repeat(32);
    for (String address : List.of(url, another)) {
      server.answersWith(
          "GET " + address, new FakeServer.Answer(200, "Content-Type: image/png\r\n", "Bob"));
    }
    Peer peer = live();
    List<SessionEvent> heard = new ArrayList<>();
    session.listen(heard::add);
    peer.says(new ServerEvent.AccountChanged(new AccountInfo(4, "Bob", null, url)));
    peer.says(new ServerEvent.AccountChanged(new AccountInfo(5, "Zoe", null, another)));
    await(() -> heard.stream().filter(SessionEvent.AccountChanged.class::isInstance).count() == 2);
    assertEquals("Bob", picture(url));
    assertEquals("Bob", picture(url));
    assertEquals(1, requests(url));
    picture(another);
    picture(another);
    assertEquals(2, requests(another), "what it is not was kept");
    restart();
    assertEquals("Bob", picture(url), "before it is connected");
    assertEquals(0, requests(url));
  }

  @Test
  void loginThatEndsIsTold() throws Exception {
    live().closes(CloseCode.SESSION_ENDED.code());
    await(() -> told.contains("ended"));
  }

  @Test
  void whoeverAnswersForAServerStoppedHereEndsNoLogin() throws Exception {
    List<SessionEvent> heard = new ArrayList<>();
    session.listen(heard::add);
    Peer peer = live();
    await(() -> heard.stream().anyMatch(SessionEvent.Welcomed.class::isInstance));
    stoppedHere = true;
    peer.closes(CloseCode.SESSION_ENDED.code());
    // What is sent to a socket that was closed may take with it what had come from there.
    await(() -> heard.contains(new SessionEvent.ConnectionChanged(ConnectionState.STOPPED, null)));
    await(() -> {
      session.serverRuns();
      return told.contains("moved");
    });
    assertFalse(told.contains("ended"));
  }
}

package chatter.client.copy;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.ConnectionState;
import chatter.client.net.HistoryCopy.Kept;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.AccountApi;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ConversationInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The one whose copy is tried: the desktop's session and its copy on a disk, without a window. It
/// can be closed and opened again, and killed between two writes of the copy.
final class TrialDesktop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /// So many pages are on their way at a time that come late.
  private static final int LATE = 3;

  private final AccountApi account;
  private final AccountApi near;
  private final long id;
  private final Path folder;
  private final List<CompletableFuture<HistoryPage>> asked = new ArrayList<>();
  private final Deque<Late> late = new ArrayDeque<>();
  private Path place;
  private int places;
  private Killing file;
  private MessageCopy copy;
  private ServerSession session;

  /// How far each conversation is, as the session told. Another map for each run of the program.
  private Map<Long, Long> applied = new ConcurrentHashMap<>();

  /// How often the program was started; what an earlier run still hears counts no more.
  private volatile int runs;

  private volatile ConnectionState state;
  private volatile String epoch;

  /// A page that the server answered, and the desktop did not hear of yet.
  private record Late(
      String epoch, long conversation, HistoryQuery query, CompletableFuture<HistoryPage> page) {}

  /// Starts it with nothing kept.
  ///
  /// @param account by the network that is bad
  /// @param near by one that is good
  TrialDesktop(AccountApi account, AccountApi near, long id, Path folder) throws IOException {
    this.account = account;
    this.near = near;
    this.id = id;
    this.folder = folder;
    place = Files.createDirectories(folder.resolve("0"));
    open();
  }

  /// Starts the program on what is in its folder.
  void open() throws IOException {
    file = new Killing(place);
    copy =
        new MessageCopy(
            place,
            file,
            id,
            ChatMessage::folded,
            Clock.systemUTC(),
            Long.MAX_VALUE,
            () -> Long.MAX_VALUE);
    Map<Long, Long> mine = new ConcurrentHashMap<>();
    applied = mine;
    int run = runs + 1;
    runs = run;
    state = null;
    epoch = null;
    session =
        new ServerSession(
            account,
            folder.resolve("outbox"),
            new SingleThreadLoop("trial desktop"),
            new SplittableRandom(id),
            "trial 1.0",
            copy,
            event -> heard(event, mine, run));
    session.start();
  }

  private void heard(SessionEvent event, Map<Long, Long> mine, int run) {
    switch (event) {
      case SessionEvent.ConnectionChanged changed -> {
        if (run == runs) {
          state = changed.state();
        }
      }
      case SessionEvent.Welcomed welcomed -> {
        if (run == runs) {
          epoch = welcomed.epoch();
        }
        mine.keySet()
            .retainAll(welcomed.conversations().stream().map(ConversationInfo::id).toList());
      }
      case SessionEvent.EntryApplied(var entry, _) -> mine.put(entry.conversation(), entry.seq());
      case SessionEvent.ConversationAdded(ConversationInfo info) ->
          mine.put(info.id(), info.lastSeq());
      case SessionEvent.ConversationRemoved(long conversation) -> mine.remove(conversation);
      case SessionEvent.ConversationReset reset -> mine.put(reset.conversation(), reset.lastSeq());
      default -> {}
    }
  }

  /// Ends the program as its user does.
  @Override
  public void close() {
    late.clear();
    session.close();
    copy.close();
  }

  /// Kills it between two writes: the files as they are after so many more of them are what the
  /// next start finds.
  void killAfter(int writes) throws IOException {
    file.after(writes, folder.resolve(Integer.toString(++places)));
  }

  boolean killed() {
    return file.killed();
  }

  /// Starts it again after it was killed; if it was not yet, it is now.
  void openKilled() throws IOException {
    // Whatever it still does, it does to files that nobody opens any more.
    quiet();
    if (!file.killed()) {
      file.now();
    }
    close();
    place = file.copied();
    open();
  }

  /// Waits until the copy has nothing to do.
  private void quiet() {
    copy.page(ConversationInfo.LOBBY, new HistoryQuery.Newest(1), true).join();
  }

  /// Reads a page as a screen does; it comes, or does not, when it likes.
  void reads(long conversation, HistoryQuery query) {
    asked.add(session.history(conversation, query));
  }

  /// The same of a page whose answer takes another way than what else is told: it is of before what
  /// comes first, or of after what is still to come.
  void readsLate(long conversation, HistoryQuery query) {
    if (epoch != null) {
      late.addLast(new Late(epoch, conversation, query, near.history(conversation, query)));
      if (late.size() > LATE) {
        arrives(late.removeFirst());
      }
    }
  }

  private void arrives(Late one) {
    await("a late answer", one.page()::isDone);
    // It may have been refused: one is not always in there.
    if (!one.page().isCompletedExceptionally()) {
      copy.fetched(one.epoch(), one.conversation(), one.query(), one.page().join());
    }
  }

  /// What the copy alone says.
  Optional<Kept> kept(long conversation, HistoryQuery query, boolean away) {
    return copy.page(conversation, query, away).join();
  }

  /// Waits until pages that were asked for have come, or will not.
  void awaitPages() {
    late.forEach(this::arrives);
    late.clear();
    for (CompletableFuture<HistoryPage> one : asked) {
      await("an answer", one::isDone);
    }
    asked.clear();
  }

  void awaitLive() {
    session.tryNow();
    await("the server", () -> state == ConnectionState.LIVE);
  }

  /// Waits until it has heard of an entry.
  void awaitEntry(long conversation, long seq) {
    await(
        "entry " + seq + " of " + conversation,
        () -> applied.getOrDefault(conversation, 0L) >= seq);
  }

  private static void await(String what, BooleanSupplier so) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the desktop waits in vain for " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /// The files of the copy as they are on the disk now that nothing is to be done.
  Path snapshot() throws IOException {
    quiet();
    Path to = folder.resolve("snapshot");
    copyFiles(place, to);
    return to;
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path folder : List.of(to, from)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path one : files.toList()) {
          if (folder.equals(to)) {
            Files.delete(one);
          } else {
            Files.copy(one, to.resolve(one.getFileName()));
          }
        }
      }
    }
  }

  /// The file of a copy, of which all writes are counted. What is there before one of them is what
  /// a kill at that moment leaves.
  private static final class Killing extends CopyFile {
    private final Path from;
    private Path to;
    private int left = -1;
    private boolean killed;

    Killing(Path folder) {
      super(folder);
      from = folder;
    }

    @Override
    Connection connect(boolean made) throws SQLException {
      return Watched.connection(super.connect(made), this::write);
    }

    synchronized void after(int writes, Path copied) {
      left = writes;
      to = copied;
    }

    synchronized boolean killed() {
      return killed;
    }

    synchronized Path copied() {
      return to;
    }

    /// On a copy that does nothing.
    synchronized void now() throws IOException {
      copyFiles(from, to);
      killed = true;
    }

    private synchronized void write() throws SQLException {
      if (left == 0 && !killed) {
        try {
          now();
        } catch (IOException e) {
          throw new SQLException(e);
        }
      }
      left--;
    }
  }
}

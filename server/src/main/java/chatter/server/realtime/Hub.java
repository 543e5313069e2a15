package chatter.server.realtime;

import chatter.server.account.Account;
import chatter.server.health.FatalErrors;
import chatter.server.health.Threads;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is connected, and the one thread that hands everybody what is due to them, in commit order.
/// Other threads only queue; nothing here waits for a socket or for the database, so a slow reader
/// delays nobody.
public final class Hub implements Audience, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);
  private static final int MOST_AT_ONCE = 1_024;

  /// So long somebody waits who asks whether others are here.
  private static final int PRESENCE_SECONDS = 2;

  /// How often it looks at everybody's timers.
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

  // The writer's thread's: what it has committed and not queued yet. Where there are several
  // servers, of whoever tells what all of them committed, one at a time.
  private List<Object> committed = new ArrayList<>();

  /// How to wait for what other servers stored; null if there are none.
  private volatile CatchUp catchUp;

  private volatile LongPredicate stale = openedNanos -> false;

  /// Who keeps answers until they are due; null if they are as soon as they are given.
  private volatile Consumer<Runnable> answers;

  private boolean changesRecipients;
  private final LongSupplier nanoTime;
  private final ConnectionRegistry registry = new ConnectionRegistry();
  private final Fanout fanout = new Fanout(registry);
  private final ConnectionLifecycle lifecycle;
  private final Thread thread;
  private volatile FatalErrors fatal = new FatalErrors(cause -> {});

  /// When it last looked at its queue, on the system's clock, by which it never sleeps for long.
  private volatile long lookedNanos = System.nanoTime();

  private volatile boolean asleep;
  private volatile boolean stopping;
  private volatile int online;

  /// @param settings how much one connection may cost
  /// @param nanoTime a monotonic clock
  public Hub(HubSettings settings, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lifecycle = new ConnectionLifecycle(registry, fanout, settings);
    this.thread = Thread.ofPlatform().name("hub").unstarted(this::run);
  }

  /// Sets what is told, on a thread of its own, if the hub cannot go on. Before `start`.
  public void whenBroken(Consumer<Throwable> action) {
    fatal = new FatalErrors(action);
  }

  /// Whether its thread is there and has looked at its queue within that time. Costs nothing.
  public boolean works(Duration patience) {
    return thread.isAlive() && System.nanoTime() - lookedNanos < patience.toNanos();
  }

  /// Starts the thread.
  ///
  /// @param known everybody, offline
  /// @param belonging who belongs to which conversation; nothing may be written before this returns
  /// @param lastSeen notes when an account left; called on the hub's thread, must not block
  public void start(List<PresenceInfo> known, Belonging belonging, LastSeen lastSeen) {
    lifecycle.open(new Presence(known), belonging, lastSeen, nanoTime.getAsLong());
    thread.start();
  }

  @Override
  public void stored(ServerEvent.Entry entry) {
    committed.add(new EntryLine(entry));
  }

  @Override
  public void joined(ConversationInfo shown, Collection<Long> accounts) {
    ServerEvent event = new ServerEvent.ConversationAdded(shown);
    committed.add(
        new Joined(
            line(AccountLine.Kind.ADDED, shown.id(), shown.lastSeq(), event),
            Set.copyOf(accounts)));
    changesRecipients = true;
  }

  @Override
  public void left(long conversation, long account, long seq) {
    ServerEvent event = new ServerEvent.ConversationRemoved(conversation);
    committed.add(new Left(line(AccountLine.Kind.REMOVED, conversation, seq, event), account));
    changesRecipients = true;
  }

  @Override
  public void mineChanged(long account, ServerEvent.MineChanged event, long seq) {
    committed.add(new Own(line(AccountLine.Kind.MINE, event.conversation(), seq, event), account));
    changesRecipients = true;
  }

  @Override
  public void notificationsChanged(long account, NotificationSettings settings) {
    AccountLine line =
        line(AccountLine.Kind.NOTIFICATIONS, 0, 0, new ServerEvent.NotificationsChanged(settings));
    act(() -> lifecycle.tell(line, account));
  }

  private static AccountLine line(
      AccountLine.Kind kind, long conversation, long seq, ServerEvent event) {
    return new AccountLine(kind, conversation, seq, Codec.encodeUtf8(event));
  }

  /// Answers a command that was committed, before whatever is published after it. The writer's
  /// thread only.
  void committed(Connection to, ServerEvent answer) {
    DirectLine line = new DirectLine(to, Codec.encodeUtf8(answer));
    Consumer<Runnable> keeper = answers;
    if (keeper == null) {
      committed.add(line);
    } else {
      keeper.accept(() -> committed.add(line));
    }
  }

  /// Says who keeps the answers to what is about to be committed, until it is and was told. Where
  /// there are several servers; before anything is written.
  public void keepAnswersIn(Consumer<Runnable> keeper) {
    answers = keeper;
  }

  /// Says how to wait until all that is stored by now was told here. Where there are several
  /// servers, and what the database says can be ahead of what this hub has heard; before anybody
  /// connects.
  public void catchUpBy(CatchUp action) {
    catchUp = action;
  }

  /// Says of which connections nothing is to be carried out any more, by when they were opened on
  /// the system's monotonic clock. Where there are several servers; before anybody connects.
  public void staleBy(LongPredicate predicate) {
    stale = predicate;
  }

  /// Whether what came from a connection is not to be carried out any more.
  boolean isStale(Connection connection) {
    return stale.test(connection.openedNanos);
  }

  /// Waits until it has heard all that is stored by now, where that takes any waiting.
  ///
  /// @return whether it may have waited
  /// @throws StorageException if that takes too long
  boolean caughtUp() throws InterruptedException {
    CatchUp action = catchUp;
    if (action == null) {
      return false;
    }
    action.run();
    return true;
  }

  /// Says whom to tell that somebody types here, on the hub's thread. Before `start`.
  public void whenTyping(TypingListener listener) {
    lifecycle.whenTyping(listener);
  }

  /// Whose connections are here; blocks for a moment.
  public Set<Long> here() {
    return ask(lifecycle::here).join();
  }

  /// Who is connected to another server, all of them. Any thread.
  ///
  /// @param node which
  public void elsewhere(String node, Set<Long> accounts) {
    Set<Long> all = Set.copyOf(accounts);
    act(() -> lifecycle.elsewhere(node, all, nanoTime.getAsLong()));
  }

  /// Somebody types at another server. Any thread.
  public void typingElsewhere(long conversation, long account, boolean typing) {
    act(() -> lifecycle.typingElsewhere(conversation, account, typing, nanoTime.getAsLong()));
  }

  /// Closes all connections; they may come back at once.
  public void sendAway(String reason) {
    act(() -> lifecycle.sendAway(reason, nanoTime.getAsLong()));
  }

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {
    queueCommitted();
    queue.add((Runnable) () -> lifecycle.readMoved(event, nanoTime.getAsLong()));
  }

  /// Sends what was committed. Called on the writer's thread after each group, all of which goes
  /// out together.
  public void groupCommitted() {
    queueCommitted();
    wake();
  }

  private void queueCommitted() {
    if (!committed.isEmpty()) {
      queue.add(new Committed(committed, changesRecipients));
      committed = new ArrayList<>(committed.size());
      changesRecipients = false;
    }
  }

  /// Sends what was queued since the last time.
  void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /// Queues an answer for one connection without waking the hub; see `wake`.
  void direct(Connection to, ServerEvent event) {
    queue.add(new DirectLine(to, Codec.encodeUtf8(event)));
  }

  /// Queues answers for one connection and sends them now.
  void answer(Connection to, List<byte[]> lines) {
    lines.forEach(utf8 -> queue.add(new DirectLine(to, utf8)));
    wake();
  }

  /// Queues an answer for one connection and sends it now.
  void answer(Connection to, ServerEvent event) {
    direct(to, event);
    wake();
  }

  /// Runs something on the hub's thread, after everything queued before it was sent.
  private void act(Runnable action) {
    queue.add(action);
    wake();
  }

  /// The same with an answer, which also comes if the question fails.
  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    act(() -> answer(question, answer));
    return answer;
  }

  private <T> CompletableFuture<T> askStep(Connection connection, Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    step(connection, () -> answer(question, answer));
    return answer;
  }

  private static <T> void answer(Supplier<T> question, CompletableFuture<T> answer) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  /// Runs something about one connection on the hub's thread, after what is due to that one.
  private void step(Connection connection, Runnable action) {
    queue.add(new Step(connection, action));
    wake();
  }

  void opened(Connection connection) {
    step(connection, () -> lifecycle.opened(connection, nanoTime.getAsLong()));
  }

  void gone(Connection connection) {
    step(connection, () -> lifecycle.gone(connection, nanoTime.getAsLong()));
  }

  /// Subscribes a connection to the conversations of its account; what happens in them is held back
  /// until `live`. A snapshot that is read after this and what is held back leave no hole between
  /// them.
  CompletableFuture<Void> subscribe(Connection connection) {
    return askStep(
        connection,
        () -> {
          lifecycle.subscribe(connection);
          return null;
        });
  }

  /// Hands lines of a conversation to a connection at once, unless its account was removed from
  /// there: what it was told before is the last that it hears.
  ///
  /// @param upto the newest `seq` among them; 0 if there is none
  /// @return completes when they count as waiting in the connection; whether they do
  CompletableFuture<Boolean> deliver(
      Connection to, long conversation, long upto, List<byte[]> lines) {
    return askStep(
        to,
        () -> {
          boolean member = lifecycle.isMember(to.account(), conversation);
          if (member) {
            if (upto > 0) {
              to.synced(conversation, upto);
            }
            fanout.send(to, lines, false, nanoTime.getAsLong());
          }
          return member;
        });
  }

  /// Hands lines of a replay to a connection at once, unless its account was removed from the
  /// conversation after the snapshot that is replayed. Whether it belongs there now does not
  /// matter: the snapshot can be ahead of what the hub has come to.
  ///
  /// @param upto the newest `seq` of the conversation in the snapshot
  /// @return completes when they count as waiting in the connection; whether they do
  CompletableFuture<Boolean> replay(
      Connection to, long conversation, long upto, List<byte[]> lines) {
    return askStep(
        to,
        () -> {
          boolean removed = to.removedAfter(conversation, upto);
          if (!removed) {
            fanout.send(to, lines, false, nanoTime.getAsLong());
          }
          return !removed;
        });
  }

  /// Closes a connection behind everything that is due to it.
  void close(Connection connection, CloseCode code, String reason) {
    act(() -> lifecycle.close(connection, code, reason, nanoTime.getAsLong()));
  }

  /// Ends a connection's resuming: what was held back, `live`, and who is here.
  ///
  /// @param first what goes out before all that
  /// @param covered per conversation the newest `seq` that the replay covered
  /// @param most bytes to send at once
  /// @return false if there was more held back than that: make room and call again
  CompletableFuture<Boolean> live(
      Connection connection, List<byte[]> first, Map<Long, Long> covered, long most) {
    return askStep(
        connection,
        () -> {
          connection.covered(covered);
          List<byte[]> lines = new ArrayList<>(first);
          lines.addAll(connection.release(most));
          boolean live = connection.live();
          if (live) {
            lines.add(FixedLines.LIVE);
            lines.add(lifecycle.everybody(connection.account()));
          }
          fanout.send(connection, lines, false, nanoTime.getAsLong());
          return live;
        });
  }

  void typing(Connection from, ClientCommand.SetTyping command) {
    act(() -> lifecycle.typing(from, command, nanoTime.getAsLong()));
  }

  @Override
  public void sessionsEnded(Collection<Long> sessionIds) {
    Set<Long> ended = Set.copyOf(sessionIds);
    act(() -> lifecycle.sessionsEnded(ended, nanoTime.getAsLong()));
  }

  @Override
  public void accountCreated(Account account) {
    act(() -> lifecycle.accountCreated(account.publicView()));
  }

  @Override
  public void accountChanged(Account account) {
    act(() -> lifecycle.accountChanged(account.ownView(), nanoTime.getAsLong()));
  }

  @Override
  public void accountDisabled(Account account) {
    act(() -> lifecycle.accountDisabled(account.id(), nanoTime.getAsLong()));
  }

  @Override
  public void accountEnabled(Account account) {
    act(() -> lifecycle.accountCreated(account.publicView()));
  }

  /// Says `bye` to those who were not told yet, the oldest first, and closes their connections. Who
  /// comes from then on is sent away.
  ///
  /// @param most so many at once
  /// @param elsewhere whether they find another server at once; otherwise they are spread over the
  ///   time that this one takes to come back
  /// @return completes with how many were told, when they are, not when they are gone; fewer than
  ///   `most` if nobody is left
  public CompletableFuture<Integer> drain(int most, boolean elsewhere) {
    return ask(() -> lifecycle.drain(most, elsewhere, nanoTime.getAsLong()));
  }

  /// How many people are online; any thread, and half a second old at most.
  public int online() {
    return online;
  }

  /// Whether people are here, of those who may sign in; any thread, and blocks for a moment. Knows
  /// of nobody if it has too much else to do.
  public Map<Long, PresenceInfo> presence(Collection<Long> accounts) {
    List<Long> asked = List.copyOf(accounts);
    return ask(() -> lifecycle.presence(asked))
        .completeOnTimeout(Map.of(), PRESENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /// How many connections there are; any thread.
  public CompletableFuture<Integer> connections() {
    return ask(registry::size);
  }

  /// Sends what is queued and ends the thread.
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
    Threads.awaitEnd(thread);
  }

  private void run() {
    try {
      serve();
    } catch (RuntimeException | Error e) {
      fatal.report("hub", e);
    }
  }

  private void serve() {
    long nextTick = nanoTime.getAsLong();
    int handled = 0;
    while (true) {
      Object item = queue.poll();
      if (item != null) {
        handle(item);
        // A queue that never runs empty must not keep everybody waiting.
        if (++handled < MOST_AT_ONCE) {
          continue;
        }
      }
      handled = 0;
      lookedNanos = System.nanoTime();
      long now = nanoTime.getAsLong();
      guarded(() -> fanout.flush(now, this::collectMore));
      if (now - nextTick >= 0) {
        nextTick = now + TICK_NANOS;
        guarded(() -> lifecycle.tick(now));
        online = lifecycle.online();
      } else if (item == null && fanout.isEmpty()) {
        if (stopping) {
          return;
        }
        sleep(nextTick - now);
      }
    }
  }

  private void sleep(long nanos) {
    asleep = true;
    // Looked at again after the flag is up: whoever queued before saw it down and woke nobody.
    if (queue.isEmpty() && !stopping) {
      LockSupport.parkNanos(this, nanos);
    }
    asleep = false;
  }

  private void handle(Object item) {
    switch (item) {
      case Committed group -> collect(group);
      case DirectLine line -> fanout.direct(line);
      case Step step -> {
        // Thousands come and go at once. If the whole room were served before each of them, no two
        // messages would ever share a frame, just when there is most to do. Who is not live yet
        // gets what is collected for the room later: held back, or as one who is live by then, and
        // both leave out what the replay has brought.
        long now = nanoTime.getAsLong();
        if (step.connection.state() == Connection.State.LIVE) {
          guarded(() -> fanout.flush(now));
        } else {
          guarded(() -> fanout.flushDirect(step.connection, now));
        }
        guarded(step.action);
        online = lifecycle.online();
      }
      case Runnable action -> {
        // What was queued before must not be seen by who comes after.
        guarded(() -> fanout.flush(nanoTime.getAsLong()));
        guarded(action);
      }
      default -> log.error("the hub cannot handle a {}", item.getClass());
    }
  }

  private void collect(Committed group) {
    for (Object line : group.lines) {
      switch (line) {
        case EntryLine entry -> fanout.publish(entry);
        case DirectLine direct -> fanout.direct(direct);
        case Joined joined -> {
          if (joined.accounts.stream().anyMatch(lifecycle::resuming)) {
            guarded(() -> fanout.flush(nanoTime.getAsLong()));
          }
          guarded(() -> lifecycle.joined(joined.line, joined.accounts));
        }
        case Left left -> {
          // What was before is for whoever leaves too, and nothing after it.
          guarded(() -> fanout.flush(nanoTime.getAsLong()));
          guarded(() -> lifecycle.left(left.line, left.account));
        }
        case Own own -> {
          if (lifecycle.resuming(own.account)) {
            guarded(() -> fanout.flush(nanoTime.getAsLong()));
          }
          guarded(() -> lifecycle.tell(own.line, own.account));
        }
        default -> log.error("the hub cannot send a {}", line.getClass());
      }
    }
  }

  /// Collects what was committed while a room is being served, up to the next action, or until it
  /// changes who is served.
  private void collectMore() {
    if (queue.peek() instanceof Committed group && !group.changesRecipients) {
      queue.remove();
      collect(group);
    }
  }

  /// One failing connection must not end the thread that serves all of them. Without memory it may
  /// have left out somebody and not know it: then it ends, which is noticed.
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      if (FatalErrors.isFatal(e)) {
        throw e;
      }
      log.error("the hub failed at one step and goes on", e);
    }
  }

  /// What was committed together: entries, answers, and who belongs where, in commit order.
  ///
  /// @param changesRecipients whether there is more in it than entries and answers
  private record Committed(List<Object> lines, boolean changesRecipients) {}

  /// Accounts that belong to a conversation now, and what they are told.
  private record Joined(AccountLine line, Set<Long> accounts) {}

  /// An account that does not belong to a conversation any more, and what it is told.
  private record Left(AccountLine line, long account) {}

  /// What only an account is told.
  private record Own(AccountLine line, long account) {}

  /// Who belongs where, to begin with.
  ///
  /// @param lobby the room that everybody is in
  /// @param each tells every conversation with every account that belongs to it
  public record Belonging(long lobby, Consumer<BiConsumer<Long, Long>> each) {}

  /// Notes when an account was here last.
  @FunctionalInterface
  public interface LastSeen {
    /// Must not block.
    void lastSeen(long account, Instant at);
  }

  /// Waits until all that is stored by now was told.
  @FunctionalInterface
  public interface CatchUp {
    /// @throws StorageException if that takes too long
    void run() throws InterruptedException;
  }

  /// Who wants to know that somebody types.
  @FunctionalInterface
  public interface TypingListener {
    /// Must not block.
    void typing(long conversation, long account, boolean typing);
  }

  /// Something about one connection.
  private record Step(Connection connection, Runnable action) {}
}

package chatter.server.cluster;

import chatter.server.account.Account;
import chatter.server.cluster.Fact.AccountNews;
import chatter.server.realtime.Audience;
import chatter.server.store.Database;
import chatter.server.store.FeedPosition;
import chatter.server.store.GroupFeed;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between those who store something and the audience of this server, where there are
/// several: what is told here is told at all of them. While a transaction is about to be committed
/// it collects what is to be told of it, which is stored along with it; when it is committed, that
/// comes to the audience in its turn, behind everything that any server committed before.
///
/// What is not told on the writer's thread, as another picture, gets a transaction of its own.
public final class Relay implements Audience, GroupFeed {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private final Audience here;
  private final FeedOrder order;
  private final Committed committed;
  private final LongPredicate stale;
  private volatile Database database;
  private volatile Thread writer;

  // The writer's thread's.
  private List<Step> collected = new ArrayList<>();
  private String told = "";
  private String mark = "";
  private long number;

  /// @param here those who are connected to this server
  /// @param order in which everything is told
  /// @param committed gets the position of each transaction and what is told of it, on the writer's
  ///   thread; must not block
  /// @param stale whether what was asked for at a moment is not to be carried out any more
  Relay(Audience here, FeedOrder order, Committed committed, LongPredicate stale) {
    this.here = here;
    this.order = order;
    this.committed = committed;
    this.stale = stale;
  }

  /// Who tells other servers of a transaction.
  @FunctionalInterface
  interface Committed {
    /// @param told lines of `Fact`
    void accept(FeedPosition position, String told);
  }

  /// Says where everything is stored. Once, before anything is.
  void open(Database opened) {
    database = opened;
  }

  /// One thing to do when the transaction is told.
  ///
  /// @param fact for the other servers; null if it is for this one alone
  /// @param action for this one
  private record Step(Fact fact, Runnable action) {}

  @Override
  public void begin() {
    writer = Thread.currentThread();
    collected = new ArrayList<>();
  }

  @Override
  public String toStore(String given) {
    mark = given;
    told =
        collected.stream()
            .filter(step -> step.fact != null)
            .map(step -> step.fact.line())
            .collect(Collectors.joining("\n"));
    order.expect(mark);
    return told;
  }

  @Override
  public boolean isStale(long queuedNanos) {
    return stale.test(queuedNanos);
  }

  @Override
  public void stored(long given) {
    number = given;
  }

  /// Tells what was committed, here in its turn, and the others that it is there. On the writer's
  /// thread after each group.
  public void groupCommitted() {
    List<Step> steps = collected;
    collected = new ArrayList<>();
    FeedPosition position = new FeedPosition(number, mark);
    order.committed(position, () -> steps.forEach(step -> step.action.run()));
    committed.accept(position, told);
  }

  @Override
  public void beforeTelling(Consumer<FeedPosition> action) {
    order.beforeTelling(action);
  }

  @Override
  public Optional<FeedPosition> pause() {
    return order.pause();
  }

  @Override
  public void follow(String place, long upTo) {
    order.follow(place, upTo);
  }

  /// Keeps what is for this server alone until what is collected is told. On the writer's thread.
  public void afterwards(Runnable action) {
    collected.add(new Step(null, action));
  }

  private void tell(Fact fact, Runnable action) {
    if (Thread.currentThread() == writer) {
      collected.add(new Step(fact, action));
      return;
    }
    var _ =
        database
            .write(h -> null, done -> collected.add(new Step(fact, action)))
            .whenComplete((done, failure) -> {
              if (failure != null) {
                log.warn(
                    "could not tell the other servers of something that is stored: {}",
                    failure.getMessage());
              }
            });
  }

  @Override
  public void stored(ServerEvent.Entry entry) {
    tell(new Fact.Stored(entry), () -> here.stored(entry));
  }

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {
    tell(new Fact.ReadMoved(event), () -> here.readMoved(event));
  }

  @Override
  public void joined(ConversationInfo shown, Collection<Long> accounts) {
    Set<Long> all = Set.copyOf(accounts);
    if (!all.isEmpty()) {
      tell(new Fact.Joined(shown, all), () -> here.joined(shown, all));
    }
  }

  @Override
  public void left(long conversation, long account, long seq) {
    tell(new Fact.Left(conversation, account, seq), () -> here.left(conversation, account, seq));
  }

  @Override
  public void mineChanged(long account, ServerEvent.MineChanged event, long seq) {
    tell(new Fact.MineChanged(account, event, seq), () -> here.mineChanged(account, event, seq));
  }

  @Override
  public void notificationsChanged(long account, NotificationSettings settings) {
    tell(
        new Fact.NotificationsChanged(account, settings),
        () -> here.notificationsChanged(account, settings));
  }

  @Override
  public void sessionsEnded(Collection<Long> sessionIds) {
    Set<Long> ended = Set.copyOf(sessionIds);
    if (!ended.isEmpty()) {
      tell(new Fact.SessionsEnded(ended), () -> here.sessionsEnded(ended));
    }
  }

  @Override
  public void accountCreated(Account account) {
    tell(
        new Fact.AccountTold(AccountNews.CREATED, account.id()),
        () -> here.accountCreated(account));
  }

  @Override
  public void accountChanged(Account account) {
    tell(
        new Fact.AccountTold(AccountNews.CHANGED, account.id()),
        () -> here.accountChanged(account));
  }

  @Override
  public void accountDisabled(Account account) {
    tell(
        new Fact.AccountTold(AccountNews.DISABLED, account.id()),
        () -> here.accountDisabled(account));
  }

  @Override
  public void accountEnabled(Account account) {
    tell(
        new Fact.AccountTold(AccountNews.ENABLED, account.id()),
        () -> here.accountEnabled(account));
  }

  /// What the chat is called, or who may join, is something else now; this server knows already.
  public void settingsChanged() {
    tell(new Fact.SettingsChanged(), () -> {});
  }
}

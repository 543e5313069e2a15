package chatter.server.cluster;

import chatter.server.account.Account;
import chatter.server.cluster.FeedRows.Row;
import chatter.server.health.Standstill;
import chatter.server.health.Threads;
import chatter.server.realtime.Hub;
import chatter.server.store.Database;
import chatter.server.store.FeedPosition;
import chatter.server.store.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of several servers of a chat, as it works together with the others: tells here what they
/// committed, tells them what was committed here, and who is here. What must not be missed it reads
/// from the database, at least once a second; the bus only makes that sooner.
public final class Cluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);

  /// What is missing may be under way on the bus.
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /// So often it looks by itself, and so often if nothing comes by the bus.
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_ALONE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long AFTER_TROUBLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  /// A server that has not read for so long knows nothing of whom it still serves.
  private static final long BLIND_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int ROWS = 256;
  private static final int KEPT_SECONDS = 180;
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final String node = UUID.randomUUID().toString();
  private final Hub hub;
  private final Bus bus;
  private final StoreClock clock;
  private final FeedOrder order;
  private final Relay relay;
  private final Nodes nodes;
  private final Thread follower = Thread.ofPlatform().name("feed").unstarted(this::follow);
  private final Standstill standstill = new Standstill(this::woke);
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private volatile Consumer<Throwable> broken = cause -> {};
  private volatile boolean closing;
  private FeedRows rows;
  private Fact.Lookup lookup;
  private long forgotNanos = System.nanoTime();
  private long comparedNanos;
  private volatile long readNanos = System.nanoTime();
  private boolean troubled;

  /// @param hub those who are connected to this server
  /// @param bus to the other servers; closed with this
  /// @param clock what all that is stored here gets its time from
  /// @param toldSome runs when something of any server was told here; must be short
  public Cluster(Hub hub, Bus bus, StoreClock clock, Runnable toldSome) {
    this.hub = hub;
    this.bus = bus;
    this.clock = clock;
    this.order =
        new FeedOrder(number -> {
          told.addAndGet(number);
          hub.groupCommitted();
          toldSome.run();
        });
    this.relay = new Relay(hub, order, this::publish, standstill::isSince);
    this.nodes = new Nodes(node, hub, bus);
    hub.keepAnswersIn(relay::afterwards);
    hub.whenTyping(nodes::typing);
    hub.catchUpBy(this::catchUp);
    hub.staleBy(standstill::isSince);
  }

  /// To whom everything is to be told.
  public Relay relay() {
    return relay;
  }

  /// Sets what is told if it cannot go on. Before `follow`.
  public void whenBroken(Consumer<Throwable> action) {
    broken = action;
  }

  /// Says where everything is stored.
  public void open(Database database) {
    rows = new FeedRows(database);
    compare();
    relay.open(database);
  }

  /// Where the others are before anything is read that this server begins with.
  public FeedPosition place() {
    return rows.newest();
  }

  /// Begins to tell, behind a place.
  ///
  /// @param account an account as it is now
  /// @param settings reads again what the chat is called and who may join
  public void follow(
      FeedPosition place, LongFunction<Optional<Account>> account, Runnable settings) {
    lookup = new Fact.Lookup(account, settings);
    order.open(place);
    readNanos = System.nanoTime();
    standstill.start();
    follower.start();
    bus.listen(this::heard);
    nodes.start();
  }

  /// How many rows it had to read from the database because the bus did not bring them in time.
  public long read() {
    return read.get();
  }

  /// How many transactions were told here, of all servers.
  public long told() {
    return told.get();
  }

  /// For how long it has not read what the others stored, in seconds.
  public double ageSeconds() {
    return (System.nanoTime() - readNanos) / 1e9;
  }

  /// How many wait for one that is missing.
  public int held() {
    return order.held();
  }

  /// Whether messages come by the bus.
  public boolean hears() {
    return nodes.hears();
  }

  /// How many other servers it knows of.
  public int others() {
    return nodes.others();
  }

  /// The head alone says that there is something to read; a line break, that all of it follows, if
  /// only nothing.
  private void publish(FeedPosition position, String told) {
    String head =
        String.join(
            " ",
            "F",
            node,
            order.place().orElse("-"),
            String.valueOf(position.number()),
            position.mark());
    String whole = head + "\n" + told;
    bus.publish(whole.getBytes(StandardCharsets.UTF_8).length <= Bus.MOST_BYTES ? whole : head);
  }

  /// Whatever comes by the bus, nothing that depends on it may end with it.
  private void heard(String message) {
    try {
      if (message.startsWith("F ")) {
        heardOfRow(message);
      } else {
        nodes.heard(message);
      }
    } catch (RuntimeException e) {
      log.warn("a message of another server was not understood", e);
    }
  }

  private void heardOfRow(String message) {
    int end = message.indexOf('\n');
    String[] head = (end < 0 ? message : message.substring(0, end)).split(" ", 5);
    if (head[1].equals(node)) {
      return;
    }
    String place = head[2];
    FeedPosition position = new FeedPosition(Long.parseLong(head[3]), head[4]);
    if (!order.place().filter(place::equals).isPresent()) {
      // Of a database to which this server has not come yet, or that others have left.
      return;
    }
    order.hinted(position.number());
    if (end >= 0 && order.isNew(position.number())) {
      var _ = order.heard(place, position, telling(message.substring(end + 1)));
    }
  }

  /// @throws RuntimeException if what it takes cannot be read at the moment
  private Runnable telling(String told) {
    List<Runnable> all = new ArrayList<>();
    told.lines()
        .forEach(line -> Fact.read(line).ifPresent(fact -> all.add(fact.ready(hub, lookup))));
    return () -> all.forEach(Runnable::run);
  }

  /// Returns when all that any server has stored by now was told here. For who has read something
  /// in the database that those who are here have not heard of.
  ///
  /// @throws StorageException `BUSY` if that takes too long, or the database cannot be asked: what
  ///   was read must not be shown then, or what comes later would be older
  public void catchUp() throws InterruptedException {
    if (!order.await(rows.head(), CATCH_UP_NANOS)) {
      throw new StorageException(
          StorageException.Kind.BUSY, "this server is behind what is stored", null);
    }
  }

  private void follow() {
    while (!closing) {
      try {
        boolean missing =
            order.awaitGap(GRACE_NANOS, nodes.hears() ? LOOK_NANOS : LOOK_ALONE_NANOS).isPresent();
        if (!closing) {
          catchUp(missing);
        }
      } catch (InterruptedException e) {
        // Only close() interrupts it.
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void catchUp(boolean missing) throws InterruptedException {
    try {
      if (!missing && !rows.areOfTheEpoch()) {
        lost(
            "something that was stored is lost, as another server has found, and everybody signs in"
                + " again");
        return;
      }
      while (!closing && readSome(missing)) {
        // There is more.
      }
      if (troubled) {
        troubled = false;
        log.info("the database can be read again");
      }
      readNanos = System.nanoTime();
      if (System.nanoTime() - comparedNanos > COMPARE_NANOS) {
        compare();
      }
      if (System.nanoTime() - forgotNanos > FORGET_NANOS) {
        forgotNanos = System.nanoTime();
        rows.forgetOld(KEPT_SECONDS);
      }
    } catch (RuntimeException e) {
      if (!troubled) {
        troubled = true;
        log.warn("cannot read what the other servers have stored: {}", e.toString());
      }
      if (System.nanoTime() - readNanos > BLIND_NANOS) {
        // Somebody may have been signed out or removed, and would go on hearing everything.
        readNanos = System.nanoTime();
        hub.sendAway("the server does not reach the database");
      }
      TimeUnit.NANOSECONDS.sleep(AFTER_TROUBLE_NANOS);
    }
  }

  private void compare() {
    clock.compare(rows::now);
    comparedNanos = System.nanoTime();
  }

  /// @return whether there may be more
  private boolean readSome(boolean missing) throws InterruptedException {
    String place =
        order
            .place()
            .orElseThrow(() ->
                new StorageException(
                    StorageException.Kind.BUSY,
                    "it is not known yet whether the database has what was told",
                    null));
    long next = order.next();
    List<Row> found = rows.after(next - 1, ROWS);
    if (!found.isEmpty() && found.getFirst().number() > order.next()) {
      lost(
          "this server was away from the database for too long: the next that it can read is "
              + found.getFirst().number()
              + ", and it has come to "
              + order.next());
      return false;
    }
    for (Row row : found) {
      if (order.isExpected(row)) {
        // The writer is about to tell it, or asks what became of it.
        TimeUnit.MILLISECONDS.sleep(missing ? 20 : 1);
        return false;
      }
      if (order.heard(place, row.position(), telling(row.told()))) {
        read.incrementAndGet();
      }
    }
    return found.size() == ROWS;
  }

  /// Rows are removed after some minutes. Who was away for longer knows nothing any more of who
  /// belongs where.
  private void lost(String why) {
    closing = true;
    broken.accept(new IllegalStateException(why));
  }

  /// Says that nobody is here any more.
  public void leave() {
    nodes.leave();
  }

  /// By which it is known what was sent to this server before it stood still.
  public Standstill standstill() {
    return standstill;
  }

  /// Those who are here were served by nobody, or have gone already.
  private void woke() {
    hub.sendAway("the server stood still");
  }

  @Override
  public void close() {
    closing = true;
    standstill.close();
    follower.interrupt();
    nodes.close();
    bus.close();
    Threads.awaitEnd(follower);
  }
}

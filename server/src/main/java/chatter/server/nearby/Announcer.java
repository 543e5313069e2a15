package chatter.server.nearby;

import chatter.server.network.ListenAddress;
import chatter.server.network.LocalAddresses;
import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the network by mDNS that a server is here, and follows the computer from network to
/// network. Everything happens on a thread of its own, and whatever goes wrong there costs no more
/// than the announcement. Start it once, close it once.
public final class Announcer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  /// How often it looks whether the computer has other addresses.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  /// Everybody on the network gets it, so who comes and goes is told rarely.
  private static final long PEOPLE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);

  /// The first of three good-byes leaves at once, and the others matter little.
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Supplier<Announcement> current;
  private final Supplier<List<InetAddress>> addresses;
  private final int port;
  private final ScheduledThreadPoolExecutor looks =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("nearby").factory());
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile boolean leaving;
  private long leavingSince;

  // These are for the thread of the looks alone.
  private final Map<InetAddress, MdnsAnnouncement> announcements = new LinkedHashMap<>();
  private final Set<InetAddress> mute = new HashSet<>();
  private Announcement told;
  private long toldAt;

  /// @param current what to tell; asked on the announcer's thread
  /// @param addresses those of the adapters to tell it on, as they are at the moment
  /// @param port where the server listens
  public Announcer(
      Supplier<Announcement> current, Supplier<List<InetAddress>> addresses, int port) {
    this.current = current;
    this.addresses = addresses;
    this.port = port;
    looks.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// Begins to announce a server whose port is open; returns at once.
  ///
  /// @param host the address it listens on
  /// @param port where it listens
  /// @param current what to tell; asked on the announcer's thread
  /// @return empty if only this computer can reach it
  public static Optional<Announcer> begin(String host, int port, Supplier<Announcement> current) {
    if (ListenAddress.isOnlyHere(host)) {
      return Optional.empty();
    }
    Announcer announcer = new Announcer(current, () -> adapters(host), port);
    announcer.start();
    return Optional.of(announcer);
  }

  /// The addresses of the adapters behind which there are people, as far as the server listens to
  /// them: those of IPv4, or of IPv6 where there are no others, since once on a network is enough.
  private static List<InetAddress> adapters(String host) {
    List<InetAddress> all =
        LocalAddresses.list().stream()
            .filter(address -> !address.virtual())
            .filter(address -> ListenAddress.isEverywhere(host) || address.host().equals(host))
            .map(address -> InetAddress.ofLiteral(address.host()))
            .toList();
    List<InetAddress> v4 = all.stream().filter(Inet4Address.class::isInstance).toList();
    return v4.isEmpty() ? all : v4;
  }

  /// Begins, and returns at once.
  public void start() {
    var _ =
        looks.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Announcement now = due(current.get());
      List<InetAddress> here = addresses.get();
      for (InetAddress address : List.copyOf(announcements.keySet())) {
        if (!here.contains(address)) {
          Thread.ofVirtual().start(announcements.remove(address)::close);
        }
      }
      mute.retainAll(here);
      for (InetAddress address : here) {
        if (!leaving && !announcements.containsKey(address)) {
          announceAt(address, now);
        }
      }
      announcements.values().forEach(one -> one.say(now));
    } catch (RuntimeException e) {
      // The next look may fare better; the schedule would end with the first that fails.
      log.warn("the server is not announced as it should be", e);
    }
  }

  private void announceAt(InetAddress address, Announcement now) {
    try {
      announcements.put(address, MdnsAnnouncement.at(address, now, port));
      mute.remove(address);
      log.info("announced to the network of {}", address.getHostAddress());
    } catch (IOException e) {
      // Once: what takes no multicast now will hardly take it in a quarter of a minute.
      if (mute.add(address)) {
        log.info(
            "not announced to the network of {}: {}; others can join by the address",
            address.getHostAddress(),
            e.getMessage());
      }
    }
  }

  /// What is to be told now: if nothing but the people changed, that waits a while.
  private Announcement due(Announcement now) {
    boolean onlyPeople = told != null && now.withPeople(told.people()).equals(told);
    if (!onlyPeople || System.nanoTime() - toldAt >= PEOPLE_EVERY_NANOS) {
      told = now;
      toldAt = System.nanoTime();
    }
    return told;
  }

  /// Begins to say good-bye, and returns at once. Harmless when done twice.
  public synchronized void leave() {
    if (!leaving) {
      leaving = true;
      leavingSince = System.nanoTime();
      looks.execute(this::sayGoodbye);
      looks.shutdown();
    }
  }

  private void sayGoodbye() {
    List<Thread> goodbyes = new ArrayList<>();
    announcements.values().forEach(one -> goodbyes.add(Thread.ofVirtual().start(one::close)));
    announcements.clear();
    try {
      for (Thread goodbye : goodbyes) {
        goodbye.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gone.countDown();
  }

  /// Says good-bye, and waits until it is on its way; the rest of it needs nobody to wait.
  @Override
  public void close() {
    leave();
    try {
      long left = GOODBYE_NANOS - (System.nanoTime() - leavingSince);
      if (!gone.await(left, TimeUnit.NANOSECONDS)) {
        log.debug("the good-byes to the network go on for a moment");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

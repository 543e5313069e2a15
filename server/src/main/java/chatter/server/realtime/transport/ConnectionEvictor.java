package chatter.server.realtime.transport;

import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts off who keeps a connection without a websocket and does nothing with it, so that there is
/// always one for others: requests that do not arrive and answers that are not read, by their rate;
/// of these, too many of one address that are old already; and the oldest of whoever has most, if
/// there are more connections than can be. How many people are behind an address does not count:
/// who gets on has a connection for a moment only, or signs in. Any thread.
public final class ConnectionEvictor {
  private static final Logger log = LoggerFactory.getLogger(ConnectionEvictor.class);

  /// What is younger says nothing yet: a whole school may come back in one moment.
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// Each takes some 10 kB, with TLS some 40; the heap of the desktop app has room for all of a
  /// large chat that come back at once.
  private static final long HEAP_PER_STRANGER = 96L * 1024;

  /// Of those that one address has, when there is no room for more.
  private static final int EVICTED_SHARE = 8;

  /// The first goes first.
  private static final Comparator<Seen> BY_LOSS =
      Comparator.comparingInt(Seen::loss).thenComparingLong(Seen::sinceNanos);

  private final RequestTimer.Pace pace;
  private final int unfinishedPerAddress;
  private final int most;
  private final int mostStrangers = (int) (Runtime.getRuntime().maxMemory() / HEAP_PER_STRANGER);
  private final LongSupplier nanoTime;
  private final Function<InetSocketAddress, String> addresses;
  private final AtomicInteger strangers = new AtomicInteger();

  /// @param most connections of all kinds that there can be
  /// @param nanoTime a monotonic clock
  /// @param addresses by what to count somebody who connected from there; null for whom not to
  ///   count, because others are behind it
  public ConnectionEvictor(
      LimitSettings limits,
      int most,
      LongSupplier nanoTime,
      Function<InetSocketAddress, String> addresses) {
    this.pace =
        new RequestTimer.Pace(
            TimeUnit.SECONDS.toNanos(limits.value(Limit.REQUEST_SECONDS)),
            limits.value(Limit.REQUEST_BYTES_PER_SECOND));
    this.unfinishedPerAddress = limits.bound(Limit.UNFINISHED_PER_ADDRESS);
    this.most = most;
    this.nanoTime = nanoTime;
    this.addresses = addresses;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  String address(InetSocketAddress peer) {
    return peer == null ? null : addresses.apply(peer);
  }

  /// Makes room if a new connection is one too many.
  ///
  /// @param open all there are, the new one among them; asked for only if need be
  void opened(TimedEndPoint fresh, int count, Supplier<Collection<TimedEndPoint>> open) {
    fresh.opened();
    if (strangers.get() > mostStrangers || count > most) {
      if (!evict(open.get()) && count > most) {
        // All others have signed in.
        fresh.cutOff();
      }
    }
  }

  /// So many more connections are strangers', or fewer.
  void strange(int more) {
    strangers.addAndGet(more);
  }

  /// Looks at all of them; to be called again and again, some times a second.
  void look(Collection<TimedEndPoint> open) {
    long now = nanoTime();
    Map<String, List<Seen>> old = new HashMap<>();
    int cut = 0;
    for (TimedEndPoint endPoint : open) {
      Seen seen = Seen.of(endPoint);
      RequestTimer request = seen.request;
      if (!endPoint.isStrange() || request == null || request.working()) {
        continue;
      }
      boolean late = request.late(now, pace);
      boolean counts = request.address() != null && now - request.begunNanos() > OLD_NANOS;
      if ((!late && !counts) || (request.arriving() && endPoint.isOurTurn(now))) {
        continue;
      }
      if (late) {
        cutOff(endPoint, request);
        cut++;
      } else {
        old.computeIfAbsent(request.address(), _ -> new ArrayList<>()).add(seen);
      }
    }
    for (List<Seen> ofOne : old.values()) {
      if (ofOne.size() > unfinishedPerAddress) {
        ofOne.sort(BY_LOSS);
        for (Seen seen : ofOne.subList(0, ofOne.size() - unfinishedPerAddress)) {
          cutOff(seen.endPoint, seen.request);
          cut++;
        }
      }
    }
    if (cut > 0) {
      log.info("{} connections were cut off on which nothing got on", cut);
    }
  }

  /// The oldest of whoever has most: first those with nothing under way, or on which nothing came
  /// yet, which a browser opens anew without a word; such as wait for the server only if there are
  /// no others.
  ///
  /// @return whether there was one
  private synchronized boolean evict(Collection<TimedEndPoint> open) {
    Map<String, List<Seen>> byAddress = new HashMap<>();
    for (TimedEndPoint endPoint : open) {
      if (endPoint.isStrange() && endPoint.isOpen()) {
        Seen seen = Seen.of(endPoint);
        byAddress.computeIfAbsent(addressOf(seen), _ -> new ArrayList<>()).add(seen);
      }
    }
    List<Seen> worst =
        byAddress.values().stream()
            .max(Comparator.comparingInt(List::size))
            .orElseGet(ArrayList::new);
    worst.sort(BY_LOSS);
    List<Seen> victims = worst.subList(0, Math.ceilDiv(worst.size(), EVICTED_SHARE));
    victims.forEach(seen -> seen.endPoint.cutOff());
    if (!victims.isEmpty()) {
      log.info(
          "there are more connections than can be; {} of one address were cut off", victims.size());
    }
    return !victims.isEmpty();
  }

  private static void cutOff(TimedEndPoint endPoint, RequestTimer request) {
    if (request == null || !request.refuse()) {
      endPoint.cutOff();
    }
  }

  private String addressOf(Seen seen) {
    String known =
        seen.request != null
            ? seen.request.address()
            : seen.endPoint.getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? address(peer)
                : null;
    return known == null ? "" : known;
  }

  /// How a connection stood when it was looked at: it goes on meanwhile, and what is being sorted
  /// must not change its order.
  ///
  /// @param request null if nothing was under way
  /// @param loss how much is lost with it; the less, the sooner it goes
  /// @param sinceNanos when the request began, or the one before was answered
  private record Seen(TimedEndPoint endPoint, RequestTimer request, int loss, long sinceNanos) {
    private static Seen of(TimedEndPoint endPoint) {
      RequestTimer request = endPoint.request();
      if (request == null) {
        return new Seen(endPoint, null, 0, endPoint.idleNanos());
      }
      int loss = !endPoint.isUsed() ? 0 : request.working() ? 2 : 1;
      return new Seen(endPoint, request, loss, request.begunNanos());
    }
  }
}

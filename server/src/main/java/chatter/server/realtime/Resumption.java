package chatter.server.realtime;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.Replay;
import chatter.server.session.Caller;
import chatter.server.store.StorageException;
import chatter.shared.limits.Limits;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Entry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a connection that said `hello` up to date: subscribe first, then read one snapshot,
/// replay it, and then let go what happened meanwhile. Subscribing first is what leaves no hole
/// between the two.
final class Resumption {
  private static final Logger log = LoggerFactory.getLogger(Resumption.class);

  private final Hub hub;
  private final Conversations conversations;
  private final Realtime.People people;
  private final String epoch;
  private final Clock clock;
  private final int heartbeatSeconds;
  private final Long fileBytes;
  private final PacedDelivery delivery;

  /// @param people accounts as their owners see them
  /// @param epoch the database's
  /// @param heartbeatSeconds after so many seconds of silence the server pings
  /// @param fileBytes the largest file; null if there is no limit
  Resumption(
      Hub hub,
      Conversations conversations,
      Realtime.People people,
      String epoch,
      Clock clock,
      int heartbeatSeconds,
      Long fileBytes,
      PacedDelivery delivery) {
    this.hub = hub;
    this.conversations = conversations;
    this.people = people;
    this.epoch = epoch;
    this.clock = clock;
    this.heartbeatSeconds = heartbeatSeconds;
    this.fileBytes = fileBytes;
    this.delivery = delivery;
  }

  /// Blocks until everything is handed over; runs on a virtual thread of its own.
  void run(Connection connection, Hello hello) {
    connection.pacing.lock();
    try {
      hub.subscribe(connection).join();
      // Cursors of another epoch count other messages. Who names no epoch has none to mismatch.
      boolean known = hello.epoch() == null || epoch.equals(hello.epoch());
      Map<Long, Long> cursors = known ? hello.cursors() : Map.of();
      Found found = conversations.snapshot(() -> read(connection.caller(), cursors));
      // Else somebody is told of a room that they are in, and asks about it, and the hub says no.
      var _ = hub.caughtUp();
      switch (found) {
        case Barred barred -> hub.close(connection, barred.code, barred.reason);
        case Arrival arrival -> {
          if (!replay(connection, arrival.replay, welcome(hello, arrival))) {
            hub.close(connection, CloseCode.SLOW_CONSUMER, "reads too slowly");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      hub.close(connection, CloseCode.DRAINING, "the server is stopping");
    } catch (StorageException e) {
      log.warn(
          "a connection of account {} could not resume: {}", connection.account(), e.toString());
      hub.close(connection, CloseCode.SLOW_CONSUMER, "could not resume; try again");
    } catch (RuntimeException e) {
      log.error("resuming a connection of account {} failed", connection.account(), e);
      hub.close(connection, CloseCode.SLOW_CONSUMER, "could not resume; try again");
    } finally {
      connection.pacing.unlock();
    }
  }

  /// All that is read for a welcome. The handshake has looked at the login already, which may have
  /// ended since.
  private Found read(Caller caller, Map<Long, Long> cursors) {
    Optional<AccountInfo> account = people.ownView().apply(caller.account());
    if (account.isEmpty()) {
      return new Barred(CloseCode.ACCOUNT_DISABLED, "the account may not sign in any more");
    }
    if (!people.lasts().test(caller)) {
      return new Barred(CloseCode.SESSION_ENDED, "signed out");
    }
    return new Arrival(
        account.get(),
        people.notifications().apply(caller.account()),
        conversations.resume(caller.account(), cursors));
  }

  private List<byte[]> welcome(Hello hello, Arrival arrival) {
    List<byte[]> lines = new ArrayList<>();
    lines.add(
        Codec.encodeUtf8(
            new ServerEvent.Welcome(
                ProtocolVersion.CURRENT,
                epoch,
                arrival.account,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                heartbeatSeconds,
                new ServerEvent.WelcomeLimits(Limits.BODY_CODE_POINTS, fileBytes),
                arrival.replay.conversations(),
                arrival.notifications)));
    if (hello.id() != null) {
      lines.add(Codec.encodeUtf8(new ServerEvent.Ack(hello.id(), null, null, null, null, null)));
    }
    for (ConversationInfo c : arrival.replay.resets()) {
      lines.add(Codec.encodeUtf8(new ServerEvent.Reset(c.id(), c.lastSeq())));
    }
    return lines;
  }

  /// @param welcome what comes first; where nothing was missed it goes out together with the rest
  /// @return whether the client kept up
  private boolean replay(Connection connection, Replay replay, List<byte[]> welcome)
      throws InterruptedException {
    Map<Long, Long> covered = new HashMap<>();
    replay.conversations().forEach(c -> covered.put(c.id(), c.lastSeq()));
    if (replay.ranges().isEmpty()) {
      return delivery.live(connection, welcome, covered);
    }
    hub.answer(connection, welcome);
    for (ConversationInfo c : replay.conversations()) {
      Long from = replay.ranges().get(c.id());
      if (from != null && !range(connection, c.id(), from, covered)) {
        return false;
      }
    }
    return delivery.live(connection, List.of(), covered);
  }

  /// Replays one conversation up to what is covered of it. Who has left it since gets no more of
  /// it: what was held back would follow a hole, so from there on it counts as not shown.
  ///
  /// @return whether the client kept up
  private boolean range(
      Connection connection, long conversation, long begin, Map<Long, Long> covered)
      throws InterruptedException {
    long upto = covered.get(conversation);
    long after = begin;
    while (after < upto) {
      if (!delivery.awaitRoom(connection)) {
        return false;
      }
      long from = after;
      OptionalLong reached = delivery.inTurn(() -> portion(connection, conversation, from, upto));
      if (reached.isEmpty()) {
        covered.remove(conversation);
        hub.answer(connection, new ServerEvent.ConversationRemoved(conversation));
        return true;
      }
      after = reached.getAsLong();
    }
    return true;
  }

  /// @return up to which `seq` nothing is left to be sent; empty if the account has left since the
  ///   snapshot
  private OptionalLong portion(Connection connection, long conversation, long after, long upto) {
    Optional<Conversations.Page> page =
        conversations.after(connection.account(), conversation, after, Limits.HISTORY_PAGE);
    if (page.isEmpty()) {
      return OptionalLong.empty();
    }
    List<Entry> due = page.get().entries().stream().filter(entry -> entry.seq() <= upto).toList();
    if (due.isEmpty()) {
      return OptionalLong.of(upto);
    }
    PacedDelivery.Portion portion = PacedDelivery.portion(connection, due);
    return delivery.replay(connection, conversation, upto, portion.lines())
        ? OptionalLong.of(portion.upto())
        : OptionalLong.empty();
  }

  private sealed interface Found {}

  /// @param replay what it may see, and what it missed
  private record Arrival(AccountInfo account, NotificationSettings notifications, Replay replay)
      implements Found {}

  private record Barred(CloseCode code, String reason) implements Found {}
}

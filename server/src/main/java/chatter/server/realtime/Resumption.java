package chatter.server.realtime;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.Replay;
import chatter.server.store.StorageException;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Entry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
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
      Optional<AccountInfo> account = people.ownView().apply(connection.account());
      if (account.isEmpty()) {
        hub.close(connection, CloseCode.ACCOUNT_DISABLED, "the account may not sign in any more");
        return;
      }
      hub.subscribe(connection).join();
      // Cursors of another epoch count other messages. Who names no epoch has none to mismatch.
      boolean known = hello.epoch() == null || epoch.equals(hello.epoch());
      Map<Long, Long> cursors = known ? hello.cursors() : Map.of();
      Replay replay = conversations.resume(connection.account(), cursors);
      welcome(connection, hello, account.get(), replay);
      if (!replay(connection, replay)) {
        hub.close(connection, CloseCode.SLOW_CONSUMER, "reads too slowly");
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

  private void welcome(Connection connection, Hello hello, AccountInfo account, Replay replay) {
    hub.direct(
        connection,
        new ServerEvent.Welcome(
            ProtocolVersion.CURRENT,
            epoch,
            account,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            heartbeatSeconds,
            new ServerEvent.WelcomeLimits(Limits.BODY_CODE_POINTS, fileBytes),
            replay.conversations(),
            people.notifications().apply(account.id())));
    if (hello.id() != null) {
      hub.direct(connection, new ServerEvent.Ack(hello.id(), null, null, null, null, null));
    }
    for (ConversationInfo c : replay.resets()) {
      hub.direct(connection, new ServerEvent.Reset(c.id(), c.lastSeq()));
    }
    hub.wake();
  }

  /// @return whether the client kept up
  private boolean replay(Connection connection, Replay replay) throws InterruptedException {
    Map<Long, Long> covered = new HashMap<>();
    replay.conversations().forEach(c -> covered.put(c.id(), c.lastSeq()));
    for (ConversationInfo c : replay.conversations()) {
      Long from = replay.ranges().get(c.id());
      if (from != null && !range(connection, c.id(), from, covered)) {
        return false;
      }
    }
    return delivery.live(connection, covered);
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
}

package chatter.server.realtime;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Connections coming, going and falling silent, and the ephemeral events about people. The hub's
/// thread only.
final class ConnectionLifecycle {
  private static final int TYPING_PEOPLE = 100;
  private static final int READ_MARK_PEOPLE = 50;
  private static final long TYPING_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long PRESENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// The same for who broke a rule, or goes on sending: enough to hear why.
  private static final long DROPPING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Who goes to another server goes soon; they are told one after the other anyway.
  private static final long ELSEWHERE_MILLIS = 250;

  private static final long REMEMBER_ENDED_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ConnectionRegistry registry;
  private final Fanout fanout;
  private final HubSettings settings;
  private final Map<Long, Long> endedNanos = new HashMap<>();
  private final Set<Connection> closing = new LinkedHashSet<>();
  private final Memberships memberships = new Memberships();
  private final Neighbours neighbours = new Neighbours(memberships);
  private Presence presence = new Presence(List.of());
  private Hub.LastSeen lastSeen = (account, at) -> {};
  private Hub.TypingListener typed = (conversation, account, typing) -> {};
  private long presenceNanos;
  private boolean draining;

  ConnectionLifecycle(ConnectionRegistry registry, Fanout fanout, HubSettings settings) {
    this.registry = registry;
    this.fanout = fanout;
    this.settings = settings;
  }

  void open(Presence known, Hub.Belonging belonging, Hub.LastSeen noted, long nowNanos) {
    presence = known;
    memberships.open(belonging.lobby());
    belonging
        .each()
        .accept((conversation, account) -> {
          memberships.add(conversation, account);
          if (known.name(account).isEmpty()) {
            memberships.bar(account, true);
          }
        });
    lastSeen = noted;
    presenceNanos = nowNanos;
  }

  void opened(Connection connection, long nowNanos) {
    registry.add(connection);
    presence.connected(connection.account());
    if (draining) {
      close(connection, CloseCode.DRAINING, "the server is stopping", nowNanos);
    } else if (endedNanos.containsKey(connection.caller().session())) {
      // Ended between the handshake's check and now.
      close(connection, CloseCode.SESSION_ENDED, "signed out", nowNanos);
    } else {
      makePlace(connection.account(), nowNanos);
    }
  }

  /// Those that are closing already take no place, however long their peers take.
  private void makePlace(long account, long nowNanos) {
    List<Connection> open = registry.of(account).stream().filter(c -> !c.closed()).toList();
    int tooMany = Math.max(0, open.size() - settings.connectionsPerAccount());
    for (Connection oldest : open.subList(0, tooMany)) {
      close(
          oldest,
          CloseCode.TOO_MANY_CONNECTIONS,
          "another connection took this one's place",
          nowNanos);
    }
  }

  void gone(Connection connection, long nowNanos) {
    connection.gone();
    closing.remove(connection);
    if (registry.remove(connection)) {
      presence.disconnected(connection.account(), nowNanos, settings.clock().instant());
    }
  }

  void subscribe(Connection connection) {
    Set<Long> conversations = memberships.of(connection.account());
    connection.resuming(conversations);
    if (connection.state() == Connection.State.RESUMING) {
      registry.subscribe(connection, conversations);
    }
  }

  /// Whether something is to be held back for an account, so that all that was before it must be
  /// held back first.
  boolean resuming(long account) {
    return registry.of(account).stream().anyMatch(c -> c.state() == Connection.State.RESUMING);
  }

  /// Accounts belong to a conversation from here on. What is collected and not sent is not for
  /// them: the line's `seq` covers it.
  void joined(AccountLine line, Collection<Long> accounts) {
    for (Long account : accounts) {
      memberships.add(line.conversation(), account);
      for (Connection connection : registry.of(account)) {
        if (connection.subscribed) {
          registry.subscribe(connection, Set.of(line.conversation()));
        }
      }
      tell(line, account);
      if (!presence.naming() && neighbours.joined(line.conversation(), account)) {
        presence.touched(account);
      }
    }
  }

  /// An account does not belong to a conversation from here on. Everything before must have been
  /// sent.
  void left(AccountLine line, long account) {
    memberships.remove(line.conversation(), account);
    for (Connection connection : registry.of(account)) {
      registry.unsubscribe(connection, line.conversation());
      connection.removed(line.conversation(), line.seq());
    }
    tell(line, account);
  }

  /// Tells an account's connections, in order with everything else that is due to them.
  void tell(AccountLine line, long account) {
    for (Connection connection : registry.of(account)) {
      switch (connection.state()) {
        case RESUMING -> connection.hold(line);
        case LIVE -> {
          if (connection.passes(line)) {
            fanout.direct(connection, line.lineFor(account));
          }
        }
        case NEW, CLOSED -> {
          // The welcome says it, or nobody hears it.
        }
      }
    }
  }

  /// Whether an account belongs to a conversation, as far as everything is told.
  boolean isMember(long account, long conversation) {
    return memberships.has(conversation, account);
  }

  /// All that an account is told of who is here, as one line.
  byte[] everybody(long account) {
    return presence.naming() ? presence.fullLine() : presence.line(true, neighbours.of(account));
  }

  void sessionsEnded(Set<Long> ended, long nowNanos) {
    ended.forEach(session -> endedNanos.put(session, nowNanos));
    for (Connection connection : registry.all()) {
      if (ended.contains(connection.caller().session())) {
        close(connection, CloseCode.SESSION_ENDED, "signed out", nowNanos);
      }
    }
  }

  void accountCreated(AccountInfo account) {
    memberships.bar(account.id(), false);
    presence.created(account);
  }

  /// @param own the account as its owner sees it, which is what its own connections are told
  void accountChanged(AccountInfo own, long nowNanos) {
    presence.renamed(own);
    tell(
        registry.all(),
        c -> c.account() != own.id(),
        new ServerEvent.AccountChanged(own.publicView()),
        nowNanos);
    tell(registry.of(own.id()), c -> true, new ServerEvent.AccountChanged(own), nowNanos);
  }

  void accountDisabled(long account, long nowNanos) {
    for (Connection connection : List.copyOf(registry.of(account))) {
      close(connection, CloseCode.ACCOUNT_DISABLED, "the account was disabled", nowNanos);
    }
    Optional<PresenceInfo> gone = presence.removed(account);
    if (presence.naming()) {
      tell(registry.all(), c -> true, presence.full(), nowNanos);
    } else {
      Set<Long> near = neighbours.of(account);
      gone.ifPresent(info -> {
        ServerEvent.Presence counts = presence.of(false, List.of());
        tell(
            registry.all(),
            c -> near.contains(c.account()),
            new ServerEvent.Presence(false, counts.online(), counts.members(), List.of(info)),
            nowNanos);
      });
    }
    memberships.bar(account, true);
  }

  int online() {
    return presence.online();
  }

  Map<Long, PresenceInfo> presence(List<Long> accounts) {
    return presence.of(accounts);
  }

  void typing(Connection from, ClientCommand.SetTyping command, long nowNanos) {
    boolean subscribed = from.state() == Connection.State.LIVE;
    if (subscribed && !from.conversations.contains(command.conversation())) {
      ServerEvent refused =
          new ServerEvent.Rejected(
              command.id(), RejectCode.NOT_MEMBER, "you are no member of it", false, null);
      fanout.direct(from, Codec.encodeUtf8(refused));
      return;
    }
    if (command.id() != null) {
      ServerEvent ack =
          new ServerEvent.Ack(command.id(), command.conversation(), null, null, null, null);
      fanout.direct(from, Codec.encodeUtf8(ack));
    }
    Optional<String> name = presence.name(from.account());
    if (subscribed
        && name.isPresent()
        && memberships.small(command.conversation(), TYPING_PEOPLE)
        && from.typingPasses(command.conversation(), command.typing(), nowNanos, TYPING_NANOS)) {
      typing(command.conversation(), from.account(), name.get(), command.typing(), nowNanos);
      typed.typing(command.conversation(), from.account(), command.typing());
    }
  }

  /// The same at another server, which has counted it.
  void typingElsewhere(long conversation, long account, boolean typing, long nowNanos) {
    Optional<String> name = presence.name(account);
    if (name.isPresent()
        && memberships.has(conversation, account)
        && memberships.small(conversation, TYPING_PEOPLE)) {
      typing(conversation, account, name.get(), typing, nowNanos);
    }
  }

  private void typing(long conversation, long account, String name, boolean typing, long nowNanos) {
    tell(
        registry.in(conversation),
        c -> c.account() != account,
        new ServerEvent.Typing(conversation, account, name, typing),
        nowNanos);
  }

  void whenTyping(Hub.TypingListener listener) {
    typed = listener;
  }

  /// Whose connections are here.
  Set<Long> here() {
    return presence.here();
  }

  /// Who is connected to another server.
  void elsewhere(String node, Set<Long> accounts, long nowNanos) {
    presence.elsewhere(node, accounts, nowNanos, settings.clock().instant());
  }

  /// Closes all connections; they may come back at once.
  void sendAway(String reason, long nowNanos) {
    for (Connection connection : registry.all()) {
      close(connection, CloseCode.DRAINING, reason, nowNanos);
    }
  }

  void readMoved(ServerEvent.ReadMoved event, long nowNanos) {
    if (memberships.small(event.conversation(), READ_MARK_PEOPLE)) {
      tell(registry.in(event.conversation()), c -> true, event, nowNanos);
    } else {
      tell(registry.of(event.account()), c -> true, event, nowNanos);
    }
  }

  int drain(int most, boolean elsewhere, long nowNanos) {
    draining = true;
    List<Connection> next = registry.all().stream().filter(c -> !c.closed()).limit(most).toList();
    for (Connection connection : next) {
      // Spread, so that they do not all come back in the same moment.
      long after =
          elsewhere
              ? ThreadLocalRandom.current().nextLong(ELSEWHERE_MILLIS)
              : 500 + ThreadLocalRandom.current().nextLong(1_500);
      ServerEvent bye = new ServerEvent.Bye(CloseCode.DRAINING.code(), after);
      fanout.send(connection, List.of(Codec.encodeUtf8(bye)), false, nowNanos);
      close(connection, CloseCode.DRAINING, "the server is stopping", nowNanos);
    }
    if (next.size() < most) {
      presence.everybodyLeaves(settings.clock().instant()).forEach(lastSeen::lastSeen);
    }
    return next.size();
  }

  void tick(long nowNanos) {
    for (Connection connection : registry.all()) {
      look(connection, nowNanos);
    }
    closing.removeIf(connection -> {
      boolean hurried = connection.refused || connection.pushes;
      boolean over = nowNanos - connection.closedNanos > (hurried ? DROPPING_NANOS : CLOSING_NANOS);
      if (over) {
        connection.abort();
      }
      return over;
    });
    endedNanos.values().removeIf(at -> nowNanos - at > REMEMBER_ENDED_NANOS);
    presence.left(nowNanos).forEach(lastSeen::lastSeen);
    if (nowNanos - presenceNanos >= PRESENCE_NANOS) {
      presence
          .difference()
          .ifPresent(difference -> {
            presenceNanos = nowNanos;
            tellPresence(difference, nowNanos);
          });
    }
  }

  /// Tells everybody what all are told, or only how many there are, and then each of those near.
  private void tellPresence(ServerEvent.Presence difference, long nowNanos) {
    if (presence.naming()) {
      tell(registry.all(), c -> true, difference, nowNanos);
      return;
    }
    Map<Long, Set<Long>> near =
        neighbours.toTell(presence.changed(), account -> !registry.of(account).isEmpty());
    if (difference.full()) {
      // Those who were told of all are told now of whom they go on hearing.
      for (Connection connection : registry.all()) {
        if (connection.state() == Connection.State.LIVE) {
          fanout.send(List.of(connection), everybody(connection.account()), true, nowNanos);
        }
      }
      return;
    }
    tell(registry.all(), c -> !near.containsKey(c.account()), difference, nowNanos);
    near.forEach((account, others) ->
        tell(registry.of(account), c -> true, presence.of(false, others), nowNanos));
  }

  /// A connection's timers.
  private void look(Connection connection, long nowNanos) {
    connection.forgetCovered();
    long silence = nowNanos - connection.heardNanos();
    if (connection.closed()) {
      // Closed by itself for reading slowly; the peer may never answer the closing handshake.
      if (closing.add(connection)) {
        connection.closedNanos = nowNanos;
      }
    } else if (!connection.helloSaid()
        && nowNanos - connection.openedNanos > settings.helloNanos()) {
      close(connection, CloseCode.NO_HELLO, "no hello", nowNanos);
    } else if (connection.sendQueue().stuckNanos(nowNanos) > settings.stuckNanos()) {
      // It may even talk all the time: who does not read is not kept.
      close(connection, CloseCode.SLOW_CONSUMER, "reads nothing", nowNanos);
    } else if (silence > giveUpNanos()) {
      close(connection, CloseCode.HEARTBEAT, "nothing was heard", nowNanos);
      // Who was not heard all the time will not answer to this either.
      connection.closedNanos = nowNanos - CLOSING_NANOS;
    } else if (Math.max(silence, nowNanos - connection.sentNanos) > settings.pingNanos()
        && nowNanos - connection.pingedNanos > settings.pingNanos()) {
      connection.ping(nowNanos);
      fanout.direct(connection, FixedLines.PING);
    }
  }

  /// So much earlier that the connection is gone when the time is over, not two looks later.
  private long giveUpNanos() {
    return Math.max(settings.giveUpNanos() / 2, settings.giveUpNanos() - 2 * Hub.TICK_NANOS);
  }

  void close(Connection connection, CloseCode code, String reason, long nowNanos) {
    if (!connection.closed()) {
      connection.closedNanos = nowNanos;
      connection.close(code, reason);
      closing.add(connection);
    }
  }

  private void tell(
      Collection<Connection> connections,
      Predicate<Connection> whom,
      ServerEvent event,
      long nowNanos) {
    List<Connection> told =
        connections.stream()
            .filter(c -> c.state() == Connection.State.LIVE && whom.test(c))
            .toList();
    if (!told.isEmpty()) {
      fanout.send(told, Codec.encodeUtf8(event), event.ephemeral(), nowNanos);
    }
  }
}

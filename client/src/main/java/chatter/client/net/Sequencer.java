package chatter.client.net;

import chatter.client.net.socket.EventLoop;
import chatter.client.net.socket.PendingCommands;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Brings what arrives into order: the next `seq` of a conversation is applied, an old one dropped,
/// one from the future held until the gap before it is filled, if need be by asking for it. Keeps
/// the cursors for the next `hello`. On the loop's thread only.
final class Sequencer {
  /// How long a gap may take to fill by itself.
  private static final Duration HOLD = Duration.ofMillis(300);

  /// At least so long after a refusal that does not say.
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private static final Duration SLOWEST = Duration.ofSeconds(10);

  /// No answer for so long on a living connection: it is asked for again.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  /// What is further ahead comes again with the answer.
  private static final int MOST_HELD = 1_000;

  private final EventLoop loop;
  private final PendingCommands commands;
  private final Consumer<SessionEvent> listener;
  private final Map<Long, Line> lines = new HashMap<>();
  private String epoch;
  private boolean live;

  Sequencer(EventLoop loop, PendingCommands commands, Consumer<SessionEvent> listener) {
    this.loop = loop;
    this.commands = commands;
    this.listener = listener;
  }

  /// One conversation: everything up to `cursor` is applied.
  private static final class Line {
    private long cursor;
    private final TreeMap<Long, Entry> held = new TreeMap<>();
    private boolean asking;
    private long askedAfter;

    /// How long a gap may take now: longer after each answer that brought nothing.
    private Duration patience = HOLD;

    /// Asks when it rings; null while there is nothing to ask for.
    private EventLoop.Alarm alarm;

    private void disarm() {
      if (alarm != null) {
        alarm.cancel();
        alarm = null;
      }
    }
  }

  /// The epoch that the cursors belong to; null before the first welcome.
  String epoch() {
    return epoch;
  }

  /// Goes on where an earlier session was; before the first welcome.
  void resume(HistoryCopy.Standing kept) {
    epoch = kept.epoch();
    kept.cursors().forEach((conversation, cursor) -> line(conversation).cursor = cursor);
  }

  Map<Long, Long> cursors() {
    return lines.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().cursor));
  }

  /// Whether the account belongs to a conversation, as far as was told.
  boolean knows(long conversation) {
    return lines.containsKey(conversation);
  }

  /// The newest `seq` of a conversation that is applied; 0 if none is.
  long newest(long conversation) {
    Line line = lines.get(conversation);
    return line == null ? 0 : line.cursor;
  }

  /// The connection is gone: what is held comes again with the replay.
  void disconnected() {
    live = false;
    lines.values().forEach(Sequencer::forgetHeld);
  }

  /// A conversation not known so far starts at its newest message; one whose cursor means nothing
  /// any more, because the database was restored from a backup, starts over.
  ///
  /// @return whether the database was restored
  boolean welcomed(ServerEvent.Welcome welcome) {
    boolean sameEpoch = epoch == null || epoch.equals(welcome.epoch());
    epoch = welcome.epoch();
    Set<Long> member =
        welcome.conversations().stream().map(ConversationInfo::id).collect(Collectors.toSet());
    List.copyOf(lines.keySet()).stream().filter(id -> !member.contains(id)).forEach(this::removed);
    for (ConversationInfo conversation : welcome.conversations()) {
      Line line = lines.get(conversation.id());
      if (line == null) {
        line(conversation.id()).cursor = conversation.lastSeq();
      } else if (!sameEpoch || line.cursor > conversation.lastSeq()) {
        reset(conversation.id(), conversation.lastSeq(), true);
      }
    }
    return !sameEpoch;
  }

  /// The account belongs to it from now on: what happens after its newest `seq` is to come.
  void added(ConversationInfo conversation) {
    Line line = line(conversation.id());
    forgetHeld(line);
    line.cursor = conversation.lastSeq();
  }

  /// The account does not belong to it any more.
  void removed(long conversation) {
    Line line = lines.remove(conversation);
    if (line != null) {
      forgetHeld(line);
    }
  }

  /// Too much was missed.
  void reset(long conversation, long lastSeq) {
    reset(conversation, lastSeq, false);
  }

  private void reset(long conversation, long lastSeq, boolean restored) {
    Line line = line(conversation);
    forgetHeld(line);
    line.cursor = lastSeq;
    listener.accept(new SessionEvent.ConversationReset(conversation, lastSeq, restored));
  }

  /// Everything missed has arrived: a gap that is left is a gap.
  void live() {
    live = true;
    lines.forEach(this::askSoonIfGap);
  }

  /// An entry came. One of a conversation that the account does not belong to is not its business:
  /// it was under way when the account was taken out.
  void came(Entry entry) {
    Line line = lines.get(entry.conversation());
    if (line == null || entry.seq() <= line.cursor) {
      return;
    }
    if (entry.seq() == line.cursor + 1 || line.held.size() < MOST_HELD) {
      line.held.put(entry.seq(), entry);
    }
    drain(line, 0);
    askSoonIfGap(entry.conversation(), line);
  }

  /// Applies what is held and has its turn.
  ///
  /// @param upto nothing up to here is still to come, as the server told; 0 if it told nothing
  private void drain(Line line, long upto) {
    while (!line.held.isEmpty()
        && (line.held.firstKey() == line.cursor + 1 || line.held.firstKey() <= upto)) {
      Entry next = line.held.pollFirstEntry().getValue();
      line.cursor = next.seq();
      listener.accept(new SessionEvent.EntryApplied(next, live && !line.asking));
    }
    if (line.cursor < upto) {
      line.cursor = upto;
      drain(line, upto);
    }
    if (line.held.isEmpty() && !line.asking) {
      line.disarm();
    }
  }

  private void askSoonIfGap(long conversation, Line line) {
    if (!line.held.isEmpty()) {
      askSoon(conversation, line);
    }
  }

  /// Asks if nothing more has come by itself in a while. Where some came, it is another gap, which
  /// has its own time.
  private void askSoon(long conversation, Line line) {
    if (live && !line.asking && line.alarm == null) {
      long behind = line.cursor;
      arm(
          line,
          line.patience,
          () -> {
            if (line.cursor == behind) {
              ask(conversation, line);
            } else {
              askSoon(conversation, line);
            }
          });
    }
  }

  private void arm(Line line, Duration after, Runnable task) {
    line.disarm();
    line.alarm =
        loop.schedule(
            after,
            () -> {
              line.alarm = null;
              task.run();
            });
  }

  private void ask(long conversation, Line line) {
    line.asking = true;
    line.askedAfter = line.cursor;
    arm(line, ANSWER_WITHIN, () -> ask(conversation, line));
    commands.ask(
        id -> new ClientCommand.Sync(id, conversation, line.cursor, Limits.SYNC_PAGE),
        answer -> answered(conversation, line, answer));
  }

  private void answered(long conversation, Line line, ServerEvent answer) {
    if (!line.equals(lines.get(conversation))) {
      return;
    }
    switch (answer) {
      case ServerEvent.Synced synced -> {
        boolean progress = synced.upto() > line.askedAfter;
        line.disarm();
        // Numbers of a kind of event that this version does not know are skipped, as told.
        drain(line, synced.upto());
        line.asking = false;
        line.patience = progress ? HOLD : slower(line.patience);
        if (synced.more() && progress) {
          ask(conversation, line);
        } else if (synced.more() || !line.held.isEmpty()) {
          askSoon(conversation, line);
        }
      }
      // For now or for good: a gap cannot stay, so it is asked for again, ever more slowly.
      case ServerEvent.Rejected rejected -> {
        line.asking = false;
        line.patience = slower(line.patience);
        Duration least = line.patience.compareTo(ASK_AGAIN) < 0 ? ASK_AGAIN : line.patience;
        arm(
            line,
            rejected.retryAfterMs() == null
                ? least
                : Duration.ofMillis(Math.max(0, rejected.retryAfterMs())),
            () -> ask(conversation, line));
      }
      default -> forgetHeld(line);
    }
  }

  private static Duration slower(Duration patience) {
    Duration doubled = patience.multipliedBy(2);
    return doubled.compareTo(SLOWEST) < 0 ? doubled : SLOWEST;
  }

  private static void forgetHeld(Line line) {
    line.held.clear();
    line.asking = false;
    line.patience = HOLD;
    line.disarm();
  }

  private Line line(long conversation) {
    return lines.computeIfAbsent(conversation, id -> new Line());
  }
}

package chatter.server.realtime;

import chatter.server.metrics.Counter;
import chatter.server.metrics.Counters;
import chatter.server.metrics.Metric;
import chatter.server.metrics.Sampled;
import chatter.server.session.Caller;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.RejectCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What is counted of connections, commands and what is delivered. Safe for any thread, and cheap
/// enough for each frame.
public final class RealtimeMetrics {
  private final Counter opened =
      new Counter("chatter_connections_opened_total", "Websockets opened.");
  private final Counter ended =
      new Counter("chatter_connections_ended_total", "Websockets that are gone, by either side.");
  final Counter framesIn =
      new Counter("chatter_frames_received_total", "Frames of websockets that came.");
  final Counter framesOut =
      new Counter("chatter_frames_sent_total", "Frames handed to the sockets of clients.");
  final Counter bytesOut =
      new Counter(
          "chatter_frames_sent_bytes_total", "Bytes of these frames; on the wire TLS takes more.");
  final Counter deliveries =
      new Counter(
          "chatter_deliveries_total",
          "Lines handed to the sockets of clients: a message that a hundred people get is a hundred."
              + " Answers and who is here are among them.");
  final Counter dropped =
      new Counter(
          "chatter_frames_dropped_total",
          "Frames that may be missed, as who is typing, and were not sent because much waited.");

  private final Counters closed =
      new Counters(
          "chatter_connections_closed_total",
          "Websockets that the server closed, by why; slow_consumer is somebody who did not read.",
          "reason");
  private final Counters commands =
      new Counters(
          "chatter_commands_total",
          "Commands by what they are and what became of them: done, duplicate (sent again, and"
              + " acknowledged again), unchanged, refused, limited (too fast), busy, full, failed,"
              + " in_doubt.",
          "command",
          "outcome");
  private final Counters frames =
      new Counters(
          "chatter_frames_refused_total",
          "Answers to frames that are no commands, too large or too many, by the code in it.",
          "code");

  /// How many connections each login has.
  private final Map<Long, Integer> sessions = new ConcurrentHashMap<>();

  private final Map<CloseCode, LongAdder> reasons = new EnumMap<>(CloseCode.class);
  private final Map<RejectCode, LongAdder> codes = new EnumMap<>(RejectCode.class);
  private final Map<Class<?>, Map<Outcome, LongAdder>> outcomes = new ConcurrentHashMap<>();

  RealtimeMetrics() {
    for (CloseCode reason : CloseCode.values()) {
      reasons.put(reason, closed.of(word(reason)));
    }
    for (RejectCode code : RejectCode.values()) {
      codes.put(code, frames.of(word(code)));
    }
  }

  /// All of them.
  public List<Metric> all() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                opened,
                ended,
                framesIn,
                framesOut,
                bytesOut,
                deliveries,
                dropped,
                closed,
                commands,
                frames));
    all.add(
        Sampled.gauge(
            "chatter_connections",
            "Websockets that are open.",
            // In this order, so that one that ends meanwhile is not taken away without being there.
            () -> {
              long gone = ended.value();
              return Math.max(0, opened.value() - gone);
            }));
    all.add(
        Sampled.gauge(
            "chatter_sessions_connected", "Logins that have a websocket open.", sessions::size));
    return all;
  }

  void opened(Caller caller) {
    opened.increment();
    sessions.merge(caller.session(), 1, Integer::sum);
  }

  void ended(Caller caller) {
    ended.increment();
    sessions.computeIfPresent(caller.session(), (_, count) -> count == 1 ? null : count - 1);
  }

  void closed(CloseCode reason) {
    reasons.get(reason).increment();
  }

  void frameRefused(RejectCode code) {
    codes.get(code).increment();
  }

  void command(ClientCommand command, RejectCode refusedWith) {
    command(command, Outcome.of(refusedWith));
  }

  void command(ClientCommand command, Outcome outcome) {
    outcomes.computeIfAbsent(command.getClass(), this::counters).get(outcome).increment();
  }

  private Map<Outcome, LongAdder> counters(Class<?> command) {
    String simple = command.getSimpleName();
    String word = simple.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    Map<Outcome, LongAdder> made = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      made.put(outcome, commands.of(word, word(outcome)));
    }
    return made;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// What became of a command.
  enum Outcome {
    DONE,
    DUPLICATE,
    UNCHANGED,
    REFUSED,
    LIMITED,
    BUSY,
    FULL,
    FAILED,
    IN_DOUBT;

    private static Outcome of(RejectCode code) {
      return switch (code) {
        case RATE_LIMITED -> LIMITED;
        case BUSY -> BUSY;
        case STORAGE_FULL -> FULL;
        case INTERNAL -> FAILED;
        case BAD_FRAME,
            HELLO_FIRST,
            UNKNOWN_TYPE,
            TOO_LARGE,
            NOT_MEMBER,
            FORBIDDEN,
            NOT_FOUND,
            ID_CONFLICT,
            LIMIT,
            UNSUPPORTED ->
            REFUSED;
      };
    }
  }
}

package chatter.server.realtime;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what is due and sends it: one frame, one write and, for all who get the same, the same
/// bytes. The hub's thread only.
///
/// Most connections of a room get exactly the room's new messages, so these are joined once and
/// shared. Those with something of their own, an answer or their own message with its id, get a
/// frame made for them, with everything in the order in which it was collected: an `ack` before the
/// event it is about.
final class Fanout {
  private final Registry registry;
  private final List<Object> items = new ArrayList<>();

  Fanout(Registry registry) {
    this.registry = registry;
  }

  /// A line for one connection.
  void direct(DirectLine line) {
    items.add(line);
  }

  /// A line for one connection.
  void direct(Connection to, byte[] utf8) {
    items.add(new DirectLine(to, utf8));
  }

  /// A stored message for everybody in its conversation.
  void publish(PostedLine line) {
    items.add(line);
  }

  /// Sends everything collected.
  void flush(long nowNanos) {
    if (items.isEmpty()) {
      return;
    }
    // Taken out first: what cannot be sent must not come back with every flush.
    List<Object> due = List.copyOf(items);
    items.clear();
    Map<Connection, List<byte[]>> personal = personal(due);
    Map<Long, List<PostedLine>> rooms = new LinkedHashMap<>();
    for (Object item : due) {
      switch (item) {
        case DirectLine direct -> personal.get(direct.to()).add(direct.utf8());
        case PostedLine line -> {
          rooms.computeIfAbsent(line.conversation(), k -> new ArrayList<>()).add(line);
          personal.forEach((connection, lines) -> {
            if (connection.state() == Connection.State.LIVE
                && connection.conversations.contains(line.conversation())
                && !connection.covers(line)) {
              lines.add(line.lineFor(connection.account()));
            }
          });
        }
        default -> throw new IllegalStateException("neither direct nor published");
      }
    }
    personal.forEach((to, lines) -> to.send(Frames.join(lines), false, nowNanos));
    rooms.forEach((room, lines) -> share(room, lines, personal, nowNanos));
  }

  private Map<Connection, List<byte[]>> personal(List<Object> due) {
    Map<Connection, List<byte[]>> personal = new LinkedHashMap<>();
    for (Object item : due) {
      if (item instanceof DirectLine direct) {
        personal.computeIfAbsent(direct.to(), k -> new ArrayList<>());
      } else if (item instanceof PostedLine line) {
        for (Connection own : registry.of(line.sender())) {
          personal.computeIfAbsent(own, k -> new ArrayList<>());
        }
      }
    }
    return personal;
  }

  private void share(
      long room, List<PostedLine> lines, Map<Connection, List<byte[]>> personal, long nowNanos) {
    List<ByteBuffer> frames = Frames.join(lines.stream().map(PostedLine::forOthers).toList());
    for (Connection connection : registry.in(room)) {
      switch (connection.state()) {
        case RESUMING -> lines.forEach(connection::hold);
        case LIVE -> {
          if (!personal.containsKey(connection)) {
            connection.send(
                connection.covers(lines.getFirst()) ? rest(connection, lines) : frames,
                false,
                nowNanos);
          }
        }
        case NEW, CLOSED -> {
          // Not subscribed yet, or gone.
        }
      }
    }
  }

  /// The frames for a connection whose replay has brought the first lines already.
  private static List<ByteBuffer> rest(Connection connection, List<PostedLine> lines) {
    return Frames.join(
        lines.stream()
            .filter(line -> !connection.covers(line))
            .map(PostedLine::forOthers)
            .toList());
  }
}

package chatter.server.realtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is due at the same time: lines for single connections and entries for whole conversations,
/// in the order in which they were collected. The hub's thread only.
///
/// Most connections of a room get exactly the room's new entries. Those with something of their
/// own, an answer or their own message with its id, are *special*: each gets a frame made for it,
/// with everything due to it in order, an `ack` before the event it is about.
final class Batch {
  private final Map<Connection, Special> specials = new LinkedHashMap<>();
  private final Map<Long, List<EntrySlot>> rooms = new LinkedHashMap<>();
  private int size;
  private int messages;

  boolean isEmpty() {
    return size == 0;
  }

  /// How many lines were collected.
  int size() {
    return size;
  }

  /// How many of them are entries.
  int messages() {
    return messages;
  }

  /// A line for one connection.
  void add(DirectLine line) {
    special(line.to()).direct.add(new Slot(size++, line.utf8()));
  }

  /// An entry for everybody in its conversation.
  ///
  /// @param own the connections of whoever made it
  void add(EntryLine line, Collection<Connection> own) {
    if (line.differs()) {
      own.forEach(this::special);
    }
    messages++;
    rooms
        .computeIfAbsent(line.conversation(), k -> new ArrayList<>())
        .add(new EntrySlot(size++, line));
  }

  private Special special(Connection connection) {
    return specials.computeIfAbsent(connection, c -> new Special());
  }

  /// Those with something of their own.
  Collection<Connection> specials() {
    return specials.keySet();
  }

  /// The conversations in which something happened, in the order in which they are served.
  List<Long> rooms() {
    return List.copyOf(rooms.keySet());
  }

  /// What happened there.
  List<EntryLine> posted(long room) {
    return rooms.get(room).stream().map(EntrySlot::line).toList();
  }

  /// Takes out what is due to a special connection and was not taken yet.
  ///
  /// @return in order; empty if there is nothing
  List<byte[]> take(Connection connection) {
    Special special = specials.get(connection);
    if (special.taken == size) {
      return List.of();
    }
    List<Slot> due = new ArrayList<>(special.direct);
    special.direct.clear();
    if (connection.state() == Connection.State.LIVE) {
      rooms.forEach((conversation, slots) -> {
        if (connection.conversations.contains(conversation)) {
          for (EntrySlot slot : slots) {
            if (slot.at >= special.taken && !connection.covers(slot.line)) {
              due.add(new Slot(slot.at, slot.line.lineFor(connection.account())));
            }
          }
        }
      });
    }
    special.taken = size;
    due.sort(Comparator.comparingInt(Slot::at));
    return due.stream().map(Slot::utf8).toList();
  }

  /// Takes out the lines for one connection alone. What is due to it from its rooms stays.
  ///
  /// @return in order; empty if there is nothing
  List<byte[]> takeDirect(Connection connection) {
    Special special = specials.get(connection);
    if (special == null) {
      return List.of();
    }
    List<byte[]> lines = special.direct.stream().map(Slot::utf8).toList();
    special.direct.clear();
    return lines;
  }

  /// What is due to one connection only, and up to where it was served.
  private static final class Special {
    private final List<Slot> direct = new ArrayList<>(2);
    private int taken;
  }

  /// A line and its place in the order.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Slot(int at, byte[] utf8) {}

  /// An entry and its place in the order.
  private record EntrySlot(int at, EntryLine line) {}
}

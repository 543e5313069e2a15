package chatter.server.realtime;

import chatter.server.realtime.Connection.State;
import chatter.server.realtime.transport.FrameEncoder;
import chatter.server.realtime.transport.TextFrame;
import java.util.Collection;
import java.util.List;

/// Collects what is due and sends it: one frame, one write and, for all who get the same, the same
/// bytes. The hub's thread only.
///
/// A room of thousands takes a while to be served. Whoever was served already need not wait for the
/// rest of it: every few connections it looks whether something was committed meanwhile, and gives
/// those their acks and their own messages ahead, together with all that is due to them before. So
/// the time to an ack does not depend on the size of the room, and writers go on writing while a
/// room is served, which makes the next frames fuller and not more.
final class Fanout {
  private static final int LOOK_EVERY = 16;
  private static final int AHEAD = 128;
  private static final long LONG_YIELD_NANOS = 1_000_000;

  private final ConnectionRegistry registry;
  private final FrameEncoder frames = new FrameEncoder();
  private Batch due = new Batch();
  private Batch served;
  private long servedRoom;
  private List<Long> roomsLeft = List.of();
  private long serial;
  private long pass;
  private boolean yields;

  Fanout(ConnectionRegistry registry) {
    this.registry = registry;
  }

  /// A line for one connection.
  void direct(DirectLine line) {
    due.add(line);
  }

  /// A line for one connection.
  void direct(Connection to, byte[] utf8) {
    due.add(new DirectLine(to, utf8));
  }

  /// A stored entry for everybody in its conversation.
  void publish(EntryLine line) {
    due.add(line, registry.of(line.actor()));
  }

  /// Whether nothing is collected.
  boolean isEmpty() {
    return due.isEmpty();
  }

  /// Sends lines to one connection now, past what is collected.
  void send(Connection to, List<byte[]> lines, boolean ephemeral, long nowNanos) {
    List<TextFrame> joined = frames.join(lines);
    to.send(joined, ephemeral, nowNanos);
    frames.release(joined);
  }

  /// Sends a line to many now, past what is collected.
  void send(Collection<Connection> to, byte[] line, boolean ephemeral, long nowNanos) {
    List<TextFrame> frame = frames.join(List.of(line));
    to.forEach(connection -> connection.send(frame, ephemeral, nowNanos));
    frames.release(frame);
  }

  /// Sends what was collected for one connection alone, which is not live, and nothing of its
  /// rooms.
  void flushDirect(Connection to, long nowNanos) {
    List<byte[]> lines = due.takeDirect(to);
    if (!lines.isEmpty()) {
      send(to, lines, false, nowNanos);
    }
  }

  /// Sends everything collected, and nothing else.
  void flush(long nowNanos) {
    while (!due.isEmpty()) {
      flush(nowNanos, () -> {});
    }
  }

  /// Sends what was collected until now. What `more` collects in the middle is begun ahead, as far
  /// as it can be, and stays collected.
  ///
  /// @param more looks whether something new is to be collected; called now and then
  void flush(long nowNanos, Runnable more) {
    if (due.isEmpty()) {
      return;
    }
    // Taken out first: what cannot be sent must not come back with every flush.
    served = due;
    due = new Batch();
    yields = true;
    try {
      serve(nowNanos, more);
    } finally {
      served = null;
      roomsLeft = List.of();
    }
  }

  private void serve(long nowNanos, Runnable more) {
    serial++;
    for (Connection special : served.specials()) {
      special.servedAlone = serial;
      send(special, served.take(special), false, nowNanos);
    }
    List<Long> rooms = served.rooms();
    for (int i = 0; i < rooms.size(); i++) {
      servedRoom = rooms.get(i);
      roomsLeft = rooms.subList(i + 1, rooms.size());
      share(nowNanos, more);
    }
  }

  private void share(long nowNanos, Runnable more) {
    pass++;
    List<EntryLine> lines = served.posted(servedRoom);
    List<TextFrame> shared = frames.join(lines.stream().map(EntryLine::forOthers).toList());
    int looked = 0;
    for (Connection connection : registry.in(servedRoom)) {
      connection.servedIn = pass;
      switch (connection.state()) {
        case RESUMING -> lines.forEach(connection::hold);
        case LIVE -> {
          if (connection.servedAlone != serial) {
            if (connection.covers(lines.getFirst())) {
              rest(connection, lines, nowNanos);
            } else {
              connection.send(shared, false, nowNanos);
            }
          }
        }
        case NEW, CLOSED -> {
          // Not subscribed yet, or gone.
        }
      }
      if (++looked % LOOK_EVERY == 0 && due.messages() < AHEAD) {
        lookAhead(nowNanos, more);
      }
    }
    frames.release(shared);
  }

  /// The lines for a connection whose replay has brought the first of them already.
  private void rest(Connection connection, List<EntryLine> lines, long nowNanos) {
    List<byte[]> rest =
        lines.stream().filter(line -> !connection.covers(line)).map(EntryLine::forOthers).toList();
    send(connection, rest, false, nowNanos);
  }

  private void lookAhead(long nowNanos, Runnable more) {
    int before = due.size();
    letOthersRun();
    more.run();
    if (due.size() > before) {
      for (Connection special : due.specials()) {
        if (isServed(special)) {
          send(special, due.take(special), false, nowNanos);
        }
      }
    }
  }

  /// Without this there is often nothing to see: where cores are few, the system lets whoever reads
  /// and stores the next message wait until this thread has had its share, which is the whole room.
  /// But if the core went to something longer, as to handshakes or to the compiler, the room waits
  /// no more for that.
  @SuppressWarnings("ThreadPriorityCheck")
  private void letOthersRun() {
    if (!yields) {
      return;
    }
    long before = System.nanoTime();
    Thread.yield();
    yields = System.nanoTime() - before < LONG_YIELD_NANOS;
  }

  /// Whether a connection has got everything of the batch that is being served.
  private boolean isServed(Connection connection) {
    if (connection.state() != State.LIVE) {
      return false;
    }
    if (connection.servedAlone == serial) {
      return true;
    }
    return (connection.servedIn == pass || !connection.conversations.contains(servedRoom))
        && roomsLeft.stream().noneMatch(connection.conversations::contains);
  }
}

package chatter.shared.notification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which notifications there are: of each conversation one at most, about the newest message of it
/// that rang. Of many in a short time it tells how many there are instead, and makes a sound no
/// more. The page does the same (`notification-board.js`), by `notifications.json`. Not safe for
/// several threads.
public final class NotificationBoard {
  /// That many messages within `BURST_MILLIS` are told by their number.
  public static final int BURST = 3;

  /// How long a burst is.
  public static final long BURST_MILLIS = 10_000;

  /// Of so many messages it is remembered which they are; more are only counted.
  private static final int MOST_KNOWN = 200;

  private final Map<Long, Board> boards = new HashMap<>();

  /// Up to where what the one of several conversations tells of goes in each.
  private final Map<Long, Long> everywhere = new HashMap<>();

  /// The key of the one notification that tells of several conversations.
  public static final long EVERYWHERE = 0;

  /// What a notification is to be.
  ///
  /// @param key the conversation it is of, or `EVERYWHERE`
  /// @param conversation the one that it leads to
  /// @param seq the message that it leads to
  /// @param count how many messages it stands for
  /// @param conversations how many conversations these are in
  /// @param text what it says of that message; null if it tells the number instead
  /// @param sound whether it makes a sound
  public record Shown(
      long key,
      long conversation,
      long seq,
      int count,
      int conversations,
      String text,
      boolean sound) {}

  private static final class Board {
    private final TreeMap<Long, String> known = new TreeMap<>();
    private final Deque<Long> times = new ArrayDeque<>();
    private int more;
    private boolean counting;

    private int count() {
      return known.size() + more;
    }

    private Shown shown(long conversation, boolean sound) {
      Map.Entry<Long, String> newest = known.lastEntry();
      return new Shown(
          conversation,
          conversation,
          newest.getKey(),
          count(),
          1,
          counting ? null : newest.getValue(),
          sound);
    }
  }

  /// A message rang.
  ///
  /// @param text what a notification of it alone says
  /// @param millis the time, from any clock that goes on
  public Shown rang(long conversation, long seq, String text, long millis) {
    Board board = boards.computeIfAbsent(conversation, _ -> new Board());
    board.times.add(millis);
    while (board.times.size() > BURST) {
      board.times.remove();
    }
    board.counting = board.times.size() == BURST && millis - board.times.getFirst() <= BURST_MILLIS;
    put(board, seq, text);
    return board.shown(conversation, !board.counting);
  }

  /// What was missed while the connection was away, told at once.
  ///
  /// @param missed in the order in which it came, not empty
  public Shown missed(List<Missed> missed) {
    Missed last = missed.getLast();
    long places = missed.stream().mapToLong(Missed::conversation).distinct().count();
    if (places > 1) {
      missed.forEach(one -> everywhere.merge(one.conversation(), one.seq(), Math::max));
      return new Shown(
          EVERYWHERE,
          last.conversation(),
          last.seq(),
          missed.size(),
          everywhere.size(),
          null,
          true);
    }
    Board board = boards.computeIfAbsent(last.conversation(), _ -> new Board());
    missed.forEach(one -> put(board, one.seq(), one.text()));
    board.counting = board.count() > 1;
    return board.shown(last.conversation(), true);
  }

  /// A message that was missed.
  ///
  /// @param text what a notification of it alone says
  public record Missed(long conversation, long seq, String text) {}

  private static void put(Board board, long seq, String text) {
    board.known.put(seq, text);
    if (board.known.size() > MOST_KNOWN) {
      board.known.pollFirstEntry();
      board.more++;
    }
  }

  /// A conversation was read up to there, on any device.
  ///
  /// @return the keys of the notifications that go
  public List<Long> read(long conversation, long seq) {
    List<Long> gone = new ArrayList<>();
    Board board = boards.get(conversation);
    if (board != null && !board.known.headMap(seq, true).isEmpty()) {
      board.more = 0;
      board.known.headMap(seq, true).clear();
      if (goneIfEmpty(conversation, board)) {
        gone.add(conversation);
      }
    }
    Long upto = everywhere.get(conversation);
    if (upto != null && upto <= seq) {
      forget(conversation, gone);
    }
    return gone;
  }

  private void forget(long conversation, List<Long> gone) {
    if (everywhere.remove(conversation) != null && everywhere.isEmpty()) {
      gone.add(EVERYWHERE);
    }
  }

  /// A message was deleted.
  ///
  /// @return what it changes; empty if nothing
  public Optional<Change> deleted(long conversation, long seq) {
    Board board = boards.get(conversation);
    if (board == null || board.known.remove(seq) == null) {
      return Optional.empty();
    }
    if (goneIfEmpty(conversation, board)) {
      return Optional.of(new Change(null));
    }
    board.counting = board.counting && board.count() > 1;
    return Optional.of(new Change(board.shown(conversation, false)));
  }

  /// A message has another text now.
  ///
  /// @param text what a notification of it alone says
  /// @return what is to be shown now, without a sound; empty if nothing changes
  public Optional<Shown> edited(long conversation, long seq, String text) {
    Board board = boards.get(conversation);
    if (board == null || board.known.replace(seq, text) == null) {
      return Optional.empty();
    }
    return board.counting || seq != board.known.lastKey()
        ? Optional.empty()
        : Optional.of(board.shown(conversation, false));
  }

  /// What a deletion changes.
  ///
  /// @param shown what is to be shown now; null if the notification goes
  public record Change(Shown shown) {}

  /// Takes away what a conversation has: it was opened, left, muted, or the person closed it.
  ///
  /// @param key a conversation, or `EVERYWHERE`
  /// @return the keys of the notifications that go
  public List<Long> clear(long key) {
    List<Long> gone = new ArrayList<>();
    if (boards.remove(key) != null) {
      gone.add(key);
    }
    if (key == EVERYWHERE && !everywhere.isEmpty()) {
      everywhere.clear();
      gone.add(EVERYWHERE);
    } else {
      forget(key, gone);
    }
    return gone;
  }

  /// Takes all away.
  ///
  /// @return the keys of the notifications that go
  public List<Long> clear() {
    List<Long> gone = new ArrayList<>(boards.keySet());
    if (!everywhere.isEmpty()) {
      gone.add(EVERYWHERE);
    }
    boards.clear();
    everywhere.clear();
    return gone;
  }

  private boolean goneIfEmpty(long conversation, Board board) {
    if (board.known.isEmpty()) {
      boards.remove(conversation);
      return true;
    }
    return false;
  }
}

package chatter.client.chat.timeline;

import java.util.ArrayDeque;
import java.util.Deque;

/// Where the reader was before going to messages that others quote, or that are pinned: the last
/// place is offered first. A place that the reader has come back to is forgotten, and so are all
/// when the conversation is left. Once there is none left, the way leads to the other conversation
/// out of which the reader came to a message of this one, if there is one. JavaFX application
/// thread only.
final class WaysBack {
  /// More than anybody finds back through.
  private static final int MOST = 20;

  private final Deque<Way> ways = new ArrayDeque<>();

  /// Where the reader was.
  ///
  /// @param key the highest row in view; null at the end
  /// @param y its upper edge, in pixels from the top of the list
  /// @param chosen the row chosen with the keyboard; null for none
  record Place(Object key, double y, Object chosen) {
    /// Whether that was at the newest message.
    boolean atEnd() {
      return key == null;
    }
  }

  /// The way back to a place.
  ///
  /// @param seq the message or notice at the top; 0 at the end, and where that is not stored
  record Way(Place place, long seq) {}

  /// Leads back to another conversation; null if none led here.
  private Runnable elsewhere;

  boolean isEmpty() {
    return ways.isEmpty() && elsewhere == null;
  }

  /// The reader came out of another conversation.
  ///
  /// @param back leads there; null if there was none
  void cameFrom(Runnable back) {
    ways.clear();
    elsewhere = back;
  }

  /// What leads back to another conversation, which is taken; null if nothing does, or if there is
  /// a way left here.
  Runnable takeElsewhere() {
    Runnable back = ways.isEmpty() ? elsewhere : null;
    if (back != null) {
      elsewhere = null;
    }
    return back;
  }

  /// A jump begins.
  void add(Place from, long seq) {
    if (ways.size() == MOST) {
      ways.removeFirst();
    }
    ways.addLast(new Way(from, seq));
  }

  /// The last one, which is taken; null if there is none.
  Way takeLast() {
    return ways.pollLast();
  }

  /// The reader sees another part of the conversation: the ways to what is in view have been gone.
  ///
  /// @param atEnd whether it is the end
  void seen(Viewport viewport, boolean atEnd) {
    ways.removeIf(way -> {
      boolean end = way.place().atEnd() || way.seq() == 0;
      boolean inView = viewport.firstSeq() <= way.seq() && way.seq() <= viewport.lastSeq();
      return end ? atEnd : inView;
    });
  }

  void forget() {
    cameFrom(null);
  }
}

package chatter.server.conversation;

import chatter.server.store.Jdbc;
import chatter.shared.limits.Limits;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The SQL of how much is unread. Who wrote the newest messages of each conversation is kept in
/// memory, and counted there for all members from the same few thousand numbers, instead of reading
/// up to a thousand rows for each who comes back.
///
/// It is made from what a snapshot says and from nothing else. Everything that is posted and
/// everything that is deleted takes a `seq`, so what a conversation holds is known by its newest
/// `seq`, and the next snapshot needs only what has a higher one. So nobody has to tell of a
/// change, and there is no moment at which it could be missed.
///
/// Any thread. It must only be asked with snapshots of what is committed: what is undone again
/// would have taken a `seq` that another entry takes later.
final class UnreadStore {
  /// So many of one conversation. More than are counted, since one's own are among them.
  static final int KEPT = 2 * Limits.UNREAD_EXACT;

  private static final int UNKNOWN = -1;

  /// So many of all conversations together, 16 bytes each.
  private static final int KEPT_IN_ALL = 1 << 20;

  private static final String NEWEST =
      "SELECT seq, sender FROM message_rows WHERE conversation = ? AND seq > ? AND deleted = 0"
          + " ORDER BY seq DESC LIMIT "
          + KEPT;

  private static final String DELETIONS =
      "SELECT message FROM changes WHERE conversation = ? AND seq > ? AND changed = 1"
          + " AND kind = 'delete'";

  /// Without anything that is kept.
  private static final String COUNT =
      "SELECT count(*) FROM (SELECT 1 FROM message_rows WHERE conversation = ? AND seq > ?"
          + " AND sender <> ? AND deleted = 0 LIMIT "
          + Limits.UNREAD_EXACT
          + ") AS unread";

  private final int keptInAll;
  private int kept;

  /// The one that was asked for last is the last.
  private final Map<Long, Tail> tails = new LinkedHashMap<>(16, 0.75f, true);

  UnreadStore() {
    this(KEPT_IN_ALL);
  }

  /// @param keptInAll how many messages of all conversations together
  UnreadStore(int keptInAll) {
    this.keptInAll = keptInAll;
  }

  /// How many messages of others somebody has not read that were not deleted, at most
  /// `Limits.UNREAD_EXACT`.
  ///
  /// @param snapshot of what is committed
  /// @param readSeq how far they have read
  /// @param lastSeq the conversation's newest `seq` in that snapshot
  int unread(Handle snapshot, long conversation, long account, long readSeq, long lastSeq) {
    if (readSeq >= lastSeq) {
      return 0;
    }
    Tail tail = tail(conversation);
    int unread;
    int size;
    synchronized (tail) {
      unread =
          tail.follow(snapshot, conversation, readSeq, lastSeq)
              ? tail.unread(account, readSeq)
              : UNKNOWN;
      size = tail.size;
    }
    weigh(conversation, tail, size);
    return unread != UNKNOWN
        ? unread
        : Jdbc.first(snapshot, COUNT, row -> row.getInt(1), conversation, readSeq, account)
            .orElse(0);
  }

  private synchronized Tail tail(long conversation) {
    return tails.computeIfAbsent(conversation, _ -> new Tail());
  }

  /// Forgets those that were not asked for the longest, if there are too many. Whoever still counts
  /// in one of them gets the right number, and is the last who does.
  private synchronized void weigh(long conversation, Tail weighed, int size) {
    if (tails.get(conversation) == weighed) {
      kept += size - weighed.weight;
      weighed.weight = size;
    }
    Iterator<Tail> oldest = tails.values().iterator();
    while (kept > keptInAll && oldest.hasNext()) {
      kept -= oldest.next().weight;
      oldest.remove();
    }
  }

  /// The newest messages of one conversation that were not deleted, ascending. Its own lock.
  private static final class Tail {
    private long[] seqs = {};
    private long[] senders = {};
    private int size;

    /// The newest `seq` it knows of; negative if it knows of nothing.
    private long upto = -1;

    /// It has all messages after this one.
    private long since;

    /// Its size as it is counted in `kept`; the lock of that.
    private int weight;

    /// Brings it up to a snapshot, and has it reach back as far as may be.
    ///
    /// @return false if the snapshot is older than what is known, which cannot be undone
    private boolean follow(Handle snapshot, long conversation, long readSeq, long lastSeq) {
      if (lastSeq < upto) {
        return false;
      }
      if (upto < 0) {
        read(newest(snapshot, conversation, readSeq), readSeq);
      } else if (readSeq < since && size < KEPT) {
        // Twice as far, or each who has read a little less would have all of it read again.
        long after = Math.max(0, readSeq - (lastSeq - readSeq));
        read(newest(snapshot, conversation, after), after);
      } else if (lastSeq - upto > 2L * KEPT) {
        // To look through as many for deletions takes longer than to read what there is.
        read(newest(snapshot, conversation, readSeq), readSeq);
      } else if (lastSeq > upto) {
        add(snapshot, conversation);
      }
      upto = lastSeq;
      return true;
    }

    /// @param newest all after that, or as many as are kept
    private void read(List<Written> newest, long after) {
      long[] nextSeqs = new long[newest.size()];
      long[] nextSenders = new long[newest.size()];
      seqs = nextSeqs;
      senders = nextSenders;
      size = newest.size();
      put(newest, 0);
      since = size < KEPT ? after : seqs[0] - 1;
    }

    private void add(Handle snapshot, long conversation) {
      List<Written> newest = newest(snapshot, conversation, upto);
      if (newest.size() == KEPT) {
        read(newest, upto);
        return;
      }
      for (long deleted :
          Jdbc.all(snapshot, DELETIONS, row -> row.getLong(1), conversation, upto)) {
        remove(deleted);
      }
      int dropped = Math.max(0, size + newest.size() - KEPT);
      if (dropped > 0) {
        since = seqs[dropped - 1];
      }
      int left = size - dropped;
      int all = left + newest.size();
      long[] nextSeqs = all <= seqs.length ? seqs : new long[room(all)];
      long[] nextSenders = all <= seqs.length ? senders : new long[room(all)];
      System.arraycopy(seqs, dropped, nextSeqs, 0, left);
      System.arraycopy(senders, dropped, nextSenders, 0, left);
      seqs = nextSeqs;
      senders = nextSenders;
      size = all;
      put(newest, left);
    }

    /// @param newest the newest first
    private void put(List<Written> newest, int at) {
      int last = at + newest.size() - 1;
      for (int i = 0; i < newest.size(); i++) {
        seqs[last - i] = newest.get(i).seq;
        senders[last - i] = newest.get(i).sender;
      }
    }

    private static int room(int messages) {
      return Math.min(KEPT, messages + messages / 2);
    }

    private static List<Written> newest(Handle snapshot, long conversation, long after) {
      return Jdbc.all(
          snapshot,
          NEWEST,
          row -> new Written(row.getLong(1), row.getLong(2)),
          conversation,
          after);
    }

    private void remove(long seq) {
      int at = Arrays.binarySearch(seqs, 0, size, seq);
      if (at >= 0) {
        size--;
        System.arraycopy(seqs, at + 1, seqs, at, size - at);
        System.arraycopy(senders, at + 1, senders, at, size - at);
      }
    }

    /// @return `UNKNOWN` if that goes further back than it does
    private int unread(long account, long readSeq) {
      int unread = 0;
      for (int i = size - 1; i >= 0 && seqs[i] > readSeq; i--) {
        if (senders[i] != account && ++unread == Limits.UNREAD_EXACT) {
          return unread;
        }
      }
      return readSeq < since ? UNKNOWN : unread;
    }
  }

  /// A message and who wrote it.
  private record Written(long seq, long sender) {}
}

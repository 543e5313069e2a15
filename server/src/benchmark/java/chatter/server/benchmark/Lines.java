package chatter.server.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a text frame from a server holds, as far as the benchmark needs it. Read by hand and not
/// with the project's codec: the load must cost little beside the server, and a second reader of
/// the protocol is a check on the first.
///
/// Every body that the benchmark sends begins with `t<nanos>s<sender> `, which is when it was sent
/// on this process's monotonic clock and which peer sent it.
final class Lines {
  private static final String POSTED = "{\"type\":\"messagePosted\"";
  private static final String ACK = "{\"type\":\"ack\"";
  private static final String REACTION = "{\"type\":\"reactionChanged\"";

  /// The other entries of a conversation's log, which only move on what its members have.
  private static final List<String> ENTRIES =
      List.of(
          "{\"type\":\"messageEdited\"",
          "{\"type\":\"messageDeleted\"",
          "{\"type\":\"messagePinned\"",
          "{\"type\":\"membersChanged\"",
          "{\"type\":\"conversationChanged\"");

  /// What an entry is.
  enum Kind {
    MESSAGE,
    REACTION,
    OTHER
  }

  private long[] seqs = new long[8];
  private long[] sentNanos = new long[8];
  private int[] senders = new int[8];
  private Kind[] kinds = new Kind[8];
  private int entries;
  private int messages;
  private int reactions;
  private long[] acks = new long[0];
  private int refusals;
  private boolean live;
  private long lastSeq = -1;

  private Lines() {}

  /// Reads a frame of Chatter's protocol.
  static Lines ofChatter(byte[] frame) {
    Lines lines = new Lines();
    String text = new String(frame, StandardCharsets.ISO_8859_1);
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      if (end < 0) {
        end = text.length();
      }
      lines.line(text, from, end);
      from = end + 1;
    }
    return lines;
  }

  /// Reads a frame of a server that hands out what it gets.
  static Lines ofEcho(byte[] frame) {
    Lines lines = new Lines();
    lines.message(0, new String(frame, StandardCharsets.ISO_8859_1), 0);
    return lines;
  }

  private void line(String text, int from, int end) {
    if (text.startsWith(POSTED, from)) {
      int body = text.indexOf("\"body\":\"", from) + 8;
      message(seqOf(text, from), text, body);
    } else if (text.startsWith(REACTION, from)) {
      int actor = text.indexOf("\"actor\":{\"id\":", from) + 14;
      entry(Kind.REACTION, seqOf(text, from), 0, (int) number(text, actor));
      reactions++;
    } else if (entry(text, from)) {
      entry(Kind.OTHER, seqOf(text, from), 0, -1);
    } else if (text.startsWith(ACK, from)) {
      acks = Arrays.copyOf(acks, acks.length + 1);
      acks[acks.length - 1] = number(text, text.indexOf("\"id\":", from) + 5);
    } else if (text.startsWith("{\"type\":\"rejected\"", from)
        || text.startsWith("{\"type\":\"bye\"", from)) {
      refusals++;
    } else if (text.startsWith("{\"type\":\"live\"", from)) {
      live = true;
    } else if (text.startsWith("{\"type\":\"welcome\"", from)
        || text.startsWith("{\"type\":\"conversationAdded\"", from)) {
      int at = text.indexOf("\"lastSeq\":", from);
      lastSeq = at > 0 && at < end ? number(text, at + 10) : 0;
    }
  }

  private static boolean entry(String text, int from) {
    return ENTRIES.stream().anyMatch(type -> text.startsWith(type, from));
  }

  private static long seqOf(String text, int from) {
    return number(text, text.indexOf("\"seq\":", from) + 6);
  }

  private void message(long seq, String text, int body) {
    int s = text.charAt(body) == 't' ? text.indexOf('s', body) : -1;
    entry(
        Kind.MESSAGE,
        seq,
        s < 0 ? 0 : number(text, body + 1),
        s < 0 ? -1 : (int) number(text, s + 1));
    messages++;
  }

  private void entry(Kind kind, long seq, long nanos, int by) {
    if (entries == seqs.length) {
      seqs = Arrays.copyOf(seqs, entries * 2);
      sentNanos = Arrays.copyOf(sentNanos, entries * 2);
      senders = Arrays.copyOf(senders, entries * 2);
      kinds = Arrays.copyOf(kinds, entries * 2);
    }
    kinds[entries] = kind;
    seqs[entries] = seq;
    sentNanos[entries] = nanos;
    senders[entries] = by;
    entries++;
  }

  private static long number(String text, int from) {
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// How many entries were handed out, messages among them.
  int entries() {
    return entries;
  }

  /// How many messages were.
  int messages() {
    return messages;
  }

  /// How many reactions were.
  int reactions() {
    return reactions;
  }

  /// What an entry is.
  Kind kind(int entry) {
    return kinds[entry];
  }

  /// An entry's place in its conversation; 0 where the server counts none.
  long seq(int entry) {
    return seqs[entry];
  }

  /// When a message was sent; 0 for one from before, and for other entries.
  long sentNanos(int entry) {
    return sentNanos[entry];
  }

  /// The peer that sent a message, -1 for one from before; the account that reacted.
  int sender(int entry) {
    return senders[entry];
  }

  int acks() {
    return acks.length;
  }

  /// The number of the command that was answered.
  long ack(int i) {
    return acks[i];
  }

  /// How many commands were refused.
  int refusals() {
    return refusals;
  }

  /// Whether everything missed has been sent.
  boolean live() {
    return live;
  }

  /// The newest `seq` that a `welcome` tells of the first conversation, or a `conversationAdded` of
  /// that one; -1 without either.
  long lastSeq() {
    return lastSeq;
  }
}

package chatter.server.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a text frame from a server holds, as far as the benchmark needs it. Read by hand and not
/// with the project's codec: the load must cost little beside the server, and a second reader of
/// the protocol is a check on the first.
///
/// Every body that the benchmark sends begins with `t<nanos>s<sender> `, which is when it was sent
/// on this process's monotonic clock and which peer sent it.
final class Lines {
  private static final String POSTED = "{\"type\":\"messagePosted\"";
  private static final String ACK = "{\"type\":\"ack\"";

  private long[] seqs = new long[8];
  private long[] sentNanos = new long[8];
  private int[] senders = new int[8];
  private int messages;
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
      message(number(text, text.indexOf("\"seq\":", from) + 6), text, body);
    } else if (text.startsWith(ACK, from)) {
      acks = Arrays.copyOf(acks, acks.length + 1);
      acks[acks.length - 1] = number(text, text.indexOf("\"id\":", from) + 5);
    } else if (text.startsWith("{\"type\":\"rejected\"", from)
        || text.startsWith("{\"type\":\"bye\"", from)) {
      refusals++;
    } else if (text.startsWith("{\"type\":\"live\"", from)) {
      live = true;
    } else if (text.startsWith("{\"type\":\"welcome\"", from)) {
      int at = text.indexOf("\"lastSeq\":", from);
      lastSeq = at > 0 && at < end ? number(text, at + 10) : 0;
    }
  }

  private void message(long seq, String text, int body) {
    if (messages == seqs.length) {
      seqs = Arrays.copyOf(seqs, messages * 2);
      sentNanos = Arrays.copyOf(sentNanos, messages * 2);
      senders = Arrays.copyOf(senders, messages * 2);
    }
    seqs[messages] = seq;
    int s = text.charAt(body) == 't' ? text.indexOf('s', body) : -1;
    sentNanos[messages] = s < 0 ? 0 : number(text, body + 1);
    senders[messages] = s < 0 ? -1 : (int) number(text, s + 1);
    messages++;
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

  /// How many messages were handed out.
  int messages() {
    return messages;
  }

  /// A message's place in its conversation; 0 where the server counts none.
  long seq(int message) {
    return seqs[message];
  }

  /// When a message was sent.
  long sentNanos(int message) {
    return sentNanos[message];
  }

  /// The peer that sent a message; -1 for one from before.
  int sender(int message) {
    return senders[message];
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

  /// The newest `seq` that a `welcome` tells of the first conversation; -1 without one.
  long lastSeq() {
    return lastSeq;
  }
}

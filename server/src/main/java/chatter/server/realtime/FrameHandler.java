package chatter.server.realtime;

import chatter.shared.limits.Limits;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.DecodedCommand;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/// Takes frames apart into commands, and refuses what is too much, too large or no command. Called
/// on the socket's reading thread, one frame after the other.
final class FrameHandler {
  /// Longer frames are closed with 1009; between the protocol's limit and this one they are
  /// rejected and read on.
  static final int LARGEST_FRAME_BYTES = 4 * Limits.FRAME_BYTES;

  private static final int BAD_FRAMES_IN_A_ROW = 20;
  private static final int LINES_PER_TOKEN = 16;

  /// More commands in one frame are refused as a whole.
  private static final int MOST_COMMANDS = 1_024;

  /// So many commands of a frame a newer client may try; more of them are no trial.
  private static final int UNKNOWN_IN_A_FRAME = 20;

  private final Hub hub;
  private final CommandHandler commands;
  private final LongSupplier nanoTime;
  private final RealtimeMetrics metrics;

  FrameHandler(Hub hub, CommandHandler commands, LongSupplier nanoTime, RealtimeMetrics metrics) {
    this.metrics = metrics;
    this.hub = hub;
    this.commands = commands;
    this.nanoTime = nanoTime;
  }

  /// Handles one text frame.
  void frame(Connection from, String frame) {
    long now = nanoTime.getAsLong();
    from.heard(now);
    if (from.refused || from.closed()) {
      return;
    }
    long wait = from.frames.take(now);
    if (wait == 0 && isTooLarge(frame)) {
      countBad(from);
      rejectWhole(
          from,
          frame,
          RejectCode.TOO_LARGE,
          "a frame has at most " + Limits.FRAME_BYTES + " bytes");
      return;
    }
    if (wait == 0 && lines(frame) > MOST_COMMANDS) {
      countBad(from);
      rejectWhole(
          from, frame, RejectCode.TOO_LARGE, "a frame has at most " + MOST_COMMANDS + " commands");
      return;
    }
    List<String> lines = wait > 0 && isMuch(frame) ? List.of() : Codec.split(frame);
    // Never more than a full bucket, or the same frame could not pass later either.
    int most = Math.min(lines.size(), LINES_PER_TOKEN * from.frames.capacity());
    for (int i = LINES_PER_TOKEN; i < most && wait == 0; i += LINES_PER_TOKEN) {
      wait = from.frames.take(now);
    }
    if (wait > 0) {
      tooFast(from, lines, wait, now);
      return;
    }
    if (lines.isEmpty()) {
      bad(from, null, RejectCode.BAD_FRAME, "an empty frame");
      return;
    }
    int unknown = 0;
    for (String line : lines) {
      if (from.refused || from.closed()) {
        return;
      }
      switch (Codec.decodeCommand(line)) {
        case DecodedCommand.Invalid invalid -> {
          boolean tooEarly = invalid.code() == RejectCode.UNKNOWN_TYPE && !from.helloSaid();
          if (isUnderstandable(invalid.code()) && ++unknown > UNKNOWN_IN_A_FRAME) {
            countBad(from);
          }
          bad(
              from,
              invalid.id(),
              tooEarly ? RejectCode.HELLO_FIRST : invalid.code(),
              invalid.message());
        }
        case DecodedCommand.Valid valid -> {
          from.badFrames = 0;
          commands.handle(from, valid.command());
        }
      }
    }
  }

  /// A binary frame: nothing in the protocol is one.
  void binary(Connection from) {
    long now = nanoTime.getAsLong();
    from.heard(now);
    if (from.refused || from.closed()) {
      return;
    }
    long wait = from.frames.take(now);
    if (wait > 0) {
      tooFast(from, List.of(), wait, now);
    } else {
      bad(from, null, RejectCode.BAD_FRAME, "frames are text");
    }
  }

  /// Rejects every command of the frame. Who goes on and on loses the connection.
  private void tooFast(Connection from, List<String> lines, long wait, long now) {
    if (from.patience.take(now) > 0) {
      close(from, CloseCode.RATE_LIMIT, "too many frames");
    } else {
      rejectAll(from, lines, RejectCode.RATE_LIMITED, "too many frames", wait);
    }
  }

  /// Each refused command with a number gets its answer, and the rest of the frame one together: a
  /// frame must not bring many times its own size.
  ///
  /// @param afterMillis when to try again; null if that would be of no use
  private void rejectAll(
      Connection from, List<String> lines, RejectCode code, String message, Long afterMillis) {
    List<Long> ids =
        lines.stream().map(FrameHandler::id).filter(Objects::nonNull).distinct().toList();
    if (ids.isEmpty()) {
      reject(from, null, code, message, afterMillis);
    }
    ids.forEach(id -> reject(from, id, code, message, afterMillis));
  }

  /// One answer for a frame of thousands of lines, since looking for their numbers costs as much as
  /// carrying them out; a frame of a few, as one whose message is too long, is answered as usual.
  private void rejectWhole(Connection from, String frame, RejectCode code, String message) {
    rejectAll(from, isMuch(frame) ? List.of() : Codec.split(frame), code, message, null);
  }

  /// Whether a frame has more lines than are looked at in one that is refused.
  private static boolean isMuch(String frame) {
    return lines(frame) > (isTooLarge(frame) ? LINES_PER_TOKEN : MOST_COMMANDS);
  }

  /// How many lines a frame has, as its parts are split, without making them.
  private static int lines(String frame) {
    int lines = 1;
    for (int i = 0; i < frame.length(); i++) {
      char c = frame.charAt(i);
      if (c == '\r' || (c == '\n' && (i == 0 || frame.charAt(i - 1) != '\r'))) {
        lines++;
      }
    }
    return lines;
  }

  private static Long id(String line) {
    return switch (Codec.decodeCommand(line)) {
      case DecodedCommand.Invalid invalid -> invalid.id();
      case DecodedCommand.Valid valid -> valid.command().id();
    };
  }

  private void bad(Connection from, Long id, RejectCode code, String message) {
    // A newer client that tries a newer command is no broken one.
    if (!isUnderstandable(code)) {
      countBad(from);
    }
    if (!from.refused) {
      reject(from, id, code, message, null);
    }
  }

  private static boolean isUnderstandable(RejectCode code) {
    return code == RejectCode.UNKNOWN_TYPE || code == RejectCode.HELLO_FIRST;
  }

  private void countBad(Connection from) {
    if (++from.badFrames > BAD_FRAMES_IN_A_ROW) {
      close(from, CloseCode.BAD_FRAMES, "too many frames that are no commands");
    }
  }

  /// Closes behind the answers that are still under way, and reads no more.
  private void close(Connection from, CloseCode code, String reason) {
    from.refused = true;
    hub.close(from, code, reason);
  }

  private void reject(Connection from, Long id, RejectCode code, String message, Long afterMillis) {
    boolean retry = afterMillis != null;
    metrics.frameRefused(code);
    hub.answer(from, new ServerEvent.Rejected(id, code, message, retry, afterMillis));
  }

  private static boolean isTooLarge(String frame) {
    return frame.length() > Limits.FRAME_BYTES
        || (frame.length() > Limits.FRAME_BYTES / 3
            && frame.getBytes(StandardCharsets.UTF_8).length > Limits.FRAME_BYTES);
  }
}

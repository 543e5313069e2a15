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
  private static final int BAD_FRAMES_IN_A_ROW = 20;
  private static final int LINES_PER_TOKEN = 16;

  private final Hub hub;
  private final CommandHandler commands;
  private final LongSupplier nanoTime;

  FrameHandler(Hub hub, CommandHandler commands, LongSupplier nanoTime) {
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
    List<String> lines = Codec.split(frame);
    long wait = from.frames.take(now);
    // Never more than a full bucket, or the same frame could not pass later either.
    int most = Math.min(lines.size(), LINES_PER_TOKEN * from.frames.capacity());
    for (int i = LINES_PER_TOKEN; i < most && wait == 0; i += LINES_PER_TOKEN) {
      wait = from.frames.take(now);
    }
    if (wait > 0) {
      tooFast(from, lines, wait, now);
      return;
    }
    if (tooLarge(frame)) {
      countBad(from);
      rejectAll(
          from,
          lines,
          RejectCode.TOO_LARGE,
          "a frame has at most " + Limits.FRAME_BYTES + " bytes",
          null);
      return;
    }
    if (lines.isEmpty()) {
      bad(from, null, RejectCode.BAD_FRAME, "an empty frame");
      return;
    }
    for (String line : lines) {
      if (from.refused || from.closed()) {
        return;
      }
      switch (Codec.decodeCommand(line)) {
        case DecodedCommand.Invalid invalid -> {
          boolean tooEarly = invalid.code() == RejectCode.UNKNOWN_TYPE && !from.helloSaid();
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
    from.heard(nanoTime.getAsLong());
    if (!from.refused) {
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

  private static Long id(String line) {
    return switch (Codec.decodeCommand(line)) {
      case DecodedCommand.Invalid invalid -> invalid.id();
      case DecodedCommand.Valid valid -> valid.command().id();
    };
  }

  private void bad(Connection from, Long id, RejectCode code, String message) {
    // A newer client that tries a newer command is no broken one.
    if (code != RejectCode.UNKNOWN_TYPE && code != RejectCode.HELLO_FIRST) {
      countBad(from);
    }
    if (!from.refused) {
      reject(from, id, code, message, null);
    }
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
    hub.answer(from, new ServerEvent.Rejected(id, code, message, retry, afterMillis));
  }

  private static boolean tooLarge(String frame) {
    return frame.length() > Limits.FRAME_BYTES
        || (frame.length() > Limits.FRAME_BYTES / 3
            && frame.getBytes(StandardCharsets.UTF_8).length > Limits.FRAME_BYTES);
  }
}

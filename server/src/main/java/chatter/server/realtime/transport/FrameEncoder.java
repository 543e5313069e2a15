package chatter.server.realtime.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Joins lines into frames: what is due to a connection goes out in one write, and the write is the
/// cost. Uses the same memory again and again. The hub's thread only.
public final class FrameEncoder {
  /// A frame is not filled beyond this, so that no client has to hold much at once; one longer line
  /// is a frame alone.
  static final int FULL_BYTES = 64 * 1024;

  private static final int KEPT = 16;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  /// @param lines events in UTF-8 without line ends
  /// @return frames of lines separated by `\n`, in the same order; give them back with `release`
  public List<TextFrame> join(List<byte[]> lines) {
    List<TextFrame> frames = new ArrayList<>(1);
    int from = 0;
    while (from < lines.size()) {
      int bytes = lines.get(from).length;
      int to = from + 1;
      while (to < lines.size() && bytes + 1 + lines.get(to).length <= FULL_BYTES) {
        bytes += 1 + lines.get(to).length;
        to++;
      }
      frames.add(join(lines, from, to, bytes));
      from = to;
    }
    return frames;
  }

  private TextFrame join(List<byte[]> lines, int from, int to, int bytes) {
    TextFrame frame = new TextFrame(memory(bytes + TextFrame.HEADER_BYTES), bytes, to - from);
    ByteBuffer payload = frame.payloadPlace();
    for (int i = from; i < to; i++) {
      if (i > from) {
        payload.put((byte) '\n');
      }
      payload.put(lines.get(i));
    }
    return frame;
  }

  /// Nobody writes from these frames any more.
  public void release(List<TextFrame> frames) {
    for (TextFrame frame : frames) {
      // The rare larger one goes to the garbage collector.
      if (free.size() < KEPT && frame.memory().capacity() == FULL_BYTES + TextFrame.HEADER_BYTES) {
        free.push(frame.memory());
      }
    }
  }

  private ByteBuffer memory(int bytes) {
    int usual = FULL_BYTES + TextFrame.HEADER_BYTES;
    if (bytes > usual) {
      return ByteBuffer.allocateDirect(bytes);
    }
    return free.isEmpty() ? ByteBuffer.allocateDirect(usual) : free.pop();
  }
}

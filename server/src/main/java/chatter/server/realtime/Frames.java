package chatter.server.realtime;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Joins lines into frames: what is due to a connection goes out in one write, and the write is the
/// cost.
final class Frames {
  /// A frame is not filled beyond this, so that no client has to hold much at once; one longer line
  /// is a frame alone.
  static final int FULL_BYTES = 64 * 1024;

  private Frames() {}

  /// @param lines events in UTF-8 without line ends
  /// @return frames of lines separated by `\n`, in the same order
  static List<ByteBuffer> join(List<byte[]> lines) {
    List<ByteBuffer> frames = new ArrayList<>(1);
    int from = 0;
    while (from < lines.size()) {
      int bytes = lines.get(from).length;
      int to = from + 1;
      while (to < lines.size() && bytes + 1 + lines.get(to).length <= FULL_BYTES) {
        bytes += 1 + lines.get(to).length;
        to++;
      }
      frames.add(to == from + 1 ? ByteBuffer.wrap(lines.get(from)) : join(lines, from, to, bytes));
      from = to;
    }
    return frames;
  }

  private static ByteBuffer join(List<byte[]> lines, int from, int to, int bytes) {
    ByteBuffer frame = ByteBuffer.allocate(bytes);
    for (int i = from; i < to; i++) {
      if (i > from) {
        frame.put((byte) '\n');
      }
      frame.put(lines.get(i));
    }
    return frame.flip();
  }
}

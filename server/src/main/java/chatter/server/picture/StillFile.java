package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A file as a decoder is given it: parts of somebody's, with a few bytes between them. Nothing is
/// copied.
final class StillFile {
  /// Programs that write pictures make a handful.
  private static final int MOST_PIECES = 10_000;

  private final ByteBuffer source;
  private final List<ByteBuffer> pieces = new ArrayList<>();
  private int lastStart = -1;
  private int lastEnd = -1;

  /// @param source must not change while this is read
  StillFile(ByteBuffer source) {
    this.source = source;
  }

  /// Adds a part of the source.
  ///
  /// @throws PictureRefusedException if there are far too many
  /// @throws IndexOutOfBoundsException if the source does not have it
  StillFile add(int start, int length) {
    if (start == lastEnd) {
      pieces.set(pieces.size() - 1, source.slice(lastStart, start + length - lastStart));
    } else {
      add(source.slice(start, length));
      lastStart = start;
    }
    lastEnd = start + length;
    return this;
  }

  /// Adds bytes that are not in the source.
  StillFile add(byte[] bytes) {
    add(ByteBuffer.wrap(bytes));
    lastEnd = -1;
    return this;
  }

  private void add(ByteBuffer piece) {
    if (pieces.size() == MOST_PIECES) {
      throw new PictureRefusedException(Reason.TOO_COSTLY, null);
    }
    pieces.add(piece);
  }

  /// In turn.
  List<ByteBuffer> pieces() {
    return pieces;
  }
}

package chatter.server.picture;

import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/// A file as decoders read it, in small pieces, each of which asks the budget: whatever loops over
/// what the file says comes by here.
final class BudgetedInput extends ImageInputStreamImpl {
  // A progressive JPEG can ask for a pass over all pixels with some sixty bytes.
  private static final int MOST_AT_ONCE = 256;
  private static final int BYTES_BETWEEN_CHECKS = 256;

  private final List<ByteBuffer> pieces;
  private final long[] starts;
  private final DecodingBudget budget;
  private int current;
  private int unchecked;

  BudgetedInput(StillFile file, DecodingBudget budget) {
    this.pieces = file.pieces();
    this.budget = budget;
    this.starts = new long[pieces.size() + 1];
    for (int i = 0; i < pieces.size(); i++) {
      starts[i + 1] = starts[i] + pieces.get(i).limit();
    }
  }

  @Override
  public int read() {
    check(1);
    bitOffset = 0;
    if (!find()) {
      return -1;
    }
    int value = pieces.get(current).get((int) (streamPos - starts[current])) & 0xff;
    streamPos++;
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    check(Math.min(length, MOST_AT_ONCE));
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    // Also over the end of a piece: what reads a number asks once.
    int wanted = Math.min(length, MOST_AT_ONCE);
    int done = 0;
    while (done < wanted && find()) {
      int count = (int) Math.min(wanted - done, starts[current + 1] - streamPos);
      pieces.get(current).get((int) (streamPos - starts[current]), into, offset + done, count);
      streamPos += count;
      done += count;
    }
    return done == 0 ? -1 : done;
  }

  /// Goes to the piece in which the next byte is; false behind the last.
  private boolean find() {
    if (current == pieces.size() || streamPos < starts[current]) {
      current = 0;
    }
    while (current < pieces.size() && streamPos >= starts[current + 1]) {
      current++;
    }
    return current < pieces.size();
  }

  @Override
  public long length() {
    return starts[pieces.size()];
  }

  private void check(int bytes) {
    unchecked += bytes;
    if (unchecked >= BYTES_BETWEEN_CHECKS) {
      unchecked = 0;
      budget.check();
    }
  }
}

package chatter.server.picture;

import javax.imageio.stream.ImageInputStreamImpl;

/// A file in memory as decoders read it, in small pieces, each of which asks the budget: whatever
/// loops over what the file says comes by here.
final class BudgetedInput extends ImageInputStreamImpl {
  // A progressive JPEG can ask for a pass over all pixels with some sixty bytes.
  private static final int PIECE = 256;
  private static final int BYTES_BETWEEN_CHECKS = 256;

  private final byte[] file;
  private final DecodingBudget budget;
  private int unchecked;

  BudgetedInput(byte[] file, DecodingBudget budget) {
    this.file = file;
    this.budget = budget;
  }

  @Override
  public int read() {
    check(1);
    bitOffset = 0;
    return streamPos < file.length ? file[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    check(Math.min(length, PIECE));
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(Math.min(length, PIECE), file.length - streamPos);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(file, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return file.length;
  }

  private void check(int bytes) {
    unchecked += bytes;
    if (unchecked >= BYTES_BETWEEN_CHECKS) {
      unchecked = 0;
      budget.check();
    }
  }
}

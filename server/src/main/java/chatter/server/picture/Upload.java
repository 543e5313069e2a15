package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import chatter.shared.limits.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A file that somebody uploaded as a picture, found to be one, and not decoded yet. What decoding
/// may cost is known and bounded: a good second of one core, and two hundred megabytes at a time.
public final class Upload {
  // Enough for the largest that is let through, several times over.
  private static final Duration MOST_CPU = Duration.ofSeconds(3);
  private static final Duration MOST_CPU_IF_QUICK = Duration.ofSeconds(1);
  private static final long QUICK = 4_000_000;

  private final PictureFile file;

  private Upload(PictureFile file) {
    this.file = file;
  }

  /// Looks at what the file claims; takes milliseconds.
  ///
  /// @param bytes of the file; not changed, and to be left as they are until it is decoded
  /// @throws PictureRefusedException if it is no picture, cut short, or claims too much
  public static Upload of(byte[] bytes) {
    if (bytes.length > Limits.AVATAR_BYTES) {
      throw new PictureRefusedException(Reason.TOO_LARGE, null);
    }
    PictureFile file = PictureFile.of(ByteBuffer.wrap(bytes));
    PictureLimits.check(file.width(), file.height(), PictureLimits.MOST_PIXELS);
    return new Upload(file);
  }

  /// Whether decoding it takes a tenth of a second or so, and little memory. That is held to: one
  /// that turns out to take longer is refused.
  public boolean quick() {
    return file.work() <= QUICK;
  }

  /// Decodes, cuts and encodes it, on this thread.
  ///
  /// @throws PictureRefusedException if that fails, or costs too much after all
  public Picture decode() {
    DecodingBudget budget =
        new DecodingBudget(quick() ? MOST_CPU_IF_QUICK : MOST_CPU, file.memory());
    CropRegion region = CropRegion.middle(file.width(), file.height(), Picture.SIDE);
    RawPixels samples = file.decode(region, budget);
    if (!samples.visible()) {
      throw new PictureRefusedException(Reason.EMPTY, null);
    }
    budget.check();
    return Picture.of(
        SquareCrop.of(
            samples.argb(file.profile()), region.width(), file.orientation(), Picture.SIDE));
  }
}

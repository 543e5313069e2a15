package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// What is shown of a picture before, or instead of, all of it. Everything is upright and in sRGB,
/// and of a moving picture the first frame that shows anything.
///
/// @param thumb a PNG of at most 8 x 8 pixels in Base64, to be drawn blurred until more is there;
///   at most `MOST_THUMB_CHARS`
/// @param small fits into `SMALL` x `SMALL` pixels; empty if the file itself is no larger, is
///   light, and is shown by every viewer as it is meant
/// @param large fits into `LARGE` x `LARGE` pixels; empty if `small` is the whole picture already,
///   or for the same reasons
public record Previews(String thumb, Optional<Preview> small, Optional<Preview> large) {
  /// Longer side of the small one, in pixels.
  public static final int SMALL = 560;

  /// Longer side of the large one, in pixels.
  public static final int LARGE = 1120;

  /// Length of `thumb`.
  public static final int MOST_THUMB_CHARS = 400;

  /// The largest file that previews are made of.
  public static final int MOST_BYTES = 64 << 20;

  private static final int THUMB = 8;
  private static final float JPEG_QUALITY = 0.82f;

  // A file that is no heavier is as good as a preview.
  private static final int LIGHT_SMALL = 60 << 10;
  private static final int LIGHT_LARGE = 200 << 10;

  // Several times what the largest photograph takes on a slow computer.
  private static final Duration MOST_CPU = Duration.ofSeconds(6);

  // Of what is not decoded line by line, each sample is held in up to eight bytes.
  private static final long MOST_SAMPLES = 9_000_000;
  private static final int SAMPLE_BYTES = 8;

  // The large one while it is made: sums, colours, encoder.
  private static final long OWN_MEMORY = 96L << 20;

  /// Makes them, at once and on this thread: half a second of processor time for a photograph of 12
  /// megapixels, seconds at most. The caller sees to it that few are made at the same time.
  ///
  /// @param file a PNG, JPEG, GIF or WebP
  /// @throws PictureRefusedException if it is none, cut short, too large, or costs too much
  /// @throws IOException if the file cannot be read
  public static Previews of(Path file) throws IOException {
    long length = Files.size(file);
    if (length > MOST_BYTES) {
      throw new PictureRefusedException(Reason.TOO_LARGE, null);
    }
    return MappedFile.read(file, MOST_BYTES, bytes -> of(bytes, MOST_CPU));
  }

  static Previews of(ByteBuffer bytes, Duration cpu) {
    PictureFile file = PictureFile.of(bytes);
    CropRegion region =
        CropRegion.whole(
            file.width(), file.height(), LARGE, file.byLines() ? Long.MAX_VALUE : MOST_SAMPLES);
    long samples = file.byLines() ? 0 : (long) region.columns() * region.rows();
    DecodingBudget budget =
        new DecodingBudget(cpu, file.memory() + SAMPLE_BYTES * samples + OWN_MEMORY);
    RawPixels decoded = file.decode(region, budget);
    if (!decoded.visible()) {
      throw new PictureRefusedException(Reason.EMPTY, null);
    }
    budget.check();
    ArgbImage large =
        new ArgbImage(region.width(), region.height(), decoded.argb(file.profile()))
            .turned(file.orientation());
    budget.check();
    ArgbImage small = large.fitting(SMALL);
    int longer = Math.max(file.width(), file.height());
    boolean everybodyShowsIt = file.plain();
    boolean smallIsNeeded = longer > SMALL || !everybodyShowsIt || bytes.limit() > LIGHT_SMALL;
    boolean largeIsNeeded =
        longer > SMALL && (longer > LARGE || !everybodyShowsIt || bytes.limit() > LIGHT_LARGE);
    return new Previews(
        thumb(small),
        smallIsNeeded ? Optional.of(encoded(small)) : Optional.empty(),
        largeIsNeeded ? Optional.of(encoded(large)) : Optional.empty());
  }

  private static Preview encoded(ArgbImage image) {
    boolean opaque = image.opaque();
    return new Preview(
        image.width(),
        image.height(),
        opaque ? "image/jpeg" : "image/png",
        image.encoded(opaque ? "jpeg" : "png", JPEG_QUALITY));
  }

  /// The largest that is short enough: transparency takes a quarter more.
  private static String thumb(ArgbImage small) {
    for (int side = THUMB; ; side--) {
      String text =
          Base64.getEncoder().encodeToString(small.fitting(side).encoded("png", JPEG_QUALITY));
      if (text.length() <= MOST_THUMB_CHARS || side == 1) {
        return text;
      }
    }
  }
}

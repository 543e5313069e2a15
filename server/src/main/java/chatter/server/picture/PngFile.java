package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A PNG: its header, palette, transparency and pixels, and none of the texts and profiles beside
/// them, which unpack to a thousand times their size.
final class PngFile implements PictureFile {
  /// The most bytes of unpacked lines: 40 million pixels of three bytes and a little.
  private static final long MOST_BYTES = 130_000_000;

  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int TRNS = 0x74524e53;
  private static final int ICCP = 0x69434350;
  private static final int SRGB = 0x73524742;

  private final ByteBuffer upload;
  private final StillFile still;
  private int width;
  private int height;
  private int bits;
  private int colourType;
  private boolean srgb;
  private int profileAt;
  private int profileLength;

  private PngFile(ByteBuffer upload) {
    this.upload = upload;
    this.still = new StillFile(upload);
  }

  static PngFile of(ByteBuffer upload) {
    PngFile file = new PngFile(upload);
    file.walk();
    return file;
  }

  private void walk() {
    ByteBuffer in = upload.duplicate();
    in.position(SIGNATURE);
    still.add(0, SIGNATURE);
    boolean pixels = false;
    while (true) {
      int start = in.position();
      int length = in.getInt();
      int type = in.getInt();
      if (length < 0 || (type == IHDR) != (start == SIGNATURE)) {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
      in.position(start + 8 + length);
      int crc = in.getInt();
      switch (type) {
        case IHDR, PLTE, IDAT, IEND -> {
          CRC32 sum = new CRC32();
          sum.update(upload.slice(start + 4, length + 4));
          if ((int) sum.getValue() != crc) {
            throw new PictureRefusedException(Reason.BROKEN, null);
          }
          still.add(start, length + 12);
        }
        case TRNS -> still.add(start, length + 12);
        case SRGB -> srgb = true;
        case ICCP -> {
          profileAt = start + 8;
          profileLength = length;
        }
        default -> {
          // Texts, times, other frames: nothing that is shown.
        }
      }
      pixels |= type == IDAT;
      if (type == IHDR) {
        header(in, start + 8, length);
      } else if (type == IEND) {
        if (!pixels) {
          throw new PictureRefusedException(Reason.BROKEN, null);
        }
        return;
      }
    }
  }

  private void header(ByteBuffer in, int at, int length) {
    if (length != 13) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    width = in.getInt(at);
    height = in.getInt(at + 4);
    int depth = in.get(at + 8);
    colourType = in.get(at + 9);
    int samples =
        switch (colourType) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> throw new PictureRefusedException(Reason.BROKEN, null);
        };
    bits = depth * samples;
    if (depth < 1 || depth > 16) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    PictureLimits.check(width, height, PictureLimits.MOST_PIXELS);
    if (unpacked() > MOST_BYTES) {
      throw new PictureRefusedException(Reason.TOO_MANY_PIXELS, null);
    }
  }

  private long unpacked() {
    return (((long) width * bits + 7) / 8 + 1) * height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public long work() {
    return Math.max((long) width * height, unpacked() / 3);
  }

  @Override
  public boolean plain() {
    return profile() == null && orientation().equals(Orientation.UPRIGHT);
  }

  @Override
  public Orientation orientation() {
    return Orientation.of(PictureType.PNG, upload);
  }

  @Override
  public byte[] profile() {
    if (srgb || profileLength == 0) {
      return null;
    }
    int end = profileAt + profileLength;
    int at = profileAt;
    while (at < end && upload.get(at) != 0) {
      at++;
    }
    // The name's end, and a byte for the only way of packing there is.
    if (at + 2 >= end) {
      return null;
    }
    byte[] unpacked = new byte[ColourProfile.MOST_BYTES];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(upload.slice(at + 2, end - at - 2));
      int length = 0;
      while (!inflater.finished() && length < unpacked.length) {
        int count = inflater.inflate(unpacked, length, unpacked.length - length);
        if (count == 0) {
          return null;
        }
        length += count;
      }
      return inflater.finished() ? Arrays.copyOf(unpacked, length) : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  @Override
  public RawPixels decode(CropRegion region, DecodingBudget budget) {
    RawPixels samples = new RawPixels(region, colourType == 0 || colourType == 4 ? 1 : 3);
    StillReader.read(
        PictureType.PNG,
        still,
        new StillReader.Box(0, 0, width, height),
        region,
        budget,
        null,
        samples);
    return samples;
  }
}

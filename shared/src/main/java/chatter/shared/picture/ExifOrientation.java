package chatter.shared.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held, as it wrote it into the picture (EXIF tag 0x0112): 1 for upright, 2 to 8
/// for the other ways, each of which turns or mirrors the pixels. Safe for any thread.
public final class ExifOrientation {
  /// What a picture has that says nothing of it.
  public static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int LAST = 8;

  /// From this one on rows are columns.
  private static final int FIRST_ON_ITS_SIDE = 5;

  private static final int JPEG = 0xffd8;
  private static final int MARKER_APP1 = 0xe1;
  private static final int MARKER_START_OF_SCAN = 0xda;
  private static final int EXIF_HEADER = 0x45786966;

  private ExifOrientation() {}

  /// That of a JPEG; upright for what is none, and where it says nothing that makes sense.
  ///
  /// @param bytes from the first one; its position does not matter and is not changed
  public static int ofJpeg(ByteBuffer bytes) {
    try {
      ByteBuffer in = bytes.duplicate();
      return (in.getShort(0) & 0xffff) == JPEG ? valueIn(findIn(in)) : UPRIGHT;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      // Cut off in the middle, or a length that points outside: the pixels may still be fine.
      return UPRIGHT;
    }
  }

  private static ByteBuffer findIn(ByteBuffer in) {
    in.position(2);
    while (in.remaining() > 4) {
      if ((in.get() & 0xff) != 0xff) {
        return null;
      }
      int marker = in.get() & 0xff;
      if (marker == MARKER_START_OF_SCAN) {
        return null;
      }
      int length = in.getShort() & 0xffff;
      int start = in.position();
      if (marker == MARKER_APP1 && length > 8 && in.getInt(start) == EXIF_HEADER) {
        return in.slice(start + 6, length - 8);
      }
      in.position(start + length - 2);
    }
    return null;
  }

  /// What EXIF says of it; upright if it says nothing, or nothing that makes sense.
  ///
  /// @param tiff EXIF without what a format puts before it; null if there is none
  public static int valueIn(ByteBuffer tiff) {
    try {
      int value = tiff == null ? UPRIGHT : tagValue(tiff);
      return value < UPRIGHT || value > LAST ? UPRIGHT : value;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return UPRIGHT;
    }
  }

  private static int tagValue(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        return tiff.getShort(entry + 8) & 0xffff;
      }
    }
    return UPRIGHT;
  }

  /// Whether rows are columns, so that the upright picture is as wide as the stored one is high.
  public static boolean isOnItsSide(int orientation) {
    return orientation >= FIRST_ON_ITS_SIDE;
  }

  /// Whether left is right, of the upright picture.
  public static boolean isFlippedX(int orientation) {
    return switch (orientation) {
      case 2, 3, 6, 7 -> true;
      default -> false;
    };
  }

  /// Whether top is bottom, of the upright picture.
  public static boolean isFlippedY(int orientation) {
    return switch (orientation) {
      case 3, 4, 7, 8 -> true;
      default -> false;
    };
  }
}

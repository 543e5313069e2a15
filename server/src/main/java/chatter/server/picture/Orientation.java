package chatter.server.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held, as it wrote it into the picture (EXIF tag 0x0112): the pixels have to be
/// turned that way to stand upright.
///
/// @param transposed whether rows are columns
/// @param flippedX whether left is right, of the upright picture
/// @param flippedY whether top is bottom, of the upright picture
record Orientation(boolean transposed, boolean flippedX, boolean flippedY) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int TAG = 0x0112;
  private static final int MARKER_APP1 = 0xe1;
  private static final int MARKER_START_OF_SCAN = 0xda;
  private static final int EXIF_HEADER = 0x45786966;
  private static final int PNG_EXIF = 0x65584966;
  private static final int WEBP_EXIF = 0x45584946;

  /// Reads it from an encoded picture; upright if there is none, or none that makes sense.
  ///
  /// @param bytes from the first one; its position does not matter and is not changed
  static Orientation of(PictureType type, ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    try {
      ByteBuffer tiff =
          switch (type) {
            case JPEG -> findInJpeg(in);
            case PNG -> findInPng(in);
            case WEBP -> findInWebp(in);
            case GIF -> null;
          };
      return tiff == null ? UPRIGHT : of(tagValue(tiff));
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      // Cut off in the middle, or a length that points outside: the pixels may still be fine.
      return UPRIGHT;
    }
  }

  /// Where in the stored picture the pixel stands that is at (x, y) of the upright one.
  ///
  /// @param width of the upright picture
  /// @param height of the upright picture
  int storedX(int x, int y, int width, int height) {
    return transposed ? upY(y, height) : upX(x, width);
  }

  /// The other coordinate of `storedX`.
  int storedY(int x, int y, int width, int height) {
    return transposed ? upX(x, width) : upY(y, height);
  }

  private int upX(int x, int width) {
    return flippedX ? width - 1 - x : x;
  }

  private int upY(int y, int height) {
    return flippedY ? height - 1 - y : y;
  }

  private static Orientation of(int value) {
    return switch (value) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  private static ByteBuffer findInJpeg(ByteBuffer in) {
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

  private static ByteBuffer findInPng(ByteBuffer in) {
    in.position(8);
    while (in.remaining() > 8) {
      int length = in.getInt();
      if (length < 0) {
        // Longer than any file; taken as a number it would lead back, and round for ever.
        return null;
      }
      int type = in.getInt();
      if (type == PNG_EXIF) {
        return in.slice(in.position(), length);
      }
      in.position(in.position() + length + 4);
    }
    return null;
  }

  private static ByteBuffer findInWebp(ByteBuffer in) {
    in.position(12);
    while (in.remaining() > 8) {
      int type = in.order(ByteOrder.BIG_ENDIAN).getInt();
      int length = in.order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (length < 0) {
        return null;
      }
      int start = in.position();
      if (type == WEBP_EXIF) {
        boolean prefixed = in.order(ByteOrder.BIG_ENDIAN).getInt(start) == EXIF_HEADER;
        return prefixed ? in.slice(start + 6, length - 6) : in.slice(start, length);
      }
      in.position(start + length + (length & 1));
    }
    return null;
  }

  /// What EXIF says of it: 1 for upright, to 8; 1 if it says nothing, or nothing that makes sense.
  ///
  /// @param tiff EXIF without what a format puts before it
  static int valueIn(ByteBuffer tiff) {
    try {
      return tagValue(tiff);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return 1;
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
    return 1;
  }
}

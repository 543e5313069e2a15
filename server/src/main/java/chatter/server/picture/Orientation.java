package chatter.server.picture;

import chatter.shared.picture.ExifOrientation;
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

  private static final int EXIF_HEADER = 0x45786966;
  private static final int PNG_EXIF = 0x65584966;
  private static final int WEBP_EXIF = 0x45584946;

  /// Reads it from an encoded picture; upright if there is none, or none that makes sense.
  ///
  /// @param bytes from the first one; its position does not matter and is not changed
  static Orientation of(PictureType type, ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    try {
      return of(
          switch (type) {
            case JPEG -> ExifOrientation.ofJpeg(in);
            case PNG -> ExifOrientation.valueIn(findInPng(in));
            case WEBP -> ExifOrientation.valueIn(findInWebp(in));
            case GIF -> ExifOrientation.UPRIGHT;
          });
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
    return new Orientation(
        ExifOrientation.isOnItsSide(value),
        ExifOrientation.isFlippedX(value),
        ExifOrientation.isFlippedY(value));
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
}

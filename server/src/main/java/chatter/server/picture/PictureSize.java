package chatter.server.picture;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/// How large a picture is when it is shown, as its header says. Nothing is decoded, so that a file
/// which is cut short further on has a size all the same; previews it has none.
///
/// @param width in pixels, after it was turned as the camera says
/// @param height in pixels, after it was turned as the camera says
public record PictureSize(int width, int height) {
  /// What stands further behind is not looked for.
  private static final int MOST_BYTES = 64 << 20;

  private static final int PNG_IHDR = 0x49484452;
  private static final int JPEG_EOI = 0xd9;
  private static final int JPEG_SOS = 0xda;
  private static final int GIF_IMAGE = 0x2c;
  private static final int GIF_EXTENSION = 0x21;
  private static final int WEBP_LOSSY = 0x56503820;
  private static final int WEBP_LOSSLESS = 0x5650384c;
  private static final int WEBP_EXTENDED = 0x56503858;

  /// Reads it from a file; milliseconds, and a few pages of the file for all but odd ones.
  ///
  /// @return nothing, if it is no PNG, JPEG, GIF or WebP, if its header is broken, or if it claims
  ///   more pixels than are ever decoded
  /// @throws IOException if the file cannot be read
  public static Optional<PictureSize> of(Path file) throws IOException {
    return MappedFile.read(file, MOST_BYTES, PictureSize::of);
  }

  static Optional<PictureSize> of(ByteBuffer bytes) {
    Optional<PictureType> type = PictureType.of(bytes);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    try {
      PictureSize stored =
          switch (type.get()) {
            case PNG -> ofPng(bytes.duplicate());
            case JPEG -> ofJpeg(bytes.duplicate());
            case GIF -> ofGif(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
            case WEBP -> ofWebp(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
          };
      PictureLimits.check(
          stored.width,
          stored.height,
          switch (type.get()) {
            case PNG -> PictureLimits.MOST_PIXELS;
            case JPEG -> PictureLimits.MOST_PIXELS_OF_A_PHOTO;
            case GIF, WEBP -> PictureLimits.MOST_PIXELS_AT_ONCE;
          });
      return Optional.of(
          Orientation.of(type.get(), bytes).transposed() ? stored.onItsSide() : stored);
    } catch (PictureRefusedException
        | IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private PictureSize onItsSide() {
    return new PictureSize(/* width= */ height, /* height= */ width);
  }

  private static PictureSize ofPng(ByteBuffer in) {
    if (in.getInt(8) != 13 || in.getInt(12) != PNG_IHDR) {
      throw broken();
    }
    return new PictureSize(in.getInt(16), in.getInt(20));
  }

  /// As decoders do, anything between the segments is passed over.
  private static PictureSize ofJpeg(ByteBuffer in) {
    in.position(2);
    while (true) {
      int marker = in.get() & 0xff;
      while (marker != 0xff) {
        marker = in.get() & 0xff;
      }
      while (marker == 0xff) {
        marker = in.get() & 0xff;
      }
      if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker < JPEG_EOI)) {
        continue;
      }
      if (marker == JPEG_SOS || marker == JPEG_EOI) {
        throw broken();
      }
      int start = in.position();
      if (JpegFile.isFrame(marker)) {
        return new PictureSize(in.getShort(start + 5) & 0xffff, in.getShort(start + 3) & 0xffff);
      }
      in.position(start + Math.max(2, in.getShort(start) & 0xffff));
    }
  }

  /// As browsers do, the first picture is shown whole, though the canvas be smaller.
  private static PictureSize ofGif(ByteBuffer in) {
    int width = in.getShort(6) & 0xffff;
    int height = in.getShort(8) & 0xffff;
    in.position(13 + GifFile.paletteLength(in.get(10)));
    while (true) {
      int kind = in.get() & 0xff;
      if (kind == GIF_IMAGE) {
        int at = in.position();
        int right = (in.getShort(at) & 0xffff) + (in.getShort(at + 4) & 0xffff);
        int bottom = (in.getShort(at + 2) & 0xffff) + (in.getShort(at + 6) & 0xffff);
        return new PictureSize(Math.max(width, right), Math.max(height, bottom));
      }
      if (kind != GIF_EXTENSION) {
        throw broken();
      }
      in.get();
      int length = in.get() & 0xff;
      while (length > 0) {
        in.position(in.position() + length);
        length = in.get() & 0xff;
      }
    }
  }

  private static PictureSize ofWebp(ByteBuffer in) {
    int data = 20;
    return switch (Integer.reverseBytes(in.getInt(12))) {
      case WEBP_EXTENDED ->
          new PictureSize(1 + (in.getInt(data + 3) >>> 8), 1 + (in.getInt(data + 6) >>> 8));
      case WEBP_LOSSY ->
          new PictureSize(in.getShort(data + 6) & 0x3fff, in.getShort(data + 8) & 0x3fff);
      case WEBP_LOSSLESS -> {
        int size = in.getInt(data + 1);
        yield new PictureSize(1 + (size & 0x3fff), 1 + (size >> 14 & 0x3fff));
      }
      default -> throw broken();
    };
  }

  private static PictureRefusedException broken() {
    return new PictureRefusedException(PictureRefusedException.Reason.BROKEN, null);
  }
}

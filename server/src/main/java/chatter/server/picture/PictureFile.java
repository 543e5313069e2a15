package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// An uploaded file taken apart, with nothing decoded yet: how large the picture is, what decoding
/// it would cost, and the parts that matter. Everything else in it (comments, texts, previews,
/// programs for colours) is never handed to a decoder.
///
/// Files are refused here if they end before their format's end mark: decoders show what is missing
/// as grey or black.
sealed interface PictureFile permits JpegFile, PngFile, GifFile, WebpFile {
  /// What a decoder that works line by line needs, several times over.
  long USUAL_MEMORY = 64L << 20;

  /// Width in pixels, as stored.
  int width();

  /// Height in pixels, as stored.
  int height();

  /// What decoding costs, in pixels of an ordinary photo: passes and depth counted.
  long work();

  /// How many bytes decoding may ask for in all, what is given back soon included.
  default long memory() {
    return USUAL_MEMORY;
  }

  /// Whether it is decoded without more than a line of it in memory.
  default boolean byLines() {
    return false;
  }

  /// Whether every viewer shows the file as it is meant, also one that knows nothing of turning, of
  /// profiles, of inks and of newer formats.
  default boolean plain() {
    return false;
  }

  /// How it has to be turned.
  Orientation orientation();

  /// What its numbers mean as colours; null if it says nothing.
  byte[] profile();

  /// Decodes the part of it.
  ///
  /// @throws PictureRefusedException if that fails or costs too much
  RawPixels decode(CropRegion region, DecodingBudget budget);

  /// Takes a file apart; linear in its length, and hardly anything in memory.
  ///
  /// @param upload from the first byte; read again when it is decoded
  /// @throws PictureRefusedException if it is none, cut short, or claims too much
  static PictureFile of(ByteBuffer upload) {
    PictureType type =
        PictureType.of(upload)
            .orElseThrow(() -> new PictureRefusedException(Reason.UNKNOWN_TYPE, null));
    try {
      return switch (type) {
        case PNG -> PngFile.of(upload);
        case JPEG -> JpegFile.of(upload);
        case GIF -> GifFile.of(upload);
        case WEBP -> WebpFile.of(upload);
      };
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      // A length that points behind the end, which is what cutting a file off makes of it.
      throw new PictureRefusedException(Reason.BROKEN, e);
    }
  }
}

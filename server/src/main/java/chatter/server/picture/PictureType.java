package chatter.server.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// The kinds of picture that may be uploaded, told by their first bytes and never by a name or a
/// header.
enum PictureType {
  PNG("png"),
  JPEG("jpeg"),
  GIF("gif"),
  WEBP("webp");

  private final String format;

  PictureType(String format) {
    this.format = format;
  }

  /// A decoder, which the caller disposes of.
  ImageReader reader() throws IOException {
    // Not looked up: the registry sees only what the first caller's class loader sees.
    return this == WEBP
        ? new WebPImageReaderSpi().createReaderInstance(null)
        : ImageIO.getImageReadersByFormatName(format).next();
  }

  /// What the bytes start like.
  static Optional<PictureType> of(ByteBuffer bytes) {
    if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
      return Optional.of(GIF);
    }
    return startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  private static boolean startsWith(ByteBuffer bytes, int offset, String prefix) {
    if (bytes.limit() < offset + prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if ((bytes.get(offset + i) & 0xff) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

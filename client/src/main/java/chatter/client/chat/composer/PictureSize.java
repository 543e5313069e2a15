package chatter.client.chat.composer;

import chatter.client.chat.file.UprightPicture;
import chatter.client.net.outbox.OutboxFile;
import chatter.shared.picture.ExifOrientation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How large a picture is that stands upright, by its header: so much room is kept for it before it
/// is drawn.
final class PictureSize {
  private static final Logger LOG = LoggerFactory.getLogger(PictureSize.class);

  private PictureSize() {}

  /// A file with its size, if it is a picture of a kind that can be drawn here.
  static OutboxFile of(Path file, OutboxFile copy) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers =
          in == null ? java.util.Collections.emptyIterator() : ImageIO.getImageReaders(in);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          reader.setInput(in, true, true);
          int width = reader.getWidth(0);
          int height = reader.getHeight(0);
          return ExifOrientation.isOnItsSide(UprightPicture.orientationOf(file))
              ? copy.sized(height, width)
              : copy.sized(width, height);
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException e) {
      // The decoders of others' bytes fail in many ways; then it is a file as any other.
      LOG.debug("A file that begins as a picture is none", e);
    }
    return copy;
  }
}

package chatter.client.chat.composer;

import chatter.shared.limits.FileNames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javax.imageio.ImageIO;

/// What of a clipboard or a drop can be sent as files.
final class FileSources {
  private static final int MOST_PIXELS = 100_000_000;

  private FileSources() {}

  /// The files, or else the picture; nothing if it is a text.
  ///
  /// @param pictureName what a picture is called that has no name
  static List<ChosenFile.Source> in(Clipboard content, String pictureName) {
    if (content.hasFiles()) {
      return content.getFiles().stream().map(file -> of(file.toPath())).toList();
    }
    // Whoever copies from a document has a picture of the text too.
    if (content.hasImage() && !content.hasString()) {
      Image image = content.getImage();
      if (image != null && image.getWidth() * image.getHeight() <= MOST_PIXELS) {
        return List.of(of(image, pictureName + ".png"));
      }
    }
    return List.of();
  }

  static ChosenFile.Source of(Path file) {
    Path name = file.getFileName();
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (IOException unreadable) {
      // Reading it says so.
      bytes = -1;
    }
    return new ChosenFile.Source(
        FileNames.clean(name == null ? null : name.toString()),
        bytes,
        Files.isDirectory(file),
        () -> Files.newInputStream(file));
  }

  private static ChosenFile.Source of(Image image, String name) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return new ChosenFile.Source(name, -1, false, () -> png(pixels, width, height));
  }

  private static InputStream png(int[] pixels, int width, int height) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(picture, "png", bytes)) {
      throw new IOException("no PNG can be written");
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}

package chatter.client.chat.file;

import chatter.shared.picture.ExifOrientation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;

/// Pictures of this computer as the camera was held, which JavaFX does not look at; the server's
/// stand upright already. Safe for any thread.
public final class UprightPicture {
  /// It stands near the beginning, before the pixels.
  private static final int HEAD = 256 * 1024;

  private UprightPicture() {}

  /// How the camera was held, as `ExifOrientation` has it.
  public static int orientationOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ExifOrientation.ofJpeg(ByteBuffer.wrap(in.readNBytes(HEAD)));
    }
  }

  /// Decodes one, upright, without taking all of the file into memory.
  ///
  /// @param width at most so many pixels, of the upright picture; 0 for its own
  /// @param height the same
  /// @return perhaps one with an error
  public static Image of(Path file, double width, double height) throws IOException {
    int orientation = orientationOf(file);
    try (InputStream in = Files.newInputStream(file)) {
      return of(in, orientation, width, height);
    }
  }

  /// Decodes one that is in memory, upright.
  ///
  /// @param width as of a file
  /// @param height the same
  static Image of(byte[] bytes, double width, double height) {
    int orientation = ExifOrientation.ofJpeg(ByteBuffer.wrap(bytes));
    return of(new ByteArrayInputStream(bytes), orientation, width, height);
  }

  private static Image of(InputStream in, int orientation, double width, double height) {
    boolean side = ExifOrientation.isOnItsSide(orientation);
    Image stored = new Image(in, side ? height : width, side ? width : height, true, true);
    return stored.isError() || orientation == ExifOrientation.UPRIGHT
        ? stored
        : turned(stored, orientation);
  }

  private static Image turned(Image stored, int orientation) {
    boolean side = ExifOrientation.isOnItsSide(orientation);
    int width = (int) (side ? stored.getHeight() : stored.getWidth());
    int height = (int) (side ? stored.getWidth() : stored.getHeight());
    WritableImage upright = new WritableImage(width, height);
    PixelReader from = stored.getPixelReader();
    for (int y = 0; y < height; y++) {
      int inY = ExifOrientation.isFlippedY(orientation) ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int inX = ExifOrientation.isFlippedX(orientation) ? width - 1 - x : x;
        upright
            .getPixelWriter()
            .setArgb(x, y, side ? from.getArgb(inY, inX) : from.getArgb(inX, inY));
      }
    }
    return upright;
  }
}

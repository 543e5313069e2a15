package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/// Decodes one still picture, or the part of it that falls into a region, with one of Java's
/// readers, which is stopped when the budget is spent.
final class StillReader {
  private StillReader() {}

  /// Where a picture stands on the canvas that the region is counted on.
  record Box(int x, int y, int width, int height) {}

  /// What to do with the part that was decoded.
  @FunctionalInterface
  interface Decoding<T> {
    T read(ImageReader reader, ImageReadParam param) throws IOException;
  }

  /// The part of the box that is in the region, as a reader is asked for it.
  ///
  /// @param column the first sample of the region that it gives
  /// @param row the first sample of the region that it gives
  /// @param source in pixels of the box
  record Part(int column, int row, Rectangle source) {
    /// Nothing, if not one sample of the region falls into the box.
    static Optional<Part> of(Box box, CropRegion region) {
      int column = region.firstColumn(box.x);
      int row = region.firstRow(box.y);
      int endColumn = region.firstColumn(box.x + box.width);
      int endRow = region.firstRow(box.y + box.height);
      if (column >= endColumn || row >= endRow) {
        return Optional.empty();
      }
      return Optional.of(
          new Part(
              column,
              row,
              new Rectangle(
                  region.left() + column * region.step() - box.x,
                  region.top() + row * region.step() - box.y,
                  (endColumn - column - 1) * region.step() + 1,
                  (endRow - row - 1) * region.step() + 1)));
    }
  }

  /// Decodes what is in the region.
  ///
  /// @param type whose reader to use
  /// @param still a file of that type with nothing but one picture
  /// @param box where the picture stands
  /// @param beside transparency that the reader does not know; null if there is none
  static void read(
      PictureType type,
      StillFile still,
      Box box,
      CropRegion region,
      DecodingBudget budget,
      RawPixels.Alpha beside,
      RawPixels into) {
    Part.of(box, region)
        .ifPresent(part -> {
          BufferedImage image =
              decode(
                  type,
                  still,
                  part,
                  region,
                  budget,
                  true,
                  (reader, param) -> reader.read(0, param));
          into.put(image.getRaster(), image.getColorModel(), beside, part.column, part.row);
        });
  }

  /// Decodes a picture of grey or three colours that is the whole canvas, without ever holding more
  /// than a line of it.
  static void readLines(
      PictureType type,
      StillFile still,
      Part whole,
      CropRegion region,
      DecodingBudget budget,
      RawPixels into) {
    BufferedImage lines = LineRaster.image(region.columns(), region.rows(), into, budget);
    // Nobody listens: a reader of progressive pictures would show every pass to who does.
    decode(
        type,
        still,
        whole,
        region,
        budget,
        false,
        (reader, param) -> {
          param.setDestination(lines);
          return reader.read(0, param);
        });
  }

  /// The numbers of the file as they are, without a thought of colours.
  static Raster readRaster(
      PictureType type, StillFile still, Part part, CropRegion region, DecodingBudget budget) {
    return decode(
        type, still, part, region, budget, true, (reader, param) -> reader.readRaster(0, param));
  }

  private static <T> T decode(
      PictureType type,
      StillFile still,
      Part part,
      CropRegion region,
      DecodingBudget budget,
      boolean listen,
      Decoding<T> decoding) {
    try (BudgetedInput in = new BudgetedInput(still, budget)) {
      ImageReader reader = type.reader();
      try {
        reader.setInput(in, true, true);
        if (listen) {
          reader.addIIOReadProgressListener(new Stop(budget));
        }
        reader.addIIOReadWarningListener((source, warning) -> refuseCutShort(warning));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(part.source);
        param.setSourceSubsampling(region.step(), region.step(), 0, 0);
        T decoded = decoding.read(reader, param);
        if (decoded == null) {
          throw new PictureRefusedException(Reason.BROKEN, null);
        }
        return decoded;
      } finally {
        reader.dispose();
      }
    } catch (PictureRefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders fail on hostile files with whatever exception they run into first.
      throw new PictureRefusedException(budget.spent() ? Reason.TOO_COSTLY : Reason.BROKEN, e);
    }
  }

  /// Readers go on behind the end of what there is, and only mention it. What else they mention
  /// (unknown parts, a wrong resolution) changes no pixel.
  private static void refuseCutShort(String warning) {
    String words = warning.toLowerCase(Locale.ROOT);
    if (words.contains("premature end") || words.contains("truncated")) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
  }

  /// Asks the budget for each line that comes out, when nothing is read any more.
  private record Stop(DecodingBudget budget) implements IIOReadProgressListener {
    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      budget.check();
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
      // Nothing is spent yet.
    }

    @Override
    public void imageComplete(ImageReader source) {
      // It was in time.
    }

    @Override
    public void readAborted(ImageReader source) {
      // Nobody aborts; the budget throws.
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {
      // There is one picture only.
    }

    @Override
    public void sequenceComplete(ImageReader source) {
      // There is one picture only.
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
      // Previews are left out of what is read.
    }

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {
      budget.check();
    }

    @Override
    public void thumbnailComplete(ImageReader source) {
      // Previews are left out of what is read.
    }
  }
}

package chatter.server.picture;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/// Looks to a decoder like the pixels of a whole picture, has memory for one line, and hands on
/// each line that is written to it.
final class LineRaster extends WritableRaster {
  private final RawPixels into;
  private final DecodingBudget budget;
  private final byte[] line;

  private LineRaster(int width, int height, RawPixels into, DecodingBudget budget) {
    super(
        // No distance from one line to the next: all are the same.
        new ComponentSampleModel(
            DataBuffer.TYPE_BYTE, width, height, into.bands, 0, bandOffsets(into.bands)),
        new DataBufferByte(width * into.bands),
        new Point());
    this.into = into;
    this.budget = budget;
    this.line = ((DataBufferByte) dataBuffer).getData();
  }

  private static int[] bandOffsets(int bands) {
    return bands == 1 ? new int[] {0} : new int[] {0, 1, 2};
  }

  /// A picture of grey or three colours to decode into, line by line and each line whole.
  static BufferedImage image(int width, int height, RawPixels into, DecodingBudget budget) {
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(into.bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            false,
            false,
            ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(colours, new LineRaster(width, height, into, budget), false, null);
  }

  @Override
  public void setRect(int column, int row, Raster from) {
    budget.check();
    from.getDataElements(0, 0, from.getWidth(), 1, line);
    into.putOpaque(row, line);
  }
}

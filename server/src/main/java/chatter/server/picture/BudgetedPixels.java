package chatter.server.picture;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;

/// Red, green, blue and alpha in a byte each, where asking for pixels and setting them asks the
/// budget: a lossless WebP can have its pixels gone over again and again long after the last byte
/// was read.
final class BudgetedPixels extends ComponentSampleModel {
  private static final int BETWEEN_CHECKS = 1 << 16;

  private final DecodingBudget budget;
  private int unchecked;

  BudgetedPixels(int width, int height, DecodingBudget budget) {
    super(DataBuffer.TYPE_BYTE, width, height, 4, 4 * width, new int[] {0, 1, 2, 3});
    this.budget = budget;
  }

  @Override
  public SampleModel createCompatibleSampleModel(int width, int height) {
    return new BudgetedPixels(width, height, budget);
  }

  @Override
  public Object getDataElements(int x, int y, Object into, DataBuffer data) {
    check();
    return super.getDataElements(x, y, into, data);
  }

  @Override
  public void setDataElements(int x, int y, Object from, DataBuffer data) {
    check();
    super.setDataElements(x, y, from, data);
  }

  @Override
  public int getSample(int x, int y, int band, DataBuffer data) {
    check();
    return super.getSample(x, y, band, data);
  }

  @Override
  public void setSample(int x, int y, int band, int value, DataBuffer data) {
    check();
    super.setSample(x, y, band, value, data);
  }

  // Two models are equal if they describe the same pixels; who looks on is no part of that.
  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  private void check() {
    if (++unchecked >= BETWEEN_CHECKS) {
      unchecked = 0;
      budget.check();
    }
  }
}

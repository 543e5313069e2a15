package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A GIF: a canvas, on which the first picture that shows anything is put where it belongs. Those
/// before it show nothing, so that nothing of them has to be kept.
final class GifFile implements PictureFile {
  /// So many pictures are looked at for one that shows something.
  private static final int MOST_FRAMES = 50;

  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;

  private final ByteBuffer in;
  private final List<Frame> frames = new ArrayList<>();
  private int headerEnd;
  private int width;
  private int height;
  private long largest;

  /// One of the pictures.
  ///
  /// @param control where what says of its transparency starts, or -1
  /// @param start of its descriptor
  /// @param end behind its last byte
  private record Frame(StillReader.Box box, int control, int start, int end) {}

  private GifFile(ByteBuffer upload) {
    this.in = upload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static GifFile of(ByteBuffer upload) {
    GifFile file = new GifFile(upload);
    file.walk();
    return file;
  }

  private void walk() {
    width = in.getShort(6) & 0xffff;
    height = in.getShort(8) & 0xffff;
    in.position(13 + paletteLength(in.get(10)));
    headerEnd = in.position();
    int control = -1;
    while (true) {
      int start = in.position();
      int kind = in.get() & 0xff;
      if (kind == TRAILER) {
        break;
      }
      if (kind == EXTENSION) {
        control = (in.get() & 0xff) == CONTROL ? start : control;
        skipBlocks();
      } else if (kind == IMAGE) {
        frame(control, start);
        control = -1;
      } else {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
    }
    if (frames.isEmpty()) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    StillReader.Box first = frames.getFirst().box;
    // As browsers do: the first picture is shown whole.
    width = Math.max(width, first.x() + first.width());
    height = Math.max(height, first.y() + first.height());
    PictureLimits.check(width, height, PictureLimits.MOST_PIXELS_AT_ONCE);
  }

  private void frame(int control, int start) {
    StillReader.Box box =
        new StillReader.Box(
            in.getShort(start + 1) & 0xffff,
            in.getShort(start + 3) & 0xffff,
            in.getShort(start + 5) & 0xffff,
            in.getShort(start + 7) & 0xffff);
    in.position(start + 10 + paletteLength(in.get(start + 9)));
    in.get();
    skipBlocks();
    if (frames.size() < MOST_FRAMES && box.width() > 0 && box.height() > 0) {
      PictureLimits.check(box.width(), box.height(), PictureLimits.MOST_PIXELS_AT_ONCE);
      largest = Math.max(largest, (long) box.width() * box.height());
      frames.add(new Frame(box, control, start, in.position()));
    }
  }

  /// In bytes.
  ///
  /// @param flags of the canvas or of a picture
  static int paletteLength(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
  }

  private void skipBlocks() {
    int length = in.get() & 0xff;
    while (length > 0) {
      in.position(in.position() + length);
      length = in.get() & 0xff;
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public long work() {
    return Math.max((long) width * height, largest * frames.size());
  }

  @Override
  public long memory() {
    return USUAL_MEMORY + 4 * work();
  }

  @Override
  public Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  @Override
  public byte[] profile() {
    return null;
  }

  @Override
  public RawPixels decode(CropRegion region, DecodingBudget budget) {
    RawPixels samples = new RawPixels(region, 3);
    for (Frame frame : frames) {
      budget.check();
      StillReader.read(PictureType.GIF, still(frame), frame.box, region, budget, null, samples);
      if (samples.visible()) {
        break;
      }
    }
    return samples;
  }

  /// A file with that picture alone, on a canvas of its own size.
  private StillFile still(Frame frame) {
    byte[] header = new byte[headerEnd];
    in.get(0, header);
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) frame.box.width())
        .putShort(8, (short) frame.box.height());
    StillFile still = new StillFile(in).add(header);
    if (frame.control >= 0) {
      still.add(frame.control, 8);
    }
    // At the corner of the canvas.
    return still
        .add(new byte[] {IMAGE, 0, 0, 0, 0})
        .add(frame.start + 5, frame.end - frame.start - 5)
        .add(new byte[] {TRAILER});
  }
}

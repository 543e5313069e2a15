package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import com.twelvemonkeys.imageio.plugins.webp.lossless.VP8LDecoder;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A WebP, lossy or not, still or moving: a canvas, on which the first picture that shows anything
/// is put where it belongs.
final class WebpFile implements PictureFile {
  private static final int MOST_FRAMES = 20;
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int VP8 = chunk("VP8 ");
  private static final int VP8L = chunk("VP8L");
  private static final int VP8X = chunk("VP8X");
  private static final int ALPH = chunk("ALPH");
  private static final int ANMF = chunk("ANMF");
  private static final int ICCP = chunk("ICCP");
  private static final int FRAME_HEADER = 16;
  private static final int LOSSLESS_SIGN = 0x2f;
  private static final int LOSSLESS_HEADER = 5;
  // The decoder takes eight bytes at a time, and those behind the last one too.
  private static final int READ_AHEAD = 8;
  private static final int HAS_ALPHA = 1 << 28;

  // What the decoders ask for, for each pixel. The lossy one gives back nearly all of it at once;
  // the other keeps as much as the file says, which is why it must not be given more.
  private static final int LOSSLESS_BYTES = 8;
  private static final int LOSSY_BYTES = 160;

  private final ByteBuffer in;
  private final List<Frame> frames = new ArrayList<>();
  private int width;
  private int height;
  private long pixels;
  private long memory;
  private int profileAt;
  private int profileLength;

  /// One of the pictures.
  ///
  /// @param at where its pixels start
  /// @param length how many bytes they have
  /// @param alphaAt where its transparency starts, if it stands beside them
  /// @param alphaLength how many bytes that has, 0 for none
  private record Frame(
      StillReader.Box box, boolean lossless, int at, int length, int alphaAt, int alphaLength) {}

  private WebpFile(ByteBuffer upload) {
    this.in = upload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static WebpFile of(ByteBuffer upload) {
    WebpFile file = new WebpFile(upload);
    file.walk();
    return file;
  }

  private void walk() {
    long end = 8 + Integer.toUnsignedLong(in.getInt(4));
    if (end > in.limit()) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    walk(RIFF_HEADER, (int) end, null);
    if (frames.isEmpty()) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    if (width == 0) {
      width = frames.getFirst().box.width();
      height = frames.getFirst().box.height();
    }
    PictureLimits.check(width, height, PictureLimits.MOST_PIXELS_AT_ONCE);
  }

  /// The parts of the file, or of one of its moving pictures.
  ///
  /// @param place where a moving picture stands, or null
  private void walk(int start, int end, StillReader.Box place) {
    int alphaAt = 0;
    int alphaLength = 0;
    for (int at = start; at + CHUNK_HEADER <= end; ) {
      int name = in.getInt(at);
      int length = in.getInt(at + 4);
      int data = at + CHUNK_HEADER;
      if (length < 0 || data + (long) length > end) {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
      if (name == VP8X && place == null && length >= 10) {
        width = 1 + threeBytes(data + 4);
        height = 1 + threeBytes(data + 7);
      } else if (name == ICCP && place == null) {
        profileAt = data;
        profileLength = length;
      } else if (name == ANMF && place == null && length >= FRAME_HEADER) {
        StillReader.Box box =
            new StillReader.Box(
                2 * threeBytes(data),
                2 * threeBytes(data + 3),
                1 + threeBytes(data + 6),
                1 + threeBytes(data + 9));
        walk(data + FRAME_HEADER, data + length, box);
      } else if (name == ALPH) {
        alphaAt = data;
        alphaLength = length;
      } else if (name == VP8 || name == VP8L) {
        add(name == VP8L, data, length, place, alphaAt, alphaLength);
        // What comes behind the pixels is not looked at by browsers either.
        if (place != null) {
          return;
        }
      }
      at = data + length + (length & 1);
    }
  }

  private void add(
      boolean lossless, int at, int length, StillReader.Box place, int alphaAt, int alphaLength) {
    if (frames.size() >= (place == null ? 1 : MOST_FRAMES)) {
      return;
    }
    int w;
    int h;
    if (lossless) {
      if (length < LOSSLESS_HEADER || in.get(at) != LOSSLESS_SIGN) {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
      int size = in.getInt(at + 1);
      w = 1 + (size & 0x3fff);
      h = 1 + (size >> 14 & 0x3fff);
    } else {
      w = in.getShort(at + 6) & 0x3fff;
      h = in.getShort(at + 8) & 0x3fff;
    }
    if (place != null && (place.width() != w || place.height() != h)) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    PictureLimits.check(w, h, PictureLimits.MOST_PIXELS_AT_ONCE);
    pixels += (long) w * h;
    memory +=
        (long) w * h * (lossless || alphaLength > 0 ? LOSSLESS_BYTES : 0)
            + (long) w * h * (lossless ? 0 : LOSSY_BYTES);
    frames.add(
        new Frame(
            place == null ? new StillReader.Box(0, 0, w, h) : place,
            lossless,
            at,
            length,
            alphaAt,
            alphaLength));
  }

  private int threeBytes(int at) {
    return (in.getShort(at) & 0xffff) | (in.get(at + 2) & 0xff) << 16;
  }

  private static int chunk(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
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
    return Math.max((long) width * height, 4 * pixels);
  }

  @Override
  public long memory() {
    return USUAL_MEMORY + memory;
  }

  @Override
  public Orientation orientation() {
    return Orientation.of(PictureType.WEBP, in);
  }

  @Override
  public byte[] profile() {
    if (profileLength == 0 || profileLength > ColourProfile.MOST_BYTES) {
      return null;
    }
    byte[] profile = new byte[profileLength];
    in.get(profileAt, profile);
    return profile;
  }

  @Override
  public RawPixels decode(CropRegion region, DecodingBudget budget) {
    RawPixels samples = new RawPixels(region, 3);
    for (Frame frame : frames) {
      budget.check();
      if (frame.lossless) {
        lossless(frame, region, budget, samples);
      } else {
        lossy(frame, region, budget, samples);
      }
      if (samples.visible()) {
        break;
      }
    }
    return samples;
  }

  private void lossy(Frame frame, CropRegion region, DecodingBudget budget, RawPixels samples) {
    int padding = frame.length & 1;
    ByteBuffer header =
        ByteBuffer.allocate(RIFF_HEADER + CHUNK_HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(chunk("RIFF"))
            .putInt(4 + CHUNK_HEADER + frame.length + padding)
            .putInt(chunk("WEBP"))
            .putInt(VP8)
            .putInt(frame.length);
    StillFile still =
        new StillFile(in).add(header.array()).add(frame.at, frame.length).add(new byte[padding]);
    RawPixels.Alpha beside = null;
    if (frame.alphaLength > 0) {
      byte[] alpha = alpha(frame, budget);
      Rectangle source =
          StillReader.Part.of(frame.box, region)
              .map(StillReader.Part::source)
              .orElseGet(Rectangle::new);
      beside =
          (x, y) ->
              alpha[
                  (source.y + y * region.step()) * frame.box.width()
                      + source.x
                      + x * region.step()];
    }
    StillReader.read(PictureType.WEBP, still, frame.box, region, budget, beside, samples);
  }

  private void lossless(Frame frame, CropRegion region, DecodingBudget budget, RawPixels samples) {
    StillReader.Part part = StillReader.Part.of(frame.box, region).orElse(null);
    if (part == null) {
      return;
    }
    byte[] rgba =
        decodeLossless(
            new StillFile(in).add(frame.at, frame.length).add(new byte[READ_AHEAD]),
            frame.box,
            budget);
    int opaque = (in.getInt(frame.at + 1) & HAS_ALPHA) == 0 ? 0xff000000 : 0;
    ByteBuffer pixels = ByteBuffer.wrap(rgba);
    Rectangle source = part.source();
    for (int y = 0; y < source.height; y += region.step()) {
      int column = part.column();
      for (int x = 0; x < source.width; x += region.step()) {
        int pixel = (source.y + y) * frame.box.width() + source.x + x;
        samples.put(column++, Integer.rotateRight(pixels.getInt(4 * pixel), 8) | opaque);
      }
      samples.putLine(
          part.row() + y / region.step(), part.column(), column - part.column(), opaque != 0);
    }
  }

  /// The transparency that stands beside lossy pixels: plain, or as the green of a lossless
  /// picture; each value may be told as the difference to its neighbours.
  private byte[] alpha(Frame frame, DecodingBudget budget) {
    int flags = in.get(frame.alphaAt);
    int w = frame.box.width();
    int h = frame.box.height();
    byte[] alpha = new byte[w * h];
    if ((flags & 3) == 0) {
      if (frame.alphaLength - 1 < alpha.length) {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
      in.get(frame.alphaAt + 1, alpha);
    } else {
      StillFile file =
          new StillFile(in)
              .add(new byte[LOSSLESS_HEADER])
              .add(frame.alphaAt + 1, frame.alphaLength - 1)
              .add(new byte[READ_AHEAD]);
      byte[] rgba = decodeLossless(file, frame.box, budget);
      for (int i = 0; i < alpha.length; i++) {
        alpha[i] = rgba[4 * i + 1];
      }
    }
    unfilter(alpha, w, flags >> 2 & 3);
    return alpha;
  }

  private static void unfilter(byte[] alpha, int w, int filter) {
    if (filter == 0) {
      return;
    }
    for (int i = 1; i < alpha.length; i++) {
      int left = i % w == 0 ? -1 : alpha[i - 1] & 0xff;
      int above = i < w ? -1 : alpha[i - w] & 0xff;
      int guess;
      if (above < 0) {
        guess = left;
      } else if (left < 0 || filter == 2) {
        guess = above;
      } else if (filter == 1) {
        guess = left;
      } else {
        guess = Math.max(0, Math.min(255, left + above - (alpha[i - w - 1] & 0xff)));
      }
      alpha[i] += (byte) guess;
    }
  }

  /// All of it, as red, green, blue and alpha.
  private static byte[] decodeLossless(StillFile file, StillReader.Box box, DecodingBudget budget) {
    DataBufferByte data = new DataBufferByte(4 * box.width() * box.height());
    WritableRaster raster =
        Raster.createWritableRaster(
            new BudgetedPixels(box.width(), box.height(), budget), data, null);
    try (BudgetedInput input = new BudgetedInput(file, budget)) {
      input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      new VP8LDecoder(input, false).readVP8Lossless(raster, true, null, box.width(), box.height());
    } catch (PictureRefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new PictureRefusedException(budget.spent() ? Reason.TOO_COSTLY : Reason.BROKEN, e);
    }
    return data.getData();
  }
}

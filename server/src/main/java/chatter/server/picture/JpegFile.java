package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A JPEG. What its numbers are (YCbCr, RGB, grey, inks) is decided here, by the rules that
/// browsers have from libjpeg; Java's reader has others, and refuses inks.
final class JpegFile implements PictureFile {
  /// The most passes over the picture; encoders make about ten.
  static final int MOST_SCANS = 64;

  /// The most pixels of one with several passes: its coefficients are held in memory, outside of
  /// Java's.
  private static final long MOST_PIXELS_IN_SCANS = 24_000_000;

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final String ICC = "ICC_PROFILE\0";

  /// Adobe's word that three numbers are red, green and blue. To the reader they then are colours
  /// already, and come as they are.
  private static final byte[] AS_THEY_ARE = {
    (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private final ByteBuffer upload;
  private final StillFile still;
  private int width;
  private int height;
  private int components;
  private int componentIds;
  private int scans;
  private boolean jfif;
  private int adobeTransform = -1;
  private final byte[][] profileParts = new byte[256][];
  private int profileLength;

  private JpegFile(ByteBuffer upload) {
    this.upload = upload;
    this.still = new StillFile(upload);
  }

  static JpegFile of(ByteBuffer upload) {
    JpegFile file = new JpegFile(upload);
    file.walk();
    if (file.scans == 0 || file.components == 0) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    PictureLimits.check(
        file.width,
        file.height,
        file.scans > 1
            ? MOST_PIXELS_IN_SCANS
            : file.byLines() ? PictureLimits.MOST_PIXELS_OF_A_PHOTO : PictureLimits.MOST_PIXELS);
    return file;
  }

  private void walk() {
    ByteBuffer in = upload.duplicate();
    still.add(0, 2);
    in.position(2);
    while (true) {
      // Between segments anything may stand, as decoders see it.
      int marker = in.get() & 0xff;
      while (marker != 0xff) {
        marker = in.get() & 0xff;
      }
      while (marker == 0xff) {
        marker = in.get() & 0xff;
      }
      if (marker == EOI) {
        still.add(in.position() - 2, 2);
        return;
      }
      if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= SOI)) {
        continue;
      }
      int start = in.position();
      int length = in.getShort() & 0xffff;
      if (length < 2) {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
      in.position(start + length);
      segment(marker, start, length);
      if (marker == SOS) {
        copyScan(in);
      }
    }
  }

  private void segment(int marker, int start, int length) {
    if (marker >= APP0 && marker <= APP15) {
      application(marker, start, length);
      return;
    }
    if (marker == COM) {
      return;
    }
    if (marker == SOS && ++scans > MOST_SCANS) {
      throw new PictureRefusedException(Reason.TOO_COSTLY, null);
    }
    if (isFrame(marker)) {
      if (upload.get(start + 7) == 3) {
        still.add(AS_THEY_ARE);
      }
      frame(start, length);
    }
    still.add(start - 2, length + 2);
  }

  /// Whether a marker is of the segment that says how large the picture is.
  static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
  }

  private void frame(int start, int length) {
    ByteBuffer in = upload;
    if (components != 0 || length < 8) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    height = in.getShort(start + 3) & 0xffff;
    width = in.getShort(start + 5) & 0xffff;
    components = in.get(start + 7) & 0xff;
    if (length < 8 + 3 * components) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    for (int i = 0; i < Math.min(components, 3); i++) {
      componentIds = componentIds << 8 | (in.get(start + 8 + 3 * i) & 0xff);
    }
  }

  private void application(int marker, int start, int length) {
    if (marker == APP0 && startsWith("JFIF\0", start + 2, length - 2)) {
      jfif = true;
    } else if (marker == APP14 && length >= 14 && startsWith("Adobe", start + 2, length - 2)) {
      adobeTransform = upload.get(start + 13) & 0xff;
    } else if (marker == APP2 && length > 16 && startsWith(ICC, start + 2, length - 2)) {
      int number = upload.get(start + 14) & 0xff;
      profileLength = Math.min(profileLength + length - 16, ColourProfile.MOST_BYTES + 1);
      byte[] part = null;
      if (profileLength <= ColourProfile.MOST_BYTES) {
        part = new byte[length - 16];
        upload.get(start + 16, part);
      }
      profileParts[number] = part;
    }
  }

  private boolean startsWith(String name, int at, int length) {
    if (length < name.length()) {
      return false;
    }
    byte[] there = new byte[name.length()];
    upload.get(at, there);
    return new String(there, StandardCharsets.ISO_8859_1).equals(name);
  }

  private void copyScan(ByteBuffer in) {
    int start = in.position();
    int at = start;
    while (true) {
      if (upload.get(at) == (byte) 0xff) {
        int next = upload.get(at + 1) & 0xff;
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
          break;
        }
        at += next == 0xff ? 1 : 2;
      } else {
        at++;
      }
    }
    still.add(start, at - start);
    in.position(at);
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
    return (long) width * height * scans;
  }

  /// Inks are refused by the reader, unless they are wanted as numbers, all at once.
  @Override
  public boolean byLines() {
    return components != 4;
  }

  @Override
  public boolean plain() {
    return components != 4 && profile() == null && orientation().equals(Orientation.UPRIGHT);
  }

  @Override
  public Orientation orientation() {
    return Orientation.of(PictureType.JPEG, upload);
  }

  @Override
  public byte[] profile() {
    if (profileLength == 0 || profileLength > ColourProfile.MOST_BYTES) {
      return null;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : profileParts) {
      if (part != null) {
        whole.writeBytes(part);
      }
    }
    return whole.toByteArray();
  }

  @Override
  public RawPixels decode(CropRegion region, DecodingBudget budget) {
    if (components != 1 && components != 3 && components != 4) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    StillReader.Part part =
        StillReader.Part.of(new StillReader.Box(0, 0, width, height), region).orElseThrow();
    RawPixels samples = new RawPixels(region, components);
    if (byLines()) {
      StillReader.readLines(PictureType.JPEG, still, part, region, budget, samples);
    } else {
      Raster raster = StillReader.readRaster(PictureType.JPEG, still, part, region, budget);
      if (raster.getNumBands() != components) {
        throw new PictureRefusedException(Reason.BROKEN, null);
      }
      samples.put(raster, null, 0, 0);
    }
    if (components == 3 && !rgb()) {
      fromYcc(samples, false);
    } else if (components == 4 && adobeTransform > 0) {
      fromYcc(samples, true);
    }
    return samples;
  }

  private boolean rgb() {
    return !jfif && (adobeTransform >= 0 ? adobeTransform == 0 : componentIds == 0x524742);
  }

  /// In place; inks are the rest to white.
  private static void fromYcc(RawPixels samples, boolean inks) {
    byte[] c = samples.colours();
    int flip = inks ? 0xff : 0;
    for (int i = 0; i < c.length; i += samples.bands) {
      double y = c[i] & 0xff;
      double cb = (c[i + 1] & 0xff) - 128;
      double cr = (c[i + 2] & 0xff) - 128;
      c[i] = (byte) (clamp(y + 1.402 * cr) ^ flip);
      c[i + 1] = (byte) (clamp(y - 0.344136 * cb - 0.714136 * cr) ^ flip);
      c[i + 2] = (byte) (clamp(y + 1.772 * cb) ^ flip);
    }
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, value + 0.5));
  }
}

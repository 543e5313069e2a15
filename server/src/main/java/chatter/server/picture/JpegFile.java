package chatter.server.picture;

import chatter.server.picture.PictureRefusedException.Reason;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  private final byte[] upload;
  private final ByteArrayOutputStream still = new ByteArrayOutputStream();
  private int width;
  private int height;
  private int components;
  private int componentIds;
  private int scans;
  private boolean jfif;
  private int adobeTransform = -1;
  private final byte[][] profileParts = new byte[256][];
  private int profileLength;

  private JpegFile(byte[] upload) {
    this.upload = upload;
  }

  static JpegFile of(byte[] upload) {
    JpegFile file = new JpegFile(upload);
    file.walk();
    if (file.scans == 0 || file.components == 0) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    PictureLimits.check(
        file.width, file.height, file.scans > 1 ? MOST_PIXELS_IN_SCANS : PictureLimits.MOST_PIXELS);
    return file;
  }

  private void walk() {
    ByteBuffer in = ByteBuffer.wrap(upload);
    marker(SOI);
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
        marker(EOI);
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
    if (marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC) {
      frame(start, length);
    }
    marker(marker);
    still.write(upload, start, length);
  }

  private void frame(int start, int length) {
    ByteBuffer in = ByteBuffer.wrap(upload);
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
      adobeTransform = upload[start + 13] & 0xff;
    } else if (marker == APP2
        && length > 16
        && startsWith(new String(ICC, StandardCharsets.US_ASCII), start + 2, length - 2)) {
      int number = upload[start + 14] & 0xff;
      profileLength += length - 16;
      profileParts[number] =
          profileLength > ColourProfile.MOST_BYTES
              ? null
              : Arrays.copyOfRange(upload, start + 16, start + length);
    }
  }

  private boolean startsWith(String name, int at, int length) {
    return length >= name.length()
        && new String(upload, at, name.length(), StandardCharsets.ISO_8859_1).equals(name);
  }

  private void copyScan(ByteBuffer in) {
    int start = in.position();
    int at = start;
    while (true) {
      if (upload[at] == (byte) 0xff) {
        int next = upload[at + 1] & 0xff;
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
          break;
        }
        at += next == 0xff ? 1 : 2;
      } else {
        at++;
      }
    }
    still.write(upload, start, at - start);
    in.position(at);
  }

  private void marker(int marker) {
    still.write(0xff);
    still.write(marker);
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
    Raster raster =
        StillReader.readRaster(PictureType.JPEG, still.toByteArray(), part, region, budget);
    if (raster.getNumBands() != components) {
      throw new PictureRefusedException(Reason.BROKEN, null);
    }
    RawPixels samples = new RawPixels(region.side(), components);
    samples.put(raster, null, 0, 0);
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
    byte[] c = samples.colours;
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

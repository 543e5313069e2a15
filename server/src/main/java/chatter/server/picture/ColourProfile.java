package chatter.server.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the numbers of a file mean as colours (ICC). One that makes no sense is as good as none, as
/// in browsers.
final class ColourProfile {
  /// The most bytes that are looked at; those of printing presses have half of it.
  static final int MOST_BYTES = 1 << 20;

  private static final int HEADER = 128;
  private static final int ENTRY = 12;
  private static final int MOST_TAGS = 100;

  // Those that say how to get from the file's numbers to colours. The others would be read too:
  // among them are programs of any length (mpet), which would run for every colour.
  private static final Set<String> USED =
      Set.of(
          "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "wtpt", "chad", "A2B0", "A2B1");
  private static final Set<String> KNOWN_TYPES =
      Set.of("XYZ ", "curv", "para", "sf32", "mft1", "mft2", "mAB ");

  private ColourProfile() {}

  /// Colours for sRGB, which is what pictures without a profile are.
  ///
  /// @param profile its bytes
  /// @param colours numbers of the file, of each pixel in turn
  /// @param bands how many make a colour
  /// @param width in pixels
  /// @param height in pixels
  /// @return red, green and blue for each, or null if the profile cannot be used
  static byte[] convert(byte[] profile, byte[] colours, int bands, int width, int height) {
    try {
      byte[] plain = withoutPrograms(profile);
      ICC_Profile from = plain == null ? null : ICC_Profile.getInstance(plain);
      if (from == null || from.getNumComponents() != bands) {
        return null;
      }
      byte[] in = colours;
      if (bands == 4) {
        in = new byte[colours.length];
        for (int i = 0; i < in.length; i++) {
          in[i] = (byte) ~colours[i];
        }
      }
      WritableRaster result = raster(new byte[width * height * 3], 3, width, height);
      new ColorConvertOp(
              new ICC_Profile[] {from, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null)
          .filter(raster(in, bands, width, height), result);
      return ((DataBufferByte) result.getDataBuffer()).getData();
    } catch (CMMException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static WritableRaster raster(byte[] data, int bands, int width, int height) {
    int[] offsets = new int[bands];
    for (int i = 0; i < bands; i++) {
      offsets[i] = i;
    }
    return Raster.createInterleavedRaster(
        new DataBufferByte(data, data.length), width, height, width * bands, bands, offsets, null);
  }

  /// The same profile with nothing but what is used, or null if it is none.
  private static byte[] withoutPrograms(byte[] profile) {
    if (profile.length < HEADER + 4 || profile.length > MOST_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(profile);
    int count = in.getInt(HEADER);
    if (count < 0 || count > MOST_TAGS) {
      return null;
    }
    record Tag(int name, int offset, int length) {}
    List<Tag> tags = new ArrayList<>();
    int total = HEADER + 4;
    for (int i = 0; i < count; i++) {
      int at = HEADER + 4 + i * ENTRY;
      Tag tag = new Tag(in.getInt(at), in.getInt(at + 4), in.getInt(at + 8));
      if (USED.contains(name(profile, at))
          && tag.length >= 8
          && tag.offset >= 0
          && tag.offset <= profile.length - tag.length
          && KNOWN_TYPES.contains(name(profile, tag.offset))) {
        tags.add(tag);
        total += ENTRY + (tag.length + 3 & ~3);
        if (total > 4 * MOST_BYTES) {
          return null;
        }
      }
    }
    ByteBuffer out = ByteBuffer.allocate(total);
    out.put(profile, 0, HEADER).putInt(tags.size());
    int data = HEADER + 4 + tags.size() * ENTRY;
    for (Tag tag : tags) {
      out.putInt(tag.name).putInt(data).putInt(tag.length);
      out.put(data, profile, tag.offset, tag.length);
      data += tag.length + 3 & ~3;
    }
    return out.putInt(0, total).array();
  }

  private static String name(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }
}

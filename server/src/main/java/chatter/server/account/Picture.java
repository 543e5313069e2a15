package chatter.server.account;

import chatter.server.account.PictureRefusedException.Reason;
import chatter.shared.limits.Limits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A profile picture as it is stored and served: a square of `SIDE` pixels that this program
/// encoded itself, so that nothing of the upload survives but what can be seen.
public final class Picture {
  /// Width and height in pixels.
  public static final int SIDE = 256;

  private static final float JPEG_QUALITY = 0.88f;

  private final String hash;
  private final String mediaType;
  private final byte[] bytes;

  /// @param hash SHA-256 of the bytes in hex
  /// @param mediaType `image/png` or `image/jpeg`
  /// @param bytes owned from here on
  Picture(String hash, String mediaType, byte[] bytes) {
    this.hash = hash;
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /// SHA-256 of the bytes in hex, which is also its name.
  public String hash() {
    return hash;
  }

  /// `image/png` or `image/jpeg`.
  public String mediaType() {
    return mediaType;
  }

  /// The encoded picture. Shared; nobody may change it.
  public byte[] bytes() {
    return bytes;
  }

  /// Makes one from an uploaded file. Takes up to a second of one core and memory in proportion to
  /// the pixels, so callers limit how many do this at a time.
  ///
  /// @throws PictureRefusedException if it is none, or too large
  static Picture fromUpload(byte[] upload) {
    if (upload.length > Limits.AVATAR_BYTES) {
      throw new PictureRefusedException(Reason.TOO_LARGE, null);
    }
    PictureType type =
        PictureType.of(upload)
            .orElseThrow(() -> new PictureRefusedException(Reason.UNKNOWN_TYPE, null));
    BufferedImage decoded = decode(type, upload);
    BufferedImage square = SquareCrop.of(decoded, Orientation.of(type, upload), SIDE);
    boolean transparent = square.getColorModel().hasAlpha();
    byte[] bytes = encode(square, transparent ? "png" : "jpeg");
    return new Picture(sha256(bytes), transparent ? "image/png" : "image/jpeg", bytes);
  }

  private static BufferedImage decode(PictureType type, byte[] upload) {
    // Streams made by hand: the ImageIO helper would go through a file on the disk.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
      ImageReader reader = type.reader();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width <= 0 || height <= 0) {
          throw new PictureRefusedException(Reason.BROKEN, null);
        }
        if ((long) width * height > type.maxPixels()) {
          throw new PictureRefusedException(Reason.TOO_MANY_PIXELS, null);
        }
        // Every n-th pixel of a huge picture, but always enough for averaging 2 x 2.
        int step = Math.max(1, Math.min(width, height) / (2 * SIDE));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(0, param);
        if (image == null) {
          throw new PictureRefusedException(Reason.BROKEN, null);
        }
        return image;
      } finally {
        reader.dispose();
      }
    } catch (PictureRefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders fail on hostile files with whatever exception they run into first.
      throw new PictureRefusedException(Reason.BROKEN, e);
    }
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * 1024);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("encoding into memory cannot fail", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

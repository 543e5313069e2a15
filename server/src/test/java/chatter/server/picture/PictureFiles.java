package chatter.server.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Files of pictures as no program of good will writes them.
final class PictureFiles {
  private PictureFiles() {}

  /// A PNG whose lines all hold the same byte.
  static byte[] emptyPng(int width, int height, int depth, int type, int interlace, byte[]... extra)
      throws IOException {
    int[] samples = {1, 0, 3, 1, 2, 0, 4};
    long line = ((long) width * samples[type] * depth + 7) / 8 + 1;
    long total = line * height + (interlace == 0 ? 0 : line * height / 4 + 8L * height + 64);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
      byte[] piece = new byte[1 << 16];
      for (long done = 0; done < total; done += piece.length) {
        out.write(piece, 0, (int) Math.min(piece.length, total - done));
      }
    }
    return png(width, height, depth, type, interlace, packed.toByteArray(), extra);
  }

  static byte[] png(
      int width, int height, int depth, int type, int interlace, byte[] packed, byte[]... extra) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    file.writeBytes(
        chunk(
            "IHDR",
            ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) type)
                .putShort((short) 0)
                .put((byte) interlace)
                .array()));
    for (byte[] each : extra) {
      file.writeBytes(each);
    }
    file.writeBytes(chunk("IDAT", packed));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  static byte[] chunk(String name, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(name.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  static byte[] packed(byte[] data, int times) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9))) {
      for (int i = 0; i < times; i++) {
        out.write(data);
      }
    }
    return packed.toByteArray();
  }

  static byte[] encode(BufferedImage image, String format, boolean progressive) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static BufferedImage filled(int width, int height, int type, int argb) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb);
      }
    }
    return image;
  }

  static void fill(BufferedImage image, int x0, int y0, int x1, int y1, int argb) {
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        image.setRGB(x, y, argb);
      }
    }
  }

  /// The same progressive JPEG with its last pass said again and again.
  static byte[] withScans(byte[] jpeg, int more) {
    int scan = 0;
    for (int i = 2; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
        scan = i;
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, scan);
    for (int i = 0; i <= more; i++) {
      file.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    file.write(jpeg, jpeg.length - 2, 2);
    return file.toByteArray();
  }

  /// Bits of a lossless WebP, the lowest first.
  static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int count;

    Bits(int width, int height) {
      put(0x2f, 8).put(width - 1, 14).put(height - 1, 14).put(0, 1).put(0, 3);
    }

    Bits put(int value, int bits) {
      for (int i = 0; i < bits; i++) {
        current |= (value >> i & 1) << count;
        if (++count == 8) {
          bytes.write(current);
          current = 0;
          count = 0;
        }
      }
      return this;
    }

    /// Five tables that know one value each, which therefore takes no bits.
    Bits tables(int red, int green, int blue) {
      for (int value : new int[] {green, red, blue, 255, 0}) {
        put(1, 1).put(0, 1).put(1, 1).put(value, 8);
      }
      return this;
    }

    byte[] webp() {
      put(0, 8 - count);
      byte[] pixels = bytes.toByteArray();
      int padded = pixels.length + (pixels.length & 1);
      return ByteBuffer.allocate(20 + padded)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put("RIFF".getBytes(StandardCharsets.US_ASCII))
          .putInt(12 + padded)
          .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
          .putInt(pixels.length)
          .put(pixels)
          .array();
    }
  }

  /// A GIF of one colour and a transparent one, whose pictures are all of one.
  ///
  /// @param frames of each: left, top, width, height, and 1 to be seen or 0 for transparent
  static byte[] gif(int width, int height, int[]... frames) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(shorts(width, height));
    file.writeBytes(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, (byte) 200, 20, 20});
    for (int[] frame : frames) {
      file.writeBytes(new byte[] {0x21, (byte) 0xf9, 4, 1, 0, 0, 0, 0, 0x2c});
      file.writeBytes(shorts(frame[0], frame[1]));
      file.writeBytes(shorts(frame[2], frame[3]));
      file.writeBytes(new byte[] {0, 2});
      file.writeBytes(lzw(frame[2] * frame[3], frame[4]));
    }
    file.write(0x3b);
    return file.toByteArray();
  }

  /// Each pixel by itself, and a new start before codes would grow.
  private static byte[] lzw(int pixels, int value) {
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    int current = 0;
    int count = 0;
    for (int i = 0; i <= pixels; i++) {
      int[] next =
          i == pixels ? new int[] {5} : i % 2 == 0 ? new int[] {4, value} : new int[] {value};
      for (int code : next) {
        current |= code << count;
        count += 3;
        while (count >= 8) {
          codes.write(current & 0xff);
          current >>= 8;
          count -= 8;
        }
      }
    }
    codes.write(current);
    byte[] data = codes.toByteArray();
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    for (int at = 0; at < data.length; at += 255) {
      int length = Math.min(255, data.length - at);
      blocks.write(length);
      blocks.write(data, at, length);
    }
    blocks.write(0);
    return blocks.toByteArray();
  }

  private static byte[] shorts(int first, int second) {
    return ByteBuffer.allocate(4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) first)
        .putShort((short) second)
        .array();
  }

  /// One of the files beside this class, made by ImageMagick with libwebp.
  static byte[] resource(String name) throws IOException {
    try (InputStream in = PictureFiles.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /// What a camera writes of how it was held, and nothing else.
  static byte[] tiff(int orientation) {
    return ByteBuffer.allocate(26)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  static byte[] jpegWithExif(byte[] jpeg, byte[] tiff) {
    return jpegWith(
        jpeg,
        0xe1,
        ByteBuffer.allocate(6 + tiff.length)
            .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
            .put(tiff)
            .array());
  }

  /// The same JPEG with one more segment, before all others.
  static byte[] jpegWith(byte[] jpeg, int marker, byte[] data) {
    return ByteBuffer.allocate(jpeg.length + 4 + data.length)
        .put(jpeg, 0, 2)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (2 + data.length))
        .put(data)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  static byte[] pngWithExif(byte[] png, byte[] tiff) {
    return pngWith(png, chunk("eXIf", tiff));
  }

  /// The same PNG with one more chunk, behind the header.
  static byte[] pngWith(byte[] png, byte[] chunk) {
    int afterHeader = 33;
    return ByteBuffer.allocate(png.length + chunk.length)
        .put(png, 0, afterHeader)
        .put(chunk)
        .put(png, afterHeader, png.length - afterHeader)
        .array();
  }
}

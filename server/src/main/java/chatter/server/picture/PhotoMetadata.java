package chatter.server.picture;

import chatter.shared.picture.ExifOrientation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/// What a photograph says besides its pixels: where, when and with what it was taken, what it is
/// called, what it looked like before it was cut, the seconds around it as a video.
///
/// A file is kept by parts that are known to be needed for showing it, and everything else is left
/// out, so that what nobody here has heard of does not get through either. Nothing is decoded and
/// nothing compressed again.
public final class PhotoMetadata {
  /// What became of a file.
  public enum Result {
    /// The copy has nothing but what is needed to show it.
    CLEAN,
    /// No JPEG, PNG, WebP or GIF, or one that makes no sense: the copy is the same, byte for byte,
    /// with all that it may say.
    COPIED
  }

  private static final int BUFFER = 64 << 10;

  private final Source in;
  private final Sink out;

  private PhotoMetadata(Source in, Sink out) {
    this.in = in;
    this.out = out;
  }

  /// Copies a file without what it says of the photographer. How the camera was held is kept, since
  /// without it the picture lies on its side. A file that is cut short is cut short still. Linear
  /// in its length, with two buffers of 64 KiB and one segment of as much in memory.
  ///
  /// @param from is not changed
  /// @param to another file, made or overwritten
  /// @throws IOException if reading or writing fails; then `to` is of no use
  public static Result strip(Path from, Path to) throws IOException {
    if (Files.exists(to) && Files.isSameFile(from, to)) {
      throw new IllegalArgumentException("onto itself: " + from);
    }
    try (Source in = new Source(from);
        Sink out = new Sink(to)) {
      if (new PhotoMetadata(in, out).understood()) {
        out.flush();
        return Result.CLEAN;
      }
      in.copyAllTo(out);
      return Result.COPIED;
    }
  }

  private boolean understood() throws IOException {
    byte[] first = new byte[12];
    int length = in.read(first, first.length);
    in.restart();
    return switch (PictureType.of(ByteBuffer.wrap(first, 0, length)).orElse(null)) {
      case JPEG -> jpeg();
      case PNG -> png();
      case GIF -> gif();
      case WEBP -> webp();
      case null -> false;
    };
  }

  // ---- JPEG

  private static final int JPEG_SOI = 0xd8;
  private static final int JPEG_EOI = 0xd9;
  private static final int JPEG_SOS = 0xda;
  private static final int MOST_SEGMENT = 0xffff - 2;

  /// Segments up to each scan and between them, and the scans, as they are. What comes behind the
  /// end mark is not copied: other pictures, videos.
  private boolean jpeg() throws IOException {
    in.skip(2);
    out.bytes(0xff, JPEG_SOI);
    byte[] data = new byte[MOST_SEGMENT];
    boolean scanned = false;
    boolean turned = false;
    int marker = nextMarker();
    while (marker != JPEG_EOI) {
      if (marker <= 0) {
        return scanned;
      }
      if (marker == 1 || (marker >= 0xd0 && marker <= 0xd7)) {
        // Without a segment, and without a meaning here.
        marker = nextMarker();
        continue;
      }
      int length = in.twoBytes() - 2;
      if (length < 0 || in.read(data, length) < length) {
        return scanned;
      }
      switch (marker) {
        case 0xe0 -> jfif(data, length);
        case 0xe1 -> {
          if (!turned && startsWith(data, length, "Exif")) {
            turned = true;
            byte[] exif = exif(data, 6, length);
            if (exif != null) {
              segment(marker, exif, exif.length);
            }
          }
        }
        case 0xe2 -> {
          if (startsWith(data, length, "ICC_PROFILE\0")) {
            segment(marker, data, length);
          }
        }
        case 0xee -> {
          if (length >= 12 && startsWith(data, length, "Adobe")) {
            segment(marker, data, 12);
          }
        }
        case 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef, 0xfe -> {
          // Of programs and printers, IPTC, comments.
        }
        case 0xdb, 0xdc, 0xdd, JPEG_SOS -> segment(marker, data, length);
        default -> {
          // Tables and frames; the rest is of kinds of JPEG that nothing shows.
          if (marker < 0xc0 || marker > 0xcf || marker == 0xc8) {
            return false;
          }
          segment(marker, data, length);
        }
      }
      if (marker == JPEG_SOS) {
        scanned = true;
        marker = scan();
      } else {
        marker = nextMarker();
      }
    }
    out.bytes(0xff, JPEG_EOI);
    return scanned;
  }

  /// The next marker, -1 at the end of the file. As decoders see it, anything may stand before it.
  private int nextMarker() throws IOException {
    while (true) {
      int next = in.read();
      while (next >= 0 && next != 0xff) {
        next = in.read();
      }
      while (next == 0xff) {
        next = in.read();
      }
      if (next != 0) {
        return next;
      }
    }
  }

  /// Copies the pixels, and returns the marker behind them, or -1 at the end of the file.
  private int scan() throws IOException {
    while (true) {
      int next = in.read();
      if (next < 0) {
        return next;
      }
      if (next != 0xff) {
        out.write(next);
        continue;
      }
      // Any number of them is as good as one.
      while (next == 0xff) {
        next = in.read();
      }
      if (next != 0 && (next < 0xd0 || next > 0xd7)) {
        return next;
      }
      out.bytes(0xff, next);
    }
  }

  /// Without the small picture that may stand in it.
  private void jfif(byte[] data, int length) throws IOException {
    if (length >= 14 && startsWith(data, length, "JFIF\0")) {
      data[12] = 0;
      data[13] = 0;
      segment(0xe0, data, 14);
    }
  }

  private void segment(int marker, byte[] data, int length) throws IOException {
    int whole = length + 2;
    out.bytes(0xff, marker, whole >> 8, whole & 0xff);
    out.write(data, length);
  }

  // ---- PNG

  private static final Set<String> PNG_KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV",
          "cLLI", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT");
  private static final int PNG_SIGNATURE = 8;

  private boolean png() throws IOException {
    in.copy(PNG_SIGNATURE, out);
    boolean first = true;
    boolean pixels = false;
    boolean turned = false;
    while (true) {
      long length = in.fourBytes();
      String name = in.name();
      if (length < 0 || length > Integer.MAX_VALUE || name.isEmpty()) {
        return pixels && in.ended();
      }
      if (first != name.equals("IHDR") || (first && length != 13)) {
        return false;
      }
      first = false;
      if (PNG_KEPT.contains(name)) {
        pixels |= name.equals("IDAT");
        out.fourBytes(length);
        out.name(name);
        in.copy(length + 4, out);
        if (name.equals("IEND")) {
          return pixels;
        }
      } else if (Character.isUpperCase(name.charAt(0))) {
        // Needed for showing it, says the format.
        return false;
      } else if (name.equals("eXIf") && length <= BUFFER) {
        byte[] data = new byte[(int) length];
        int read = in.read(data, data.length);
        in.skip(4);
        byte[] exif = turned ? null : exif(data, 0, read);
        turned = true;
        if (exif != null) {
          pngExif(exif);
        }
      } else {
        in.skip(length + 4);
      }
    }
  }

  private void pngExif(byte[] exif) throws IOException {
    byte[] chunk = new byte[4 + TIFF];
    System.arraycopy("eXIf".getBytes(StandardCharsets.US_ASCII), 0, chunk, 0, 4);
    System.arraycopy(exif, 6, chunk, 4, TIFF);
    CRC32 sum = new CRC32();
    sum.update(chunk);
    out.fourBytes(TIFF);
    out.write(chunk, chunk.length);
    out.fourBytes(sum.getValue());
  }

  // ---- WebP

  private static final Set<String> WEBP_KEPT =
      Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");
  private static final Set<String> WEBP_PIXELS = Set.of("VP8 ", "VP8L", "ANMF");
  private static final int RIFF_HEADER = 12;
  private static final int WEBP_HAS_XMP = 4;
  private static final int WEBP_HAS_EXIF = 8;

  private boolean webp() throws IOException {
    in.skip(4);
    long end = 8 + in.fourBytesReversed();
    in.skip(4);
    out.name("RIFF");
    out.fourBytes(0);
    out.name("WEBP");
    long length = RIFF_HEADER;
    long at = RIFF_HEADER;
    int flags = -1;
    boolean pixels = false;
    boolean turned = false;
    int hasExif = 0;
    while (at + 8 <= end) {
      String name = in.name();
      long size = in.fourBytesReversed();
      if (name.isEmpty() || size < 0) {
        break;
      }
      long padded = size + (size & 1);
      // Many programs leave out the last byte of padding.
      if (at + 8 + size > end) {
        return false;
      }
      at += 8 + padded;
      if (name.equals("EXIF") && size <= BUFFER) {
        byte[] data = new byte[(int) size];
        int read = in.read(data, data.length);
        in.skip(padded - size);
        byte[] exif = turned ? null : exif(data, startsWith(data, read, "Exif") ? 6 : 0, read);
        turned = true;
        if (exif != null) {
          hasExif = WEBP_HAS_EXIF;
          webpHeader("EXIF", TIFF);
          out.write(Arrays.copyOfRange(exif, 6, exif.length), TIFF);
          length += 8 + TIFF;
        }
      } else if (WEBP_KEPT.contains(name)) {
        pixels |= WEBP_PIXELS.contains(name);
        webpHeader(name, size);
        if (name.equals("VP8X") && length == RIFF_HEADER && size > 0) {
          flags = in.read();
          if (flags < 0) {
            return false;
          }
          out.write(flags);
          in.copy(padded - 1, out);
        } else {
          in.copy(padded, out);
        }
        length += 8 + padded;
      } else {
        in.skip(padded);
      }
    }
    if (!pixels) {
      return false;
    }
    out.patch(4, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) (length - 8)));
    if (flags >= 0) {
      int kept = (flags & ~WEBP_HAS_XMP & ~WEBP_HAS_EXIF) | hasExif;
      out.patch(RIFF_HEADER + 8, ByteBuffer.allocate(1).put((byte) kept));
    }
    return true;
  }

  private void webpHeader(String name, long size) throws IOException {
    out.name(name);
    out.fourBytes(Integer.toUnsignedLong(Integer.reverseBytes((int) size)));
  }

  // ---- GIF

  private static final Set<String> GIF_KEPT = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");
  private static final int GIF_HEADER = 13;

  private boolean gif() throws IOException {
    byte[] header = new byte[GIF_HEADER];
    if (in.read(header, GIF_HEADER) < GIF_HEADER) {
      return false;
    }
    out.write(header, GIF_HEADER);
    in.copy(GifFile.paletteLength(header[10]), out);
    boolean pixels = false;
    while (true) {
      int kind = in.read();
      switch (kind) {
        case -1 -> {
          return pixels;
        }
        case 0x3b -> {
          out.write(kind);
          return pixels;
        }
        case 0x2c -> {
          pixels = true;
          out.write(kind);
          in.copy(8, out);
          int flags = in.read();
          if (flags >= 0) {
            out.write(flags);
            // And how wide the codes are.
            in.copy(GifFile.paletteLength(flags) + 1, out);
            blocks(true);
          }
        }
        case 0x21 -> extension();
        default -> {
          return false;
        }
      }
    }
  }

  private void extension() throws IOException {
    int label = in.read();
    byte[] first = new byte[255];
    int length = 0;
    boolean kept = label == 0xf9 || label == 0x01;
    if (label == 0xff) {
      length = Math.max(0, in.read());
      int read = in.read(first, length);
      kept = GIF_KEPT.contains(new String(first, 0, read, StandardCharsets.ISO_8859_1));
      if (length == 0) {
        return;
      }
    }
    if (kept) {
      out.bytes(0x21, label);
      if (length > 0) {
        out.write(length);
        out.write(first, length);
      }
    }
    blocks(kept);
  }

  private void blocks(boolean kept) throws IOException {
    while (true) {
      int length = in.read();
      if (length < 0) {
        return;
      }
      if (kept) {
        out.write(length);
        in.copy(length, out);
      } else {
        in.skip(length);
      }
      if (length == 0) {
        return;
      }
    }
  }

  // ---- EXIF

  /// Bytes of one that says nothing but how the camera was held.
  private static final int TIFF = 26;

  /// What is left of it as a JPEG has it, or null if the picture stands upright.
  private static byte[] exif(byte[] data, int from, int to) {
    if (from >= to) {
      return null;
    }
    int value = ExifOrientation.valueIn(ByteBuffer.wrap(data, from, to - from).slice());
    if (value <= 1 || value > 8) {
      return null;
    }
    return ByteBuffer.allocate(6 + TIFF)
        .put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII))
        // One entry: its name, one short number, none of another directory behind it.
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) value)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  private static boolean startsWith(byte[] data, int length, String name) {
    if (length < name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (data[i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The file that is read, from its start to its end.
  private static final class Source implements Closeable {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    Source(Path file) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /// A byte, or -1 at the end.
    int read() throws IOException {
      return more() ? buffer.get() & 0xff : -1;
    }

    /// How many there were; fewer than asked for at the end only.
    int read(byte[] into, int length) throws IOException {
      int done = 0;
      while (done < length && more()) {
        int count = Math.min(length - done, buffer.remaining());
        buffer.get(into, done, count);
        done += count;
      }
      return done;
    }

    /// -1 at the end.
    int twoBytes() throws IOException {
      int high = read();
      int low = read();
      return low < 0 ? -1 : high << 8 | low;
    }

    /// -1 at the end.
    long fourBytes() throws IOException {
      int high = twoBytes();
      int low = twoBytes();
      return low < 0 ? -1 : (long) high << 16 | low;
    }

    /// The lowest byte first; -1 at the end.
    long fourBytesReversed() throws IOException {
      long number = fourBytes();
      return number < 0 ? -1 : Integer.toUnsignedLong(Integer.reverseBytes((int) number));
    }

    /// Four letters, digits or blanks; empty at the end, and if it is none.
    String name() throws IOException {
      byte[] name = new byte[4];
      if (read(name, 4) < 4) {
        return "";
      }
      for (byte each : name) {
        if (each != ' ' && !Character.isLetterOrDigit(each)) {
          return "";
        }
      }
      return new String(name, StandardCharsets.US_ASCII);
    }

    void skip(long length) throws IOException {
      long buffered = Math.min(length, buffer.remaining());
      buffer.position(buffer.position() + (int) buffered);
      if (length > buffered) {
        channel.position(channel.position() + length - buffered);
      }
    }

    /// As much as there is.
    void copy(long length, Sink to) throws IOException {
      long left = length;
      while (left > 0 && more()) {
        int count = (int) Math.min(left, buffer.remaining());
        to.write(buffer.slice(buffer.position(), count));
        buffer.position(buffer.position() + count);
        left -= count;
      }
    }

    boolean ended() throws IOException {
      return !more();
    }

    void restart() throws IOException {
      channel.position(0);
      buffer.limit(0);
    }

    void copyAllTo(Sink to) throws IOException {
      restart();
      to.restart();
      while (more()) {
        to.write(buffer);
      }
      to.flush();
    }

    private boolean more() throws IOException {
      if (buffer.hasRemaining()) {
        return true;
      }
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      return count > 0;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// The file that is written.
  private static final class Sink implements Closeable {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    Sink(Path file) throws IOException {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
    }

    void write(int value) throws IOException {
      if (!buffer.hasRemaining()) {
        flush();
      }
      buffer.put((byte) value);
    }

    void bytes(int... values) throws IOException {
      for (int value : values) {
        write(value);
      }
    }

    void write(byte[] from, int length) throws IOException {
      write(ByteBuffer.wrap(from, 0, length));
    }

    void write(ByteBuffer from) throws IOException {
      if (from.remaining() > buffer.remaining()) {
        flush();
      }
      if (from.remaining() > buffer.remaining()) {
        while (from.hasRemaining()) {
          channel.write(from);
        }
      } else {
        buffer.put(from);
      }
    }

    void name(String name) throws IOException {
      write(name.getBytes(StandardCharsets.US_ASCII), 4);
    }

    void fourBytes(long number) throws IOException {
      write(ByteBuffer.allocate(4).putInt(0, (int) number));
    }

    void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }

    /// Over what has been written.
    void patch(long at, ByteBuffer bytes) throws IOException {
      flush();
      bytes.flip();
      channel.write(bytes, at);
    }

    void restart() throws IOException {
      buffer.clear();
      channel.truncate(0);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

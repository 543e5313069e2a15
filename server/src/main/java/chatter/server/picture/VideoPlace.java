package chatter.server.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Where a video was taken, as telephones and cameras write it into MP4 and QuickTime: `©xyz`,
/// `loci`, the list that Apple's telephones keep of place, camera and time, XMP, and what a GoPro
/// knows. It is overwritten where it stands, as free space, so that nothing else moves. What is in
/// tracks of their own, as some cameras' way on a map, stays, and so does the time of the film.
public final class VideoPlace {
  private static final Set<String> PLACES = Set.of("\u00a9xyz", "loci", "XMP_", "GPMF");
  private static final byte[] XMP = HexFormat.of().parseHex("be7acfcb97a942e89c71999491e3afac");

  /// Whoever means well has some hundred.
  private static final int MOST_BOXES = 20_000;

  private static final int MOST_DEPTH = 6;
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;
  private static final int PIECE = 64 << 10;

  /// What tells what a box is reaches no further into it.
  private static final int MARK = 24;

  private final FileChannel file;

  /// Boxes that are blank behind their mark: where they start, where what is in them starts, and
  /// where the mark ends.
  private final List<long[]> emptied = new ArrayList<>();

  private int boxes;
  private boolean erased;

  private VideoPlace(FileChannel file) {
    this.file = file;
  }

  /// Overwrites it. What makes no sense is left as it is. Done again after a crash, it does the
  /// rest.
  ///
  /// @return whether the file was changed
  public static boolean erase(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      VideoPlace place = new VideoPlace(channel);
      place.each(0, channel.size(), 0);
      place.rename();
      return place.erased;
    }
  }

  private void each(long from, long to, int depth) throws IOException {
    long at = from;
    while (depth <= MOST_DEPTH && to - at >= HEADER && boxes++ < MOST_BOXES) {
      ByteBuffer header = read(at, LONG_HEADER);
      if (header.remaining() < HEADER) {
        return;
      }
      long length = header.getInt(0) & 0xffffffffL;
      int before = HEADER;
      if (length == 1 && header.remaining() == LONG_HEADER) {
        length = header.getLong(HEADER);
        before = LONG_HEADER;
      } else if (length == 0 && depth == 0) {
        length = to - at;
      }
      if (length < before || length > to - at) {
        return;
      }
      box(at, at + before, at + length, depth);
      at += length;
    }
  }

  private void box(long start, long from, long to, int depth) throws IOException {
    String type = type(start);
    switch (type) {
      case "moov", "trak", "udta", "ilst" -> each(from, to, depth + 1);
      case "meta" -> {
        // In MP4, but not in QuickTime, four bytes come before the first box in it.
        long first = type(from).equals("hdlr") ? from : from + 4;
        if (type(first).equals("hdlr") && type(first + HEADER + 4).equals("mdta")) {
          blank(start, from, to);
        } else {
          each(first, to, depth + 1);
        }
      }
      case "uuid" -> {
        ByteBuffer id = read(from, XMP.length);
        if (to - from >= XMP.length && id.equals(ByteBuffer.wrap(XMP))) {
          blank(start, from, to);
        }
      }
      default -> {
        if (PLACES.contains(type)) {
          blank(start, from, to);
        }
      }
    }
  }

  /// Until everything it says is gone from the disk, it keeps what it is known by, so that it is
  /// found again after a crash.
  private void blank(long start, long from, long to) throws IOException {
    erased = true;
    long mark = Math.min(to, from + MARK);
    zero(mark, to);
    emptied.add(new long[] {start, from, mark});
  }

  private void rename() throws IOException {
    if (emptied.isEmpty()) {
      return;
    }
    file.force(false);
    for (long[] box : emptied) {
      zero(box[1], box[2]);
      write(box[0] + 4, ByteBuffer.wrap("free".getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private void zero(long from, long to) throws IOException {
    for (long at = from; at < to; at += PIECE) {
      write(at, ByteBuffer.allocate((int) Math.min(PIECE, to - at)));
    }
  }

  /// The four letters of a box that begins there; fewer at the end.
  private String type(long start) throws IOException {
    ByteBuffer letters = read(start + 4, 4);
    return StandardCharsets.ISO_8859_1.decode(letters).toString();
  }

  private ByteBuffer read(long at, int many) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(many);
    while (bytes.hasRemaining()) {
      int n = file.read(bytes, at + bytes.position());
      if (n < 0) {
        break;
      }
    }
    return bytes.flip();
  }

  private void write(long at, ByteBuffer bytes) throws IOException {
    long to = at;
    while (bytes.hasRemaining()) {
      to += file.write(bytes, to);
    }
  }
}

package chatter.client.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// What SQLite leaves behind between the rows of a page. When it makes room in a page, or closes a
/// gap, it moves rows to other pages, and what they were stays readable in the page they came from:
/// `secure_delete` overwrites what is deleted where it lies, and nowhere else. So whatever pages
/// were written, their unused bytes are overwritten here, in the file, where SQLite never reads
/// them.
///
/// The format is that of <https://sqlite.org/fileformat2.html>. On the copy's thread only.
final class UnusedBytes implements AutoCloseable {
  private static final int LOG_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int FILE_HEADER = 100;
  private static final int PAGE_SIZE_AT = 16;
  private static final int INNER_HEADER = 12;
  private static final int LEAF_HEADER = 8;

  /// How many bytes the map of pages, which a file that can be made shorter has, takes for each.
  private static final int MAP_ENTRY = 5;

  private static final int SHORT = 0xffff;

  private final Path log;

  /// Open as long as SQLite has the file open: closing it would end SQLite's lock, too.
  private final FileChannel file;

  private final int pageSize;

  /// Pages that were written since their unused bytes were overwritten.
  private final Set<Integer> written;

  /// For a database that was opened just now.
  ///
  /// @param log the log beside it
  /// @param written what was in the log before
  UnusedBytes(Path database, Path log, Set<Integer> written) throws IOException {
    this.log = log;
    this.written = new HashSet<>(written);
    file = FileChannel.open(database, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer header = ByteBuffer.allocate(FILE_HEADER);
    file.read(header, 0);
    pageSize = header.getShort(PAGE_SIZE_AT) & SHORT;
  }

  /// How long the log is, in bytes.
  long logBytes() throws IOException {
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /// Notes which pages are in the log, before they are moved from there into the file.
  void note() throws IOException {
    written.addAll(pagesIn(log, pageSize));
  }

  /// Which pages are in a log.
  static Set<Integer> pagesIn(Path log) throws IOException {
    if (!Files.exists(log) || Files.size(log) < LOG_HEADER) {
      return Set.of();
    }
    try (FileChannel in = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(LOG_HEADER);
      in.read(header, 0);
      return pagesIn(log, header.getInt(2 * Integer.BYTES));
    }
  }

  private static Set<Integer> pagesIn(Path log, int pageSize) throws IOException {
    Set<Integer> pages = new HashSet<>();
    if (Files.exists(log)) {
      try (FileChannel in = FileChannel.open(log, StandardOpenOption.READ)) {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        for (long at = LOG_HEADER; at < in.size(); at += FRAME_HEADER + pageSize) {
          // What a crash left of a frame that was never written whole has any number.
          if (in.read(number.clear(), at) == Integer.BYTES && number.getInt(0) > 0) {
            pages.add(number.getInt(0));
          }
        }
      }
    }
    return pages;
  }

  /// Overwrites the unused bytes of what was written, once all of the log is in the file; then the
  /// log may go. What SQLite has of those pages in memory is to be dropped afterwards.
  void overwrite() throws IOException {
    ByteBuffer page = ByteBuffer.allocate(pageSize);
    for (int number : written) {
      long at = (number - 1L) * pageSize;
      if (!isMap(number) && file.read(page.clear(), at) == pageSize) {
        overwrite(page, number, at);
      }
    }
    file.force(false);
    written.clear();
  }

  private void overwrite(ByteBuffer page, int number, long at) throws IOException {
    int header = number == 1 ? FILE_HEADER : 0;
    int headerBytes =
        switch (page.get(header)) {
          case 2, 5 -> INNER_HEADER;
          case 10, 13 -> LEAF_HEADER;
          // It has no rows: it continues a long one, or is free.
          default -> 0;
        };
    if (headerBytes == 0) {
      return;
    }
    int from = header + headerBytes + Short.BYTES * (page.getShort(header + 3) & SHORT);
    int to = page.getShort(header + 5) & SHORT;
    if (from < to && to <= pageSize) {
      file.write(ByteBuffer.allocate(to - from), at + from);
    }
  }

  private boolean isMap(int number) {
    return number > 1 && (number - 2) % (pageSize / MAP_ENTRY + 1) == 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

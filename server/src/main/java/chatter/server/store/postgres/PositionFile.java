package chatter.server.store.postgres;

import chatter.server.store.DiskErrors;
import chatter.server.store.FeedPosition;
import chatter.server.store.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file in a data folder that says how far its server had come in which database, before anybody
/// was told of it. So a server that starts again can say whether a standby that took over has
/// everything that it knew of. It is written without waiting for the disk: what a process wrote is
/// there after a `kill -9`, and after the computer broke down it may say less than was told, which
/// is seen by the number of the computer's start. Safe for any thread.
final class PositionFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PositionFile.class);
  static final String NAME = "chatter.position";
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String FIRST_LINE = "chatter position 1";
  private static final String ENDED = "ended";
  private static final String RUNNING = "running";
  private static final int LINES = 7;

  /// In one write, and always over the same bytes.
  private static final int BYTES = 512;

  /// Null where there is no data folder.
  private final Path file;

  private final String boot;

  /// Not a channel, which a thread that is interrupted would close.
  private RandomAccessFile open;

  private String epoch = "";

  /// Null before it begins, and when it has given up.
  private DatabaseIdentity database;

  private FeedPosition position = new FeedPosition(0, "");

  /// @param file null for none
  /// @param boot the number of the computer's start; empty if it has none
  PositionFile(Path file, String boot) {
    this.file = file;
    this.boot = boot;
  }

  /// That of a data folder.
  ///
  /// @param folder null for none: then nothing is remembered
  static PositionFile in(Path folder) {
    return new PositionFile(folder == null ? null : folder.resolve(NAME), boot());
  }

  private static String boot() {
    try {
      return Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
    } catch (IOException e) {
      log.debug("this computer does not say when it was started", e);
      return "";
    }
  }

  /// What a server remembers of the last time.
  ///
  /// @param epoch the database's at that time
  /// @param database in which it was
  /// @param position how far it had come
  /// @param exact whether it had told nobody of anything beyond that
  record Remembered(
      String epoch, DatabaseIdentity database, FeedPosition position, boolean exact) {}

  /// What it says; empty if it says nothing, or nothing that can be read.
  synchronized Optional<Remembered> read() {
    if (file == null || Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readString(file).lines().toList();
      if (lines.size() < LINES || !lines.getFirst().equals(FIRST_LINE)) {
        return Optional.empty();
      }
      boolean exact = lines.get(6).equals(ENDED) || (!boot.isEmpty() && lines.get(5).equals(boot));
      return Optional.of(
          new Remembered(
              lines.get(1),
              DatabaseIdentity.parse(lines.get(2)),
              new FeedPosition(Long.parseLong(lines.get(3)), lines.get(4)),
              exact));
    } catch (IOException | NumberFormatException e) {
      log.warn("{} cannot be read, and is made anew", file, e);
      return Optional.empty();
    }
  }

  /// Begins to remember, in place of what it said.
  synchronized void begin(String inEpoch, DatabaseIdentity where, FeedPosition reached) {
    epoch = inEpoch;
    database = where;
    position = reached;
    write(RUNNING);
  }

  /// Something more is stored, or is told in a moment.
  synchronized void reached(FeedPosition next) {
    if (database != null && next.number() > position.number()) {
      position = next;
      write(RUNNING);
    }
  }

  /// Nothing more will be told of that database.
  synchronized void end() {
    if (database != null) {
      write(ENDED);
    }
  }

  private void write(String state) {
    if (file == null) {
      return;
    }
    byte[] text =
        String.join(
                "\n",
                FIRST_LINE,
                epoch,
                database.toString(),
                String.valueOf(position.number()),
                position.mark(),
                boot,
                state,
                "")
            .getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(text, Math.max(BYTES, text.length));
    Arrays.fill(bytes, text.length, bytes.length, (byte) '\n');
    try {
      if (open == null) {
        Files.deleteIfExists(file);
        PrivateFiles.create(file);
        open = new RandomAccessFile(file.toFile(), "rw");
      }
      open.seek(0);
      open.write(bytes);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /// A file that says too little, and does not know it, would be worse than none.
  private void giveUp(IOException why) {
    log.error("{} cannot be written: after a failover everybody may have to sign in", file, why);
    close();
    open = null;
    database = null;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      e.addSuppressed(why);
      throw DiskErrors.explained("remove " + file, e);
    }
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.warn("{} was not closed", file, e);
      }
    }
  }
}

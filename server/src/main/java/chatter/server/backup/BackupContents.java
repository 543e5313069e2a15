package chatter.server.backup;

import chatter.server.file.ContentFolder;
import chatter.server.file.NamedContents;
import chatter.server.file.NamedContents.Content;
import chatter.server.store.DiskErrors;
import chatter.server.store.Findings;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseBackup;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One backup being taken: the copy of the database, and before it gets its name whatever of the
/// contents of files is not yet in the folder that all backups beside it share.
final class BackupContents implements DatabaseBackup.Beside, AutoCloseable {
  /// What was counted of a copy: contents that are there, and their bytes.
  static final String FILES = "files";

  static final String BYTES = "fileBytes";

  private static final Logger log = LoggerFactory.getLogger(BackupContents.class);
  private static final String FOLDER = "chatter-files";
  private static final int SENTENCES = 10;
  private static final int HASH_BYTES = 32;

  private final Path data;
  private final Path file;
  private final BooleanSupplier stop;
  private final ContentFolder contents;
  private final ContentFolder target;
  private final List<String> sentences = new ArrayList<>();

  /// Hashes without anything between them: there may be very many.
  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();

  private ContentFolder.Lock lock;
  private long missed;
  private long gone;
  private long files;
  private long bytes;

  private BackupContents(Path data, Path file, BooleanSupplier stop) {
    this.data = data;
    this.file = file;
    this.stop = stop;
    this.contents = ContentFolder.in(data);
    this.target = besides(file.toAbsolutePath());
  }

  /// The contents of backups that lie in one folder.
  ///
  /// @param backup one of them
  static ContentFolder besides(Path backup) {
    return new ContentFolder(backup.toAbsolutePath().resolveSibling(FOLDER));
  }

  /// Takes a backup.
  ///
  /// @param unlike a backup of before that is not to be repeated, or null
  /// @param stop asked now and then; once it says yes, there will be no backup
  /// @return empty if nothing is otherwise than in the one of before; there is no file then
  /// @throws StorageException with a sentence that says why there is no backup; nothing is left
  static Optional<Taken> write(
      Path data, Path file, Path unlike, List<RowCheck> rows, BooleanSupplier stop) {
    try (BackupContents contents = new BackupContents(data, file, stop)) {
      try {
        return DatabaseBackup.write(
                data, file, new DatabaseBackup.Terms(rows, unlike, contents, stop))
            .map(findings -> new Taken(findings, contents.missing()));
      } catch (RuntimeException e) {
        contents.undo();
        throw e;
      }
    }
  }

  /// A backup that was taken.
  ///
  /// @param missing which contents are neither in the data folder nor in any backup beside this
  ///   one, a sentence each: no older one has more of them, so none has to be kept for them
  record Taken(Findings findings, List<String> missing) {
    Taken {
      missing = List.copyOf(missing);
    }
  }

  private List<String> missing() {
    List<String> all = new ArrayList<>(sentences);
    if (missed > sentences.size()) {
      all.add("and " + (missed - sentences.size()) + " more of that kind");
    }
    return all;
  }

  @Override
  public void bring(DatabaseFile copy, Findings findings) {
    NamedContents named = new NamedContents(copy);
    if (named.total().contents() == 0) {
      return;
    }
    try {
      // Held until the copy has its name: who removes what no backup names must not come between.
      lock = target.lock();
      target.removeParts();
      named.each(this::bring);
      target.sync();
    } catch (IOException e) {
      throw DiskErrors.explained("write " + file, e);
    }
    findings.counted(FILES, files);
    findings.counted(BYTES, bytes);
    if (gone > 0) {
      findings.notes(
          List.of(gone + " files were deleted while the backup was taken, and are not in it"));
    }
  }

  private void bring(Content content) throws IOException {
    if (!target.has(content)) {
      ContentFolder.State state = target.bring(content, contents, stop);
      if (state != ContentFolder.State.WHOLE) {
        miss(content, state);
        return;
      }
      arrived.writeBytes(HexFormat.of().parseHex(content.hash()));
    }
    files++;
    bytes += content.bytes();
  }

  private void miss(Content content, ContentFolder.State state) {
    try (DatabaseFile now = DatabaseFile.in(data)) {
      if (!new NamedContents(now).has(content.hash())) {
        gone++;
        return;
      }
    }
    missed++;
    if (sentences.size() < SENTENCES) {
      sentences.add(
          "the content of file "
              + content.file()
              + (state == ContentFolder.State.MISSING ? " is missing" : " is damaged"));
    }
  }

  /// What came with a backup that there is not is in nobody's backup.
  private void undo() {
    byte[] hashes = arrived.toByteArray();
    try {
      for (int i = 0; i < hashes.length; i += HASH_BYTES) {
        target.remove(HexFormat.of().formatHex(Arrays.copyOfRange(hashes, i, i + HASH_BYTES)));
      }
    } catch (IOException e) {
      log.warn("contents of a backup that there is not stay: {}", DiskErrors.reason(e));
    }
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
  }
}

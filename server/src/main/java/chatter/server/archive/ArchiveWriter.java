package chatter.server.archive;

import chatter.server.store.DiskErrors;
import chatter.server.store.Findings;
import chatter.server.store.PrivateFiles;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseBackup;
import chatter.server.store.sqlite.DatabaseFile;
import chatter.shared.api.ApiJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a whole chat into one file, also while a server uses it: a checked copy of the database,
/// what is in files, the key that clients know the server by, and a manifest that says what must be
/// in it.
public final class ArchiveWriter {
  /// A key and a certificate are a few thousand bytes.
  private static final long LARGEST_KEY_FILE = 256 * 1024;

  private final Path data;
  private final List<RowCheck> rows;

  /// @param data the folder
  /// @param rows what else to look at in the copy
  public ArchiveWriter(Path data, List<RowCheck> rows) {
    this.data = data;
    this.rows = List.copyOf(rows);
  }

  /// What was written.
  ///
  /// @param faults what is wrong with the rows, and was before
  public record Written(Manifest manifest, List<String> faults) {
    public Written {
      faults = List.copyOf(faults);
    }
  }

  /// Writes it, reads it again, and only then gives it its name.
  ///
  /// @param file must not be there yet, and its name ends in `.chatter`
  /// @param name what the chat is called
  /// @param program the version that writes
  /// @throws StorageException with a sentence that says why there is no archive
  public Written write(Path file, String name, String program, Instant now) {
    if (!ArchiveFile.isNamedLikeOne(file)) {
      throw unusable(
          file + " does not end in " + ArchiveFile.ENDING + ", as an archive must", null);
    }
    Path target = file.toAbsolutePath();
    Path database = PrivateFiles.part(target, ".db");
    Path part = PrivateFiles.part(target, DatabaseBackup.PART);
    try {
      if (Files.exists(target)) {
        throw isThere(file, null);
      }
      Findings findings = DatabaseBackup.write(data, database, rows);
      Map<String, byte[]> keys = keys();
      int schema = schema(database);
      Manifest manifest =
          zip(
              part,
              database,
              keys,
              findings,
              parts ->
                  new Manifest(
                      Manifest.FORMAT,
                      Manifest.version(parts),
                      UUID.randomUUID().toString(),
                      program,
                      schema,
                      name,
                      now,
                      findings.count("messages"),
                      findings.count("people"),
                      parts));
      PrivateFiles.sync(part);
      ArchiveFile.read(part).check();
      PrivateFiles.publish(part, target);
      return new Written(manifest, findings.faults());
    } catch (FileAlreadyExistsException e) {
      throw isThere(file, e);
    } catch (IOException e) {
      throw DiskErrors.explained("write " + file, e);
    } finally {
      remove(database);
      remove(part);
    }
  }

  private static int schema(Path database) {
    try (DatabaseFile copy = DatabaseFile.at(database)) {
      return copy.schema();
    }
  }

  private Map<String, byte[]> keys() throws IOException {
    Map<String, byte[]> keys = new TreeMap<>();
    Path folder = data.resolve(Manifest.KEYS);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          String name = Manifest.KEYS + "/" + file.getFileName();
          if (Files.isRegularFile(file)
              && Files.size(file) <= LARGEST_KEY_FILE
              && ArchiveFile.mayBeIn(name)) {
            keys.put(name, Files.readAllBytes(file));
          }
        }
      }
    }
    return keys;
  }

  private static List<Manifest.Part> parts(Path database, Map<String, byte[]> keys)
      throws IOException {
    List<Manifest.Part> parts = new ArrayList<>();
    try (InputStream in = Files.newInputStream(database)) {
      parts.add(part(Manifest.DATABASE, in));
    }
    for (Map.Entry<String, byte[]> key : keys.entrySet()) {
      try (InputStream in = new ByteArrayInputStream(key.getValue())) {
        parts.add(part(key.getKey(), in));
      }
    }
    return parts;
  }

  private static Manifest.Part part(String name, InputStream in) throws IOException {
    Digests.Seen seen = Digests.copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE - 1);
    return new Manifest.Part(name, seen.bytes(), seen.sha256());
  }

  /// The manifest comes last: only then it is known which contents are there still.
  private Manifest zip(
      Path part,
      Path database,
      Map<String, byte[]> keys,
      Findings findings,
      Function<List<Manifest.Part>, Manifest> described)
      throws IOException {
    List<Manifest.Part> parts = parts(database, keys);
    PrivateFiles.create(part);
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE))) {
      // Text shrinks to a third either way, and this way in a quarter of the time.
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(Manifest.DATABASE));
      Files.copy(database, zip);
      for (Map.Entry<String, byte[]> key : keys.entrySet()) {
        zip.putNextEntry(new ZipEntry(key.getKey()));
        zip.write(key.getValue());
      }
      ArchivedContents contents = new ArchivedContents(data, zip);
      parts.addAll(contents.write(database, findings));
      Manifest manifest = described.apply(parts);
      zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
      zip.write(ApiJson.MAPPER.writeValueAsBytes(manifest));
      return manifest;
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskErrors.explained("remove " + file, e);
    }
  }

  private static StorageException isThere(Path file, Throwable cause) {
    return unusable(
        file + " is there already, and an archive overwrites nothing; choose another name", cause);
  }

  private static StorageException unusable(String message, Throwable cause) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, cause);
  }
}

package chatter.server.file;

import chatter.server.file.s3.S3Bucket;
import chatter.server.store.Database;
import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// Where what people sent is: in the data folder, or in a folder or a bucket that all servers of a
/// chat reach.
public final class FilePlace {
  /// Says whose files are in what is shared.
  static final String MARKER = "chatter.files";

  private static final String PREVIEWS = "previews";
  private static final String UPLOADS = "uploads";
  private static final int MOST_MARKER_BYTES = 1_000;

  private final Path folder;
  private final boolean shared;

  /// Null if all is in the folder.
  private final S3Bucket bucket;

  private FilePlace(Path folder, boolean shared, S3Bucket bucket) {
    this.folder = folder;
    this.shared = shared;
    this.bucket = bucket;
  }

  /// The data folder.
  public static FilePlace in(Path data) {
    return new FilePlace(data, false, null);
  }

  /// A folder that several servers share. It gets to know its chat, so that a disk that is not
  /// there is not taken for an empty one.
  ///
  /// @throws StorageException `UNUSABLE`, with a sentence, if it has another chat's files, or not
  ///   this one's
  public static FilePlace shared(Path folder, Database database) {
    String chat = ((PostgresDatabase) database).chat();
    Path marker = folder.resolve(MARKER);
    try {
      PrivateFiles.createFolders(folder);
      if (Files.notExists(marker)) {
        mustHaveWhatIsNamed(
            "the folder " + folder,
            new FolderStore(folder.resolve(ContentFolder.IN_DATA)),
            database);
        mark(marker, chat);
      }
      mustBeOf(chat, Files.readString(marker), "the folder " + folder);
      return new FilePlace(folder, true, null);
    } catch (IOException e) {
      throw DiskErrors.explained("use the folder " + folder + " for files", e);
    }
  }

  /// A bucket that several servers share, which gets to know its chat as a folder does. It is
  /// tried: something is written there, read and removed.
  ///
  /// @param data the data folder, where a file is until it is whole
  /// @throws StorageException `UNUSABLE`, with a sentence, if it cannot be reached or does not let
  ///   this server do that, and as with a folder
  public static FilePlace bucket(S3Bucket bucket, Path data, Database database) {
    String chat = ((PostgresDatabase) database).chat();
    try {
      String trial = UPLOADS + "/trial-" + UUID.randomUUID();
      bucket.put(trial, chat.getBytes(StandardCharsets.UTF_8));
      bucket.remove(trial);
      if (marker(bucket).isEmpty()) {
        mustHaveWhatIsNamed(
            bucket.address().toString(), new BucketStore(bucket, ContentFolder.IN_DATA), database);
        bucket.put(MARKER, (chat + "\n").getBytes(StandardCharsets.UTF_8));
      }
      mustBeOf(chat, marker(bucket).orElse(""), bucket.address().toString());
      return new FilePlace(data, true, bucket);
    } catch (StorageException e) {
      throw new StorageException(StorageException.Kind.UNUSABLE, e.getMessage(), e);
    } catch (IOException e) {
      throw DiskErrors.explained("use " + bucket.address() + " for files", e);
    }
  }

  private static Optional<String> marker(S3Bucket bucket) {
    return bucket
        .read(MARKER, MOST_MARKER_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static void mustBeOf(String chat, String marked, String where) {
    if (!marked.strip().equals(chat)) {
      throw unusable(where + " has the files of another chat");
    }
  }

  private static void mustHaveWhatIsNamed(String where, FileStore files, Database database)
      throws IOException {
    Optional<String> named = new UploadStore(database).newest();
    if (named.isPresent() && !files.has(named.get())) {
      throw unusable(
          where
              + " does not have this chat's files: mount what has them, or move files, previews and"
              + " uploads there out of the data folder");
    }
  }

  private static void mark(Path marker, String chat) throws IOException {
    Path part = PrivateFiles.part(marker, ".part");
    PrivateFiles.create(part);
    Files.writeString(part, chat + "\n");
    PrivateFiles.sync(part);
    try {
      PrivateFiles.publish(part, marker);
    } catch (FileAlreadyExistsException e) {
      // Another server came first; what it wrote is looked at.
      Files.deleteIfExists(part);
    }
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }

  /// A disk of this computer's, or one that it shares, which files come to first.
  Path disk() {
    return folder;
  }

  /// Where contents are.
  FileStore contents() {
    return store(ContentFolder.IN_DATA);
  }

  /// Where smaller pictures are.
  FileStore previews() {
    return store(PREVIEWS);
  }

  private FileStore store(String name) {
    return bucket == null ? new FolderStore(folder.resolve(name)) : new BucketStore(bucket, name);
  }

  /// Where files on their way are.
  ArrivingFiles arriving(Database database) {
    Path uploads = folder.resolve(UPLOADS);
    return bucket == null
        ? new FolderArrivals(uploads, shared)
        : new BucketArrivals(uploads, bucket, (PostgresDatabase) database);
  }

  /// The largest file that can be there, in bytes.
  public long mostBytes() {
    return bucket == null ? Long.MAX_VALUE : S3Bucket.MOST_BYTES;
  }
}

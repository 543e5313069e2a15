package chatter.server.archive;

import chatter.server.Version;
import chatter.server.backup.DataCheck;
import chatter.server.invite.ServerSettings;
import chatter.server.session.SessionsAtRestore;
import chatter.server.store.DiskErrors;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A whole chat in one file, to take it to another computer: accounts, messages, files, and the key
/// that clients know the server by. Whoever has the file can be the server.
///
/// @param file where it is
/// @param name what the chat is called
/// @param program the version of the Chatter that wrote it
/// @param writtenAt when
/// @param messages how many it holds
/// @param people how many accounts it holds
/// @param files how many contents of files it holds
/// @param bytes how large the archive is
/// @param withKey whether the server's key is in it
/// @param faults what is wrong in the data itself, a sentence each; known only just after writing
public record Archive(
    Path file,
    String name,
    String program,
    Instant writtenAt,
    long messages,
    long people,
    long files,
    long bytes,
    boolean withKey,
    List<String> faults) {
  /// How the name of an archive ends.
  public static final String ENDING = ArchiveFile.ENDING;

  /// As long logins and invites in it are good: who moves a chat does so at once, and from one that
  /// lay in a drawer no telephone that was lost since is to come back.
  static final Duration LOGINS_LAST = Duration.ofDays(1);

  public Archive {
    faults = List.copyOf(faults);
  }

  /// Writes a data folder into a file, also while a server uses it. What is written after that is
  /// not in it: to move a chat, stop the server first.
  ///
  /// @param file must not be there yet, and end in `.chatter`
  /// @throws StorageException with a sentence that says why there is no archive
  public static Archive write(Path data, Path file) {
    ArchiveWriter.Written written =
        new ArchiveWriter(data, DataCheck.ROWS)
            .write(file, ServerSettings.nameIn(data), Version.current(), now());
    return of(file, written.manifest(), written.faults());
  }

  /// Reads all of an archive and says what it is. Nothing is changed.
  ///
  /// @throws StorageException with a sentence that says why it cannot be used
  public static Archive look(Path file) {
    ArchiveFile archive = ArchiveFile.read(file);
    archive.check();
    return of(file, archive.manifest(), List.of());
  }

  /// Unpacks an archive into a new data folder, which is then a chat of its own: it has another
  /// epoch, so that clients which were told more by the old server drop what they know. Logins and
  /// invites stay if the archive is less than a day old.
  ///
  /// @param folder must not be there yet; the one it is in must
  /// @return what was in it
  /// @throws StorageException with a sentence that says why nothing was changed
  public static Archive open(Path file, Path folder) {
    ArchiveOpening opening = new ArchiveOpening(file, DataCheck.ROWS);
    open(opening, folder);
    return of(file, opening.manifest(), List.of());
  }

  /// The folder that an archive is unpacked into when somebody starts a server from it: beside it,
  /// named like it without the ending.
  public static Path folderOf(Path file) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - ENDING.length()));
  }

  /// The data folder that is meant: an archive is opened first, or was before.
  ///
  /// @param data a data folder, or an archive
  /// @throws StorageException with a sentence that says why there is none
  public static Path opened(Path data) {
    if (!ArchiveFile.isNamedLikeOne(data) || Files.isDirectory(data)) {
      return data;
    }
    Path folder = folderOf(data);
    if (Files.notExists(data) && Files.isDirectory(folder)) {
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "there is no file " + data + " any more; start from its folder with --data " + folder,
          null);
    }
    ArchiveOpening opening = new ArchiveOpening(data, DataCheck.ROWS);
    if (!opening.made(folder)) {
      open(opening, folder);
    }
    return folder;
  }

  private static void open(ArchiveOpening opening, Path folder) {
    Duration age = Duration.between(opening.manifest().writtenAt(), now()).abs();
    opening.into(
        folder,
        age.compareTo(LOGINS_LAST) > 0
            ? DataCheck.endingAtRestore(new SessionsAtRestore())
            : TransactionStep.NOTHING);
  }

  private static Archive of(Path file, Manifest manifest, List<String> faults) {
    return new Archive(
        file,
        manifest.name(),
        manifest.program(),
        manifest.writtenAt(),
        manifest.messages(),
        manifest.people(),
        manifest.contents(),
        bytes(file),
        manifest.withKey(),
        faults);
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw DiskErrors.explained("read " + file, e);
    }
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}

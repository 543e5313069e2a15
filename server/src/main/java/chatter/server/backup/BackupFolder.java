package chatter.server.backup;

import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseBackup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A folder full of backups of one chat. Their names say when they were taken, in UTC:
/// `chatter-2026-11-25T160000Z.db`, and `chatter-2026-11-25T161530Z-by-hand.db` for one that
/// somebody asked for, which only they remove. Every other file in the folder is left alone.
public final class BackupFolder {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String BY_HAND = "-by-hand";
  private static final Pattern NAME =
      Pattern.compile("chatter-(\\d{4}-\\d\\d-\\d\\dT\\d{6}Z)(" + BY_HAND + ")?\\.db");
  private static final Pattern ABANDONED =
      Pattern.compile(NAME.pattern() + "\\.[0-9a-f]{8}\\" + DatabaseBackup.PART);

  /// A copy that is still being made is younger.
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private final Path path;

  /// @param path the folder; need not be there yet
  public BackupFolder(Path path) {
    this.path = path;
  }

  /// One backup.
  ///
  /// @param file where it is
  /// @param takenAt when, to the second
  /// @param bytes how large the file is
  /// @param byHand whether somebody asked for it, and only they remove it
  public record Entry(Path file, Instant takenAt, long bytes, boolean byHand) {}

  /// The folder.
  public Path path() {
    return path;
  }

  /// Makes the folder, for its owner only, if it is not there.
  ///
  /// @throws StorageException with a sentence that says why it cannot be made
  public void make() {
    try {
      if (!Files.isDirectory(path)) {
        PrivateFiles.createFolders(path);
      }
    } catch (IOException e) {
      throw DiskErrors.explained("make the folder " + path, e);
    }
  }

  /// All of them, the newest first; none if there is no folder.
  ///
  /// @throws StorageException with a sentence that says why they cannot be listed
  public List<Entry> newestFirst() {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files()) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        entry(file, name).ifPresent(entries::add);
      }
    }
    entries.sort(Comparator.comparing(Entry::takenAt).thenComparing(Entry::file).reversed());
    return entries;
  }

  /// A name for a backup that is taken now, which no other has.
  public Path fresh(Instant now, boolean byHand) {
    Instant at = now.truncatedTo(ChronoUnit.SECONDS);
    while (true) {
      Path file = path.resolve("chatter-" + STAMP.format(at) + (byHand ? BY_HAND : "") + ".db");
      if (Files.notExists(file)) {
        return file;
      }
      at = at.plusSeconds(1);
    }
  }

  /// Whether a file is called as the backups here are.
  static boolean isNamedLikeOne(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /// Removes what the schedule took and nobody needs any more, and then what is in files that no
  /// backup in the folder names, whoever took it.
  ///
  /// @param newest is kept whatever its time says
  /// @throws StorageException with a sentence that says why something could not be removed
  public void thin(Retention retention, Path newest, Instant now) {
    List<Entry> scheduled = newestFirst().stream().filter(entry -> !entry.byHand()).toList();
    Set<Instant> kept =
        retention.kept(
            scheduled.stream().map(Entry::takenAt).collect(Collectors.toUnmodifiableSet()), now);
    for (Entry entry : scheduled) {
      if (!kept.contains(entry.takenAt()) && !entry.file().equals(newest)) {
        remove(entry.file());
      }
    }
    new UnneededContents(path).remove();
  }

  /// Removes half copies that a power cut left.
  ///
  /// @throws StorageException with a sentence that says why one could not be removed
  public void removeAbandoned(Instant now) {
    for (Path file : files()) {
      try {
        if (ABANDONED.matcher(file.getFileName().toString()).matches()
            && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(ABANDONED_AFTER))) {
          remove(file);
        }
      } catch (IOException e) {
        throw DiskErrors.explained("read " + file, e);
      }
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw DiskErrors.explained("remove the old backup " + file, e);
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (Files.notExists(path)) {
      return files;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
      all.forEach(files::add);
      return files;
    } catch (DirectoryIteratorException e) {
      throw DiskErrors.explained("list the backups in " + path, e.getCause());
    } catch (IOException e) {
      throw DiskErrors.explained("list the backups in " + path, e);
    }
  }

  private static Optional<Entry> entry(Path file, Matcher name) {
    try {
      Instant takenAt = STAMP.parse(name.group(1), Instant::from);
      return Optional.of(new Entry(file, takenAt, Files.size(file), name.group(2) != null));
    } catch (DateTimeParseException e) {
      // Named like one, and of no day that ever was.
      return Optional.empty();
    } catch (NoSuchFileException e) {
      // Removed a moment ago.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

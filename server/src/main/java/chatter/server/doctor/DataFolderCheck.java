package chatter.server.doctor;

import chatter.server.backup.Amounts;
import chatter.server.backup.DataCheck;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.HistoryFile;
import chatter.server.doctor.Doctor.Finding;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Whether a data folder can be used, has room, and holds what it should.
public final class DataFolderCheck {
  private static final String FOLDER = "Folder";
  private static final String DISK = "Disk";
  private static final String WRITING = "Writing";
  private static final String DATABASE = "Database";

  /// A day of a busy chat, with the log that grows while a backup is taken.
  private static final long LITTLE_ROOM = 500_000_000;

  /// Not enough for the log.
  private static final long NO_ROOM = 20_000_000;

  private static final long GIGABYTE = 1_000_000_000;
  private static final int TRIAL_BYTES = 4_096;
  private static final Set<PosixFilePermission> FOR_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final Consumer<Finding> found;

  public DataFolderCheck(Path folder, Consumer<Finding> found) {
    this.folder = folder;
    this.found = found;
  }

  public void run() {
    Finding first = folder();
    found.accept(first);
    if (first.result() == Doctor.Result.BAD || Files.notExists(folder)) {
      return;
    }
    found.accept(disk());
    found.accept(writing());
    found.accept(database());
    times().ifPresent(found);
  }

  private Finding folder() {
    if (Files.notExists(folder)) {
      return Finding.warn(
          FOLDER,
          "There is no folder " + folder + " yet.",
          "It is made when the server starts. If the chat is elsewhere, name its folder with --data.");
    }
    if (!Files.isDirectory(folder)) {
      return Finding.bad(
          FOLDER, folder + " is not a folder.", "Name the folder of the chat with --data.");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      // Asked for the first only: that it may be asked is what matters.
      var _ = entries.iterator().hasNext();
      boolean open =
          Files.getFileStore(folder).supportsFileAttributeView("posix")
              && Files.getPosixFilePermissions(folder).stream().anyMatch(FOR_OTHERS::contains);
      return open
          ? Finding.warn(
              FOLDER,
              "Others on this computer can look into " + folder + ".",
              "chmod 700 " + folder + " keeps them out. The database itself is for its owner only.")
          : Finding.ok(FOLDER, "The chat is in " + folder + ", which others may not look into.");
    } catch (AccessDeniedException e) {
      return Finding.bad(
          FOLDER,
          System.getProperty("user.name") + " may not look into " + folder + ".",
          "Look as the user who runs the server, e.g. sudo -u chatter chatter-server doctor --data "
              + folder
              + ".");
    } catch (IOException e) {
      return Finding.bad(
          FOLDER, "The folder " + folder + " cannot be read: " + reason(e) + ".", lookAtTheDisk());
    }
  }

  private Finding disk() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String room = free < GIGABYTE ? Amounts.megabytes(free) : free / GIGABYTE + " GB";
      String sentence = room + " are free where the chat is.";
      if (free < NO_ROOM) {
        return Finding.bad(
            DISK, sentence, "Make room: without it nothing more can be written or stored.");
      }
      return free < LITTLE_ROOM
          ? Finding.warn(DISK, sentence, "Make room before it is full.")
          : Finding.ok(DISK, sentence);
    } catch (IOException e) {
      return Finding.bad(DISK, "The disk cannot be asked: " + reason(e) + ".", lookAtTheDisk());
    }
  }

  private Finding writing() {
    Path trial = null;
    try {
      trial = Files.createTempFile(folder, "doctor", ".tmp");
      try (FileChannel file = FileChannel.open(trial, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.allocate(TRIAL_BYTES);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      return Finding.ok(WRITING, "What is written there reaches the disk.");
    } catch (IOException e) {
      return Finding.bad(
          WRITING,
          "Nothing can be written to " + folder + ": " + reason(e) + ".",
          "Give the server's user the right to write there, or the disk room.");
    } finally {
      forget(trial);
    }
  }

  private void forget(Path trial) {
    try {
      if (trial != null) {
        Files.deleteIfExists(trial);
      }
    } catch (IOException e) {
      found.accept(
          Finding.warn(WRITING, trial + " could not be removed: " + reason(e) + ".", "Remove it."));
    }
  }

  private Finding database() {
    try {
      Optional<StoreMarker.Marked> elsewhere = StoreMarker.in(folder);
      if (elsewhere.isPresent()) {
        return Finding.skipped(
            DATABASE,
            "The database is in PostgreSQL, at " + elsewhere.get().place() + ".",
            "Look at it with its own tools, as pg_amcheck.");
      }
      DataCheck check = DataCheck.of(folder);
      if (check.faults().isEmpty() && !check.notes().isEmpty()) {
        return Finding.warn(
            DATABASE,
            "All is well, but " + String.join("; ", check.notes()) + ".",
            "Each signs in by the spelling it was made with. Ask which one is to stay, and disable"
                + " the other.");
      }
      return check.faults().isEmpty()
          ? Finding.ok(
              DATABASE,
              check.messages()
                  + " messages of "
                  + check.people()
                  + " people, all well, read in "
                  + Amounts.seconds(check.took())
                  + ".")
          : Finding.bad(
              DATABASE,
              "The database is not as it should be: " + String.join("; ", check.faults()) + ".",
              "Keep the folder, and restore the newest good backup.");
    } catch (StorageException e) {
      return Files.notExists(StoreMarker.database(folder))
          ? Finding.warn(
              DATABASE,
              "There is no chat in " + folder + " yet.",
              "It is made when the server starts. If the chat is elsewhere, name its folder with"
                  + " --data.")
          : Finding.bad(
              DATABASE,
              "The database cannot be looked at: " + e.getMessage() + ".",
              "If it is damaged, restore the newest good backup with chatter-server restore FILE.");
    }
  }

  /// Messages have the time of the server's clock: one from the future tells that it was or is
  /// wrong.
  private Optional<Finding> times() {
    try (DatabaseFile database = DatabaseFile.in(folder)) {
      return new HistoryFile(database)
          .summary(1).newest().stream()
              .map(HistoryFile.Line::sentAt)
              .filter(sent ->
                  sent.isAfter(Clock.systemUTC().instant().plus(Conversations.CLOCK_MARGIN)))
              .map(sent ->
                  Finding.warn(
                      "Times",
                      "The newest message is of " + sent + ", which is still to come.",
                      "Set this computer's clock, if it is behind. If it was ahead, nothing is to be"
                          + " done: messages keep their order, and later ones have the right time."))
              .findFirst();
    } catch (StorageException e) {
      // The look at the database has said so.
      return Optional.empty();
    }
  }

  private static String lookAtTheDisk() {
    return "Look at the disk with the system's own tools.";
  }

  /// A `FileSystemException`'s message is often the path alone.
  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure instanceof FileSystemException other && other.getReason() != null
        ? other.getReason()
        : String.valueOf(failure.getMessage());
  }
}

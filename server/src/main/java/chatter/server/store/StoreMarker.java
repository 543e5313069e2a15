package chatter.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// A file in a data folder that says that the chat's database is not in it. Who forgets to say
/// where it is would else get an empty chat, and who backs the folder up, half of one.
public final class StoreMarker {
  private static final String FILE = "chatter.store";
  private static final String CHAT = "chat ";
  private static final String MOVING = "moving";
  private static final String DATABASE = "chatter.db";

  /// What a database file is called after its chat went elsewhere.
  private static final String MOVED = DATABASE + ".moved";

  private StoreMarker() {}

  /// Where a folder's database is if it is a file.
  public static Path database(Path folder) {
    return folder.resolve(DATABASE);
  }

  /// What the file says.
  ///
  /// @param place of the database, without a secret
  /// @param chat which database it is, wherever that is; empty if that is not known
  /// @param moving whether what is in a database file of the folder, if there is one, is in that
  ///   database too, as between the steps of a move
  public record Marked(String place, Optional<String> chat, boolean moving) {
    private String text() {
      return place
          + "\n"
          + chat.map(id -> CHAT + id + "\n").orElse("")
          + (moving ? MOVING + "\n" : "");
    }

    private static Marked of(String text) {
      List<String> lines = text.lines().toList();
      return new Marked(
          lines.isEmpty() ? "" : lines.getFirst(),
          lines.stream()
              .filter(line -> line.startsWith(CHAT))
              .map(line -> line.substring(CHAT.length()))
              .findFirst(),
          lines.contains(MOVING));
    }
  }

  /// Marks a folder that is locked. It is on the disk when this returns.
  public static void mark(Path folder, Marked marked) {
    Path file = folder.resolve(FILE);
    Path made = PrivateFiles.sibling(file, ".new");
    try {
      if (Files.exists(file) && Files.readString(file).equals(marked.text())) {
        return;
      }
      Files.deleteIfExists(made);
      PrivateFiles.create(made);
      Files.writeString(made, marked.text());
      PrivateFiles.sync(made);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      PrivateFiles.syncFolder(file);
    } catch (IOException e) {
      throw DiskErrors.explained("write " + file, e);
    }
  }

  /// Marks a folder that is locked as that of a database, after a move that was begun is ended: the
  /// file that is in the database too gets another name.
  public static void settle(Path folder, String place, String chat) {
    boolean moving = in(folder).map(Marked::moving).orElse(false);
    Path file = database(folder);
    if (moving && Files.exists(file)) {
      Path free = folder.resolve(MOVED);
      for (int i = 2; Files.exists(free); i++) {
        free = folder.resolve(MOVED + "-" + i);
      }
      try {
        Files.move(file, free);
        PrivateFiles.syncFolder(file);
      } catch (IOException e) {
        throw DiskErrors.explained("put " + file + " aside", e);
      }
    }
    mark(folder, new Marked(place, Optional.of(chat), false));
  }

  /// Says that the database of a locked folder is in it again.
  public static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
      PrivateFiles.syncFolder(folder.resolve(FILE));
    } catch (IOException e) {
      throw DiskErrors.explained("remove " + folder.resolve(FILE), e);
    }
  }

  /// Where the database of a folder's chat is; empty if it is in the folder.
  ///
  /// @throws StorageException if the folder cannot be read
  public static Optional<Marked> in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file) ? Optional.of(Marked.of(Files.readString(file))) : Optional.empty();
    } catch (IOException e) {
      throw DiskErrors.explained("read " + file, e);
    }
  }

  /// @throws StorageException `UNUSABLE`, with a sentence that says what to do, if the folder's
  ///   database is elsewhere
  public static void mustNotBeIn(Path folder) {
    in(folder)
        .ifPresent(marked -> {
          throw new StorageException(
              StorageException.Kind.UNUSABLE,
              "the chat of the folder "
                  + folder
                  + " has its database in PostgreSQL, at "
                  + marked.place()
                  + ": start it with --store; back it up with pg_dump and put it back with"
                  + " pg_restore, together with this folder",
              null);
        });
  }
}

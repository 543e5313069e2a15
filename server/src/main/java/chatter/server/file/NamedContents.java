package chatter.server.file;

import chatter.server.store.RowCheck;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.util.List;

/// The contents that the files in a database name, for whoever has the database file itself. For
/// one thread.
public final class NamedContents {
  private static final int PAGE = 500;

  /// Comes before every hash, and after the blanks of a file that is gone.
  private static final String FIRST = "0";

  private final DatabaseFile database;

  /// @param database stays its owner's to close; may be from before there were files
  public NamedContents(DatabaseFile database) {
    this.database = database;
  }

  /// A content.
  ///
  /// @param hash SHA-256 in hex, its name
  /// @param bytes how many there must be
  /// @param file the number of a file of it
  public record Content(String hash, long bytes, long file) {}

  /// How much there is, each content once.
  public record Total(long contents, long bytes) {}

  /// Tells each content once, by name. They are read a page at a time, so that there may be any
  /// number of them; a server may go on meanwhile. What is no hash is passed over: it comes from a
  /// file, and could lead anywhere.
  public void each(Visitor visitor) throws IOException {
    String after = FIRST;
    while (true) {
      String from = after;
      List<Content> page = database.read(h -> NamedContentStore.after(h, from, PAGE));
      for (Content content : page) {
        if (ContentFolder.isName(content.hash())) {
          visitor.content(content);
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      after = page.getLast().hash();
    }
  }

  /// Whether a file names that content now.
  public boolean has(String hash) {
    return database.read(h -> NamedContentStore.isNamed(h, hash));
  }

  /// How much all of it is.
  public Total total() {
    return database.read(NamedContentStore::total);
  }

  /// What must be true of files and what they name.
  public static RowCheck check() {
    return NamedContentStore::check;
  }

  /// Gets one after the other.
  @FunctionalInterface
  public interface Visitor {
    void content(Content content) throws IOException;
  }
}

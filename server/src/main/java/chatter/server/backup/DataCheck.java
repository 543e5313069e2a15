package chatter.server.backup;

import chatter.server.account.Accounts;
import chatter.server.conversation.Conversations;
import chatter.server.file.NamedContents;
import chatter.server.invite.Invites;
import chatter.server.people.PasswordChanges;
import chatter.server.session.SessionsAtRestore;
import chatter.server.store.Findings;
import chatter.server.store.RowCheck;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import chatter.server.store.sqlite.DatabaseFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Whether everything in a data folder is as it must be, also while a server uses it. Nothing is
/// changed.
///
/// @param schema the version of the tables
/// @param conversations how many there are
/// @param messages how many there are
/// @param people how many accounts there are
/// @param files how many contents files name
/// @param fileBytes how much those are together
/// @param took how long the look took
/// @param faults what is wrong, a sentence each; empty if nothing is
/// @param notes what is not wrong but should be known, a sentence each
public record DataCheck(
    int schema,
    long conversations,
    long messages,
    long people,
    long files,
    long fileBytes,
    Duration took,
    List<String> faults,
    List<String> notes) {
  /// What is looked at besides the file itself and its tables.
  public static final List<RowCheck> ROWS =
      List.of(
          Conversations.check(),
          Accounts.check(),
          Invites.check(),
          PasswordChanges.check(),
          NamedContents.check());

  /// What must not come back to life with the data of before: logins, which `logins` counts,
  /// invites and codes.
  public static TransactionStep endingAtRestore(SessionsAtRestore logins) {
    return handle -> {
      logins.endingOthers().run(handle);
      Invites.endingAtRestore().run(handle);
      PasswordChanges.endingAtRestore().run(handle);
    };
  }

  public DataCheck {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /// Looks at the database alone. Takes about as long as reading the whole file, during which a
  /// server goes on.
  ///
  /// @throws StorageException with a sentence that says why nothing could be looked at
  public static DataCheck of(Path data) {
    return of(data, false);
  }

  /// The same, and reads what is in all files: that takes as long as they are large.
  ///
  /// @throws StorageException with a sentence that says why nothing could be looked at
  public static DataCheck withFiles(Path data) {
    return of(data, true);
  }

  private static DataCheck of(Path data, boolean withFiles) {
    long began = System.nanoTime();
    try (DatabaseFile database = DatabaseFile.in(data)) {
      Findings found = database.look(ROWS);
      NamedContents.Total total = new NamedContents.Total(0, 0);
      if (found.usable()) {
        total = new NamedContents(database).total();
        if (withFiles) {
          new ContentCheck(database, data).look(found);
        }
      }
      return new DataCheck(
          database.schema(),
          found.count("conversations"),
          found.count("messages"),
          found.count("people"),
          total.contents(),
          total.bytes(),
          Duration.ofNanos(System.nanoTime() - began),
          found.faults(),
          found.notes());
    }
  }
}

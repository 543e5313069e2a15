package chatter.server.conversation;

import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The SQL of what edits and deletions do to a text. A row with a text is added at the end and
/// stays where it is, as long as it is, so that there is never another copy of the text in the
/// file: an edit adds its text, and what is deleted is written over where it lies. A text is first
/// stored by `PostStore`.
final class TextStore {
  private static final String BODY = "SELECT body FROM messages WHERE id = ?";

  private static final String EDITS =
      "SELECT coalesce(max(number), 0) FROM edits WHERE message = ?";

  private static final String EDIT =
      "INSERT INTO edits (message, number, written_at, body) VALUES (?, ?, ?, ?)";

  private static final String EDITED = "UPDATE message_rows SET edited = 1 WHERE id = ?";

  /// Blanks instead of a text. As many bytes as before: a row of another length might be moved, and
  /// would leave itself where it was.
  private static String blanks(Dialect dialect) {
    return "body = " + dialect.blanks("body");
  }

  // One after the other: whatever is left of a text would be left for ever.
  private static final List<Dialect.Statement> ERASE =
      List.of(
          Dialect.statement(d ->
              "UPDATE message_rows SET edited = 0, pinned = 0, deleted = 1, "
                  + blanks(d)
                  + " WHERE id = ?"),
          Dialect.statement(d -> "UPDATE edits SET " + blanks(d) + " WHERE message = ?"));

  private static final String ERASED =
      "INSERT INTO message_states (message, deleted_at) VALUES (?, ?)"
          + " ON CONFLICT (message) DO UPDATE SET deleted_at = excluded.deleted_at, pinned_seq = NULL";

  private TextStore() {}

  /// What a message says now.
  ///
  /// @param message its `id`, not its number
  static String body(Handle handle, long message) {
    return Jdbc.first(handle, BODY, row -> row.getString(1), message).orElseThrow();
  }

  /// How often a message was edited.
  static long edits(Handle handle, long message) {
    return Jdbc.first(handle, EDITS, row -> row.getLong(1), message).orElseThrow();
  }

  /// Stores what an edit made of a message.
  ///
  /// @param number of this edit, from 1
  /// @param at when, as stored
  static void edit(Handle handle, long message, long number, String at, String body) {
    Jdbc.execute(handle, EDIT, message, number, at, body);
    Jdbc.execute(handle, EDITED, message);
  }

  /// Takes everything out of the file that a message ever said, and marks it as deleted.
  ///
  /// @param at when, as stored
  static void erase(Handle handle, long message, String at) {
    for (Dialect.Statement sql : ERASE) {
      Jdbc.execute(handle, sql.on(handle), message);
    }
    Jdbc.execute(handle, ERASED, message, at);
  }
}

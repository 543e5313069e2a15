package chatter.server.conversation;

import chatter.server.store.Jdbc;
import org.jdbi.v3.core.Handle;

/// The SQL of what people wrote. Texts lie apart from what is known of them: each is added at the
/// end and stays where it is, as long as it is, so that there is never another copy of it in the
/// file. What is deleted is written over where it lies.
final class TextStore {
  /// Blanks instead of texts; the ids of those come behind it, in brackets. As many bytes as
  /// before: a row of another length might be moved, and would leave itself where it was.
  static final String ERASE =
      "UPDATE texts SET body = printf('%*s', length(CAST(body AS BLOB)), '') WHERE id IN ";

  private static final String ADD = "INSERT INTO texts (body) VALUES (?) RETURNING id";

  private static final String BODY = "SELECT body FROM texts WHERE id = ?";

  private TextStore() {}

  static String body(Handle handle, long id) {
    return Jdbc.first(handle, BODY, row -> row.getString(1), id).orElseThrow();
  }

  /// @return the id of the text
  static long add(Handle handle, String body) {
    return Jdbc.first(handle, ADD, row -> row.getLong(1), body).orElseThrow();
  }
}

package chatter.server.conversation;

import chatter.server.store.Jdbc;
import chatter.shared.search.SearchedMessage.SearchedFile;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The SQL that reads what is about to be erased.
final class ErasedStore {
  private static final String ROW = "SELECT conversation, sender FROM message_rows WHERE id = ?";

  private static final String TEXTS =
      "SELECT 0, body FROM message_rows WHERE id = ?"
          + " UNION ALL SELECT id, body FROM edits WHERE message = ? ORDER BY 1";

  private static final String FILES =
      "SELECT f.name, (c.media_type LIKE 'image/%' AND c.width > 0 AND c.height > 0)"
          + " FROM message_rows r JOIN message_files x"
          + " ON x.conversation = r.conversation AND x.message = r.seq"
          + " JOIN files f ON f.id = x.file JOIN file_contents c ON c.file = f.id"
          + " WHERE r.id = ? ORDER BY x.position";

  private ErasedStore() {}

  /// What a message said, and its files, while they are there.
  static ErasedMessage read(Handle handle, long message) {
    List<ErasedMessage.Text> texts =
        Jdbc.all(
            handle,
            TEXTS,
            row -> new ErasedMessage.Text(row.getLong(1), row.getString(2)),
            message,
            message);
    List<SearchedFile> files =
        Jdbc.all(
            handle, FILES, row -> new SearchedFile(row.getString(1), row.getBoolean(2)), message);
    return Jdbc.first(
            handle,
            ROW,
            row -> new ErasedMessage(message, row.getLong(1), row.getLong(2), texts, files),
            message)
        .orElseThrow();
  }
}

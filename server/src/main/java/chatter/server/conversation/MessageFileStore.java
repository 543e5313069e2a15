package chatter.server.conversation;

import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.shared.protocol.FileInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of which message has which files. What the files are, their uploads say.
final class MessageFileStore {
  /// What a file is, from files `f` and their contents `c`: columns 2 to 8 for `info`.
  static final String INFO = " f.upload, f.name, c.media_type, c.bytes, c.width, c.height, c.thumb";

  private static final String CLAIM =
      "SELECT f.id,"
          + INFO
          + " FROM files f JOIN file_contents c ON c.file = f.id"
          + " WHERE f.upload = ? AND f.account = ? AND f.gone = 0"
          + " AND NOT EXISTS (SELECT 1 FROM message_files m WHERE m.file = f.id)";

  private static final String ADD =
      "INSERT INTO message_files (conversation, message, position, file) VALUES (?, ?, ?, ?)";

  private static final String OF =
      "SELECT m.message,"
          + INFO
          + " FROM message_files m JOIN files f ON f.id = m.file JOIN file_contents c ON c.file = f.id"
          + " WHERE m.conversation = ? AND m.message BETWEEN ? AND ? ORDER BY m.message, m.position";

  private static final String IDS =
      "SELECT f.upload FROM message_files m JOIN files f ON f.id = m.file"
          + " WHERE m.conversation = ? AND m.message = ? ORDER BY m.position";

  private static final String READABLE =
      "SELECT f.name, c.media_type, c.bytes, c.hash FROM files f"
          + " JOIN file_contents c ON c.file = f.id JOIN message_files m ON m.file = f.id"
          + " JOIN memberships s ON s.conversation = m.conversation AND s.account = ?"
          + " WHERE f.upload = ? AND f.gone = 0";

  private static final String THOSE =
      "(SELECT file FROM message_files WHERE conversation = ? AND message = ?)";

  // One after the other, and as many bytes as before: see the schema.
  private static final List<Dialect.Statement> ERASE =
      List.of(
          Dialect.statement(d ->
              "INSERT INTO released_contents (hash) SELECT DISTINCT hash FROM file_contents"
                  + " WHERE file IN "
                  + THOSE
                  + " ON CONFLICT (hash) DO NOTHING"),
          Dialect.statement(d ->
              "UPDATE file_contents SET hash = "
                  + d.blanks("hash")
                  + ", thumb = "
                  + d.blanks("thumb")
                  + " WHERE file IN "
                  + THOSE),
          Dialect.statement(d ->
              "UPDATE files SET gone = 1, name = " + d.blanks("name") + " WHERE id IN " + THOSE),
          Dialect.statement(
              d -> "DELETE FROM message_files WHERE conversation = ? AND message = ?"));

  private MessageFileStore() {}

  /// Finished uploads of an account that no message has, to be put on one in this transaction.
  ///
  /// @param ids UUIDs in lower case
  /// @return empty if one of them is none
  static Optional<List<Claimed>> claim(Handle handle, long account, List<String> ids) {
    List<Claimed> claimed = new ArrayList<>();
    for (String id : ids) {
      Optional<Claimed> found =
          Jdbc.first(handle, CLAIM, row -> new Claimed(row.getLong(1), info(row)), id, account);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      claimed.add(found.get());
    }
    return Optional.of(claimed);
  }

  /// Puts files on a message.
  static void add(Handle handle, long conversation, long message, List<Claimed> files) {
    for (int i = 0; i < files.size(); i++) {
      Jdbc.execute(handle, ADD, conversation, message, i, files.get(i).file);
    }
  }

  /// The files of all messages between two, by the message; none for one without.
  static Map<Long, List<FileInfo>> of(Handle handle, long conversation, long first, long last) {
    Map<Long, List<FileInfo>> files = new HashMap<>();
    var _ =
        Jdbc.all(
            handle,
            OF,
            row ->
                files.computeIfAbsent(row.getLong(1), message -> new ArrayList<>()).add(info(row)),
            conversation,
            first,
            last);
    return files;
  }

  /// The ids of a message's files.
  static List<String> ids(Handle handle, long conversation, long message) {
    return Jdbc.all(handle, IDS, row -> row.getString(1), conversation, message);
  }

  /// A file that an account may read: a living message of a conversation of theirs has it.
  static Optional<SharedFile> readable(Handle handle, long account, String id) {
    return Jdbc.first(
        handle,
        READABLE,
        row ->
            new SharedFile(
                id, row.getString(1), row.getString(2), row.getLong(3), row.getString(4)),
        account,
        id);
  }

  /// Takes the files off a message that is being deleted; their contents go when nobody else's
  /// files have the same.
  static void erase(Handle handle, long conversation, long message) {
    for (Dialect.Statement sql : ERASE) {
      Jdbc.execute(handle, sql.on(handle), conversation, message);
    }
  }

  /// @param row has `INFO` behind its first column
  static FileInfo info(ResultSet row) throws SQLException {
    return new FileInfo(
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        number(row, 6),
        number(row, 7),
        row.getString(8));
  }

  private static Integer number(ResultSet row, int column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }

  /// @param file its number
  record Claimed(long file, FileInfo info) {}
}

package chatter.server.file;

import chatter.server.file.FileRefusedException.Reason;
import chatter.server.store.Database;
import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of uploads and of what they become.
final class UploadStore {
  private static final String SENT_SINCE =
      "SELECT coalesce(sum(length), 0) FROM files WHERE account = ? AND created_at > ?";

  private static final String COUNT_SINCE =
      "SELECT count(*) FROM files WHERE account = ? AND created_at > ?";

  private static final String STORED =
      "SELECT coalesce(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM file_contents"
          + " JOIN files ON files.id = file_contents.file WHERE files.gone = 0 GROUP BY hash) AS one";

  private static final String CREATE =
      "INSERT INTO files (upload, account, created_at, length, name) VALUES (?, ?, ?, ?, ?)";

  private static final String COLUMNS =
      "SELECT f.upload, f.account, f.length, f.name, f.created_at, c.file IS NOT NULL FROM files f"
          + " LEFT JOIN file_contents c ON c.file = f.id";

  private static final String FIND =
      COLUMNS + " WHERE f.upload = ? AND f.account = ? AND f.gone = 0";

  private static final String UNFINISHED = COLUMNS + " WHERE f.gone = 0 AND c.file IS NULL";

  private static final String FINISH =
      "INSERT INTO file_contents (file, bytes, media_type, width, height, hash, thumb)"
          + " SELECT id, ?, ?, CAST(? AS INTEGER), CAST(? AS INTEGER), ?, ? FROM files WHERE upload = ? AND gone = 0"
          + " ON CONFLICT (file) DO NOTHING";

  private static final String FINISHED =
      "SELECT c.hash FROM files f JOIN file_contents c ON c.file = f.id"
          + " WHERE f.upload = ? AND f.gone = 0";

  private static final String UNUSED =
      " AND gone = 0 AND NOT EXISTS (SELECT 1 FROM message_files m WHERE m.file = files.id)";

  private static final String OWN_UNUSED =
      "SELECT id FROM files WHERE upload = ? AND account = ?" + UNUSED;

  private static final String OLD_UNUSED =
      "SELECT id, upload FROM files WHERE created_at < ?" + UNUSED;

  private static final String RELEASE =
      "INSERT INTO released_contents (hash) SELECT hash FROM file_contents WHERE file = ?"
          + " ON CONFLICT (hash) DO NOTHING";

  // As many bytes as before, see the schema.
  private static final List<Dialect.Statement> ERASE =
      List.of(
          Dialect.statement(d ->
              "UPDATE file_contents SET hash = "
                  + d.blanks("hash")
                  + ", thumb = "
                  + d.blanks("thumb")
                  + " WHERE file = ?"),
          Dialect.statement(
              d -> "UPDATE files SET gone = 1, name = " + d.blanks("name") + " WHERE id = ?"));

  private static final String EXPECT =
      "INSERT INTO released_contents (hash) VALUES (?) ON CONFLICT (hash) DO NOTHING";

  private static final String RELEASED = "SELECT hash FROM released_contents";

  private static final String NEWEST =
      "SELECT c.hash FROM file_contents c JOIN files f ON f.id = c.file WHERE f.gone = 0"
          + " ORDER BY c.file DESC LIMIT 1";

  private static final String NAMED = "SELECT 1 FROM file_contents WHERE hash = ? LIMIT 1";

  private static final String REMOVED = "DELETE FROM released_contents WHERE hash = ?";

  /// Ends with its transaction: with it, who takes a content in and who removes it are apart.
  private static final String ALONE =
      "SELECT pg_advisory_xact_lock(hashtextextended(?, " + 0x66_69_6c_65_73L + "))";

  private static final String ARRIVES =
      "INSERT INTO arriving_contents (arrival, hash, since) VALUES (?, ?, clock_timestamp())";

  private static final String ARRIVED = "DELETE FROM arriving_contents WHERE arrival = ?";

  private static final String ARRIVING =
      "SELECT 1 FROM arriving_contents WHERE hash = ?"
          + " AND since > clock_timestamp() - INTERVAL '1 hour'";

  /// Of servers that were killed.
  private static final String FORGET_ARRIVING = "DELETE FROM arriving_contents WHERE hash = ?";

  private final Database database;

  /// Null where the database is a file.
  private final PostgresDatabase shared;

  UploadStore(Database database) {
    this.database = database;
    this.shared = database instanceof PostgresDatabase server ? server : null;
  }

  /// Whether other servers may have the same files.
  boolean isShared() {
    return shared != null;
  }

  /// Announces a file, if there is room for it.
  ///
  /// @param since whatever was announced after that counts for the quota
  /// @param permission runs first; what it throws comes from here
  /// @throws FileRefusedException `QUOTA` or `STORAGE_FULL`
  void create(Upload upload, FileLimits limits, Instant since, TransactionStep permission) {
    database.writeAndWait(handle -> {
      permission.run(handle);
      if (number(handle, COUNT_SINCE, upload.account(), Timestamps.text(since))
          >= limits.filesPerDay()) {
        throw new FileRefusedException(Reason.TOO_MANY, limits.filesPerDay(), null);
      }
      if (number(handle, SENT_SINCE, upload.account(), Timestamps.text(since))
          > limits.perDay() - upload.length()) {
        throw new FileRefusedException(Reason.QUOTA, limits.perDay(), null);
      }
      if (limits.inAll() != Long.MAX_VALUE
          && number(handle, STORED) > limits.inAll() - upload.length()) {
        throw new FileRefusedException(Reason.STORAGE_FULL);
      }
      Jdbc.execute(
          handle,
          CREATE,
          upload.id(),
          upload.account(),
          Timestamps.text(upload.createdAt()),
          upload.length(),
          upload.name());
      return null;
    });
  }

  Optional<Upload> find(long account, String id) {
    return database.read(handle -> Jdbc.first(handle, FIND, UploadStore::upload, id, account));
  }

  /// Those that did not come to their end, whosever they are.
  List<Upload> unfinished() {
    return database.read(handle -> Jdbc.all(handle, UNFINISHED, UploadStore::upload));
  }

  /// Stores what an upload has become, once.
  ///
  /// @return false if it was given up meanwhile
  boolean finish(String id, StoredContent content) {
    return database.writeAndWait(handle -> {
      Jdbc.execute(
          handle,
          FINISH,
          content.bytes(),
          content.mediaType(),
          content.width(),
          content.height(),
          content.hash(),
          content.thumb(),
          id);
      boolean named = Jdbc.first(handle, FINISHED, row -> row.getString(1), id).isPresent();
      if (named) {
        Jdbc.execute(handle, REMOVED, content.hash());
      }
      return named;
    });
  }

  /// Says that a content will be there that no row names yet: if it stays so, because a crash comes
  /// between, it is among the released ones.
  ///
  /// @param arrival ends with `arrived`; until then, for an hour at most, no server removes it
  void expect(String hash, String arrival) {
    if (shared == null) {
      database.writeAndWait(handle -> {
        Jdbc.execute(handle, EXPECT, hash);
        return null;
      });
    } else {
      shared.beside(handle -> {
        Jdbc.execute(handle, ALONE, hash);
        Jdbc.execute(handle, EXPECT, hash);
        Jdbc.execute(handle, ARRIVES, arrival, hash);
        return null;
      });
    }
  }

  /// Ends `expect`: a row names the content, or none will.
  void arrived(String arrival) {
    if (shared != null) {
      shared.beside(handle -> {
        Jdbc.execute(handle, ARRIVED, arrival);
        return null;
      });
    }
  }

  /// Removes a content that no row names, while no server takes the same in.
  ///
  /// @param remove removes it; what it throws comes from here, and it is looked at again later
  /// @return false if one does: then it is to be looked at again later
  boolean removeUnnamed(String hash, Runnable remove) {
    return shared.beside(handle -> {
      Jdbc.execute(handle, ALONE, hash);
      if (Jdbc.first(handle, ARRIVING, row -> true, hash).isPresent()) {
        return false;
      }
      if (Jdbc.first(handle, NAMED, row -> true, hash).isEmpty()) {
        remove.run();
      }
      Jdbc.execute(handle, REMOVED, hash);
      Jdbc.execute(handle, FORGET_ARRIVING, hash);
      return true;
    });
  }

  /// Gives up an upload that no message names.
  ///
  /// @return false if there is none
  boolean abandon(long account, String id) {
    return database.writeAndWait(handle -> {
      Optional<Long> file = Jdbc.first(handle, OWN_UNUSED, row -> row.getLong(1), id, account);
      file.ifPresent(number -> erase(handle, number));
      return file.isPresent();
    });
  }

  /// Gives up all that are older and that no message names.
  ///
  /// @return their ids
  List<String> abandonOlder(Instant than) {
    return database.writeAndWait(handle -> {
      List<Old> old =
          Jdbc.all(
              handle,
              OLD_UNUSED,
              row -> new Old(row.getLong(1), row.getString(2)),
              Timestamps.text(than));
      old.forEach(each -> erase(handle, each.file));
      return old.stream().map(Old::upload).toList();
    });
  }

  private static void erase(Handle handle, long file) {
    Jdbc.execute(handle, RELEASE, file);
    for (Dialect.Statement sql : ERASE) {
      Jdbc.execute(handle, sql.on(handle), file);
    }
  }

  /// The content of the newest file that is there; empty if there is none.
  Optional<String> newest() {
    return database.read(handle -> Jdbc.first(handle, NEWEST, row -> row.getString(1)));
  }

  /// Contents that a file stopped naming, or that none has come to name.
  List<String> released() {
    return database.read(handle -> Jdbc.all(handle, RELEASED, row -> row.getString(1)));
  }

  /// Whether a file names that content, as of the last commit.
  boolean isNamed(String hash) {
    return database.read(handle -> Jdbc.first(handle, NAMED, row -> true, hash)).isPresent();
  }

  /// The same, asked behind everything that was to be written before, also what nobody knew of for
  /// a while whether it is stored.
  ///
  /// @throws StorageException if that cannot be known now
  boolean isNamedAfterAll(String hash) {
    return database.writeAndWait(
        handle -> Jdbc.first(handle, NAMED, row -> true, hash).isPresent());
  }

  /// Nobody has to look at those contents any more.
  void settled(List<String> hashes) {
    database.writeAndWait(handle -> {
      hashes.forEach(hash -> Jdbc.execute(handle, REMOVED, hash));
      return null;
    });
  }

  private static long number(Handle handle, String sql, Object... values) {
    return Jdbc.first(handle, sql, row -> row.getLong(1), values).orElseThrow();
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        Timestamps.parse(row.getString(5)),
        row.getBoolean(6));
  }

  private record Old(long file, String upload) {}
}

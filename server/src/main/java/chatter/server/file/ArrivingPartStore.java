package chatter.server.file;

import chatter.server.store.Jdbc;
import chatter.server.store.postgres.PostgresDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The SQL of parts of uploads that lie in a bucket, and of who may add to them. Each call is a
/// short transaction beside the writer's.
final class ArrivingPartStore {
  private static final String WRITER = "SELECT writer FROM arriving_files WHERE upload = ?";

  private static final String CLAIM =
      "INSERT INTO arriving_files (upload, writer) VALUES (?, ?)"
          + " ON CONFLICT (upload) DO UPDATE SET writer = excluded.writer";

  private static final String BYTES =
      "SELECT coalesce(sum(bytes), 0) FROM arriving_parts WHERE upload = ? AND stored";

  private static final String IS_WRITER =
      "SELECT 1 FROM arriving_files WHERE upload = ? AND writer = ? FOR UPDATE";

  /// Of writers before, or of this one when it did not hear that it was stored.
  private static final String REPLACED =
      "UPDATE arriving_parts SET stored = false WHERE upload = ? AND begins >= ?";

  private static final String EXPECT =
      "INSERT INTO arriving_parts (upload, begins, writer, bytes, stored, since)"
          + " VALUES (?, ?, ?, ?, false, clock_timestamp())"
          + " ON CONFLICT (upload, begins, writer) DO UPDATE SET bytes = excluded.bytes,"
          + " since = excluded.since";

  private static final String STORED =
      "UPDATE arriving_parts SET stored = true WHERE upload = ? AND begins = ? AND writer = ?";

  private static final String PARTS =
      "SELECT begins, writer, bytes FROM arriving_parts WHERE upload = ? AND stored"
          + " ORDER BY begins";

  /// Who still writes one removes it, if it is forgotten meanwhile; who was killed does not.
  private static final String REMOVABLE =
      "SELECT begins, writer, bytes FROM arriving_parts WHERE upload = ?"
          + " AND (stored OR since < clock_timestamp() - INTERVAL '1 hour')";

  private static final String FORGET_PART =
      "DELETE FROM arriving_parts WHERE upload = ? AND begins = ? AND writer = ?";

  private static final String FORGET =
      "DELETE FROM arriving_files WHERE upload = ?"
          + " AND NOT EXISTS (SELECT 1 FROM arriving_parts p WHERE p.upload = arriving_files.upload)";

  private static final String END = "UPDATE arriving_files SET writer = '' WHERE upload = ?";

  private static final String ENDED =
      "SELECT a.upload FROM arriving_files a WHERE NOT EXISTS (SELECT 1 FROM files f"
          + " LEFT JOIN file_contents c ON c.file = f.id"
          + " WHERE f.upload = a.upload AND f.gone = 0 AND c.file IS NULL) LIMIT 1000";

  private final PostgresDatabase database;

  ArrivingPartStore(PostgresDatabase database) {
    this.database = database;
  }

  /// What is known of an upload.
  ///
  /// @param writer who may add to it; empty if nobody has begun
  /// @param bytes how many of its beginning are in the bucket
  record Known(Optional<String> writer, long bytes) {}

  /// An object with some of the bytes of an upload.
  ///
  /// @param begins the first of them
  /// @param writer who put it there
  record Part(long begins, String writer, long bytes) {}

  Known known(String upload) {
    return database.beside(handle -> known(handle, upload));
  }

  private static Known known(Handle handle, String upload) {
    return new Known(
        Jdbc.first(handle, WRITER, row -> row.getString(1), upload),
        Jdbc.first(handle, BYTES, row -> row.getLong(1), upload).orElseThrow());
  }

  /// From now on nobody but that writer adds to an upload.
  ///
  /// @param check looks at what is known; what it throws comes from here, and nothing is changed
  void claim(String upload, String writer, Consumer<Known> check) {
    database.beside(handle -> {
      Optional<String> before =
          Jdbc.first(handle, WRITER + " FOR UPDATE", row -> row.getString(1), upload);
      Jdbc.execute(handle, CLAIM, upload, writer);
      check.accept(new Known(before, known(handle, upload).bytes()));
      return null;
    });
  }

  /// Says that a part will be there, in the place of all that were from there on.
  ///
  /// @return false if another writer has taken over
  boolean expect(String upload, Part part) {
    return database.beside(handle -> {
      boolean mine = isWriter(handle, upload, part.writer());
      if (mine) {
        Jdbc.execute(handle, REPLACED, upload, part.begins());
        Jdbc.execute(handle, EXPECT, upload, part.begins(), part.writer(), part.bytes());
      }
      return mine;
    });
  }

  /// Says that it is there.
  ///
  /// @return false if another writer has taken over: it counts for nothing then
  boolean stored(String upload, Part part) {
    return database.beside(handle -> {
      boolean mine = isWriter(handle, upload, part.writer());
      if (mine) {
        Jdbc.execute(handle, STORED, upload, part.begins(), part.writer());
      }
      return mine;
    });
  }

  private static boolean isWriter(Handle handle, String upload, String writer) {
    return Jdbc.first(handle, IS_WRITER, row -> true, upload, writer).isPresent();
  }

  /// What an upload consists of, in order.
  List<Part> parts(String upload) {
    return database.beside(handle -> Jdbc.all(handle, PARTS, ArrivingPartStore::part, upload));
  }

  /// Ends an upload: nobody adds to it any more.
  ///
  /// @return what can be removed of it
  List<Part> ended(String upload) {
    return database.beside(handle -> {
      Jdbc.execute(handle, END, upload);
      return Jdbc.all(handle, REMOVABLE, ArrivingPartStore::part, upload);
    });
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(row.getLong(1), row.getString(2), row.getLong(3));
  }

  /// That part is not there any more.
  void forget(String upload, Part part) {
    database.beside(handle -> {
      Jdbc.execute(handle, FORGET_PART, upload, part.begins(), part.writer());
      return null;
    });
  }

  /// Nothing is left of an upload, unless a part is.
  void forget(String upload) {
    database.beside(handle -> {
      Jdbc.execute(handle, FORGET, upload);
      return null;
    });
  }

  /// Uploads of which something may be left, and that came to their end or were given up.
  List<String> endedUploads() {
    return database.beside(handle -> Jdbc.all(handle, ENDED, row -> row.getString(1)));
  }
}

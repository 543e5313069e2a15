package chatter.server.store.postgres;

import chatter.server.store.Jdbc;
import chatter.server.store.SchemaFile;
import chatter.server.store.StorageException;
import chatter.server.store.StoreMarker;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at a database before a server works with it, and brings it to this program's tables, one
/// numbered file after the other. `schema` in `meta` is the number of the last.
final class PostgresSchema {
  /// Allows a database that keeps less than a tick says, for tests, which end with it.
  static final String FORGETFUL = "chatter.store.forgetful";

  private static final Logger log = LoggerFactory.getLogger(PostgresSchema.class);

  /// In `meta`: which database it is, wherever it is.
  private static final String CHAT = "chat";

  private static final int OLDEST_VERSION = 140_000;

  /// In order. Never change one that has been released: add the next.
  private static final List<String> FILES =
      List.of(
          "001-start.sql",
          "002-search.sql",
          "003-feed.sql",
          "004-attempts.sql",
          "005-files.sql",
          "006-failover.sql",
          "007-parts.sql",
          "008-refusals.sql");

  /// The number of the last file that did more than add what older programs need not know of. A
  /// program that knows it works with the tables of all later ones, and beside servers that have
  /// them: so servers can be upgraded one after the other. What a release wants to take away it
  /// must not use any more in the release before.
  private static final int NEEDED_SCHEMA = 7;

  /// In `meta`: `NEEDED_SCHEMA` of the program that made the last table.
  static final String NEEDED = "needed_schema";

  private static final String PUT =
      "INSERT INTO meta (key, value) VALUES (?, ?)"
          + " ON CONFLICT (key) DO UPDATE SET value = excluded.value";

  private PostgresSchema() {}

  /// @throws StorageException `UNUSABLE` if a message that was stored there could get lost or come
  ///   back as something else
  static void mustKeepWhatItIsGiven(Handle handle) {
    int version = Integer.parseInt(setting(handle, "server_version_num"));
    if (version < OLDEST_VERSION) {
      throw unusable("this PostgreSQL is older than 14; Chatter needs a newer one");
    }
    String encoding = setting(handle, "server_encoding");
    if (!encoding.equals("UTF8")) {
      throw unusable(
          "the database keeps texts as "
              + encoding
              + ", which has no room for all that people write; make one with: createdb"
              + " --encoding=UTF8 --template=template0 NAME");
    }
    if (setting(handle, "synchronous_commit").equals("local")
        && !setting(handle, "synchronous_standby_names").isEmpty()) {
      throw unusable(
          "synchronous_commit is local in this PostgreSQL, though synchronous_standby_names has"
              + " one: it would say that a message is stored, and lose it with the first of them."
              + " Set it to on");
    }
    if (Boolean.getBoolean(FORGETFUL)) {
      return;
    }
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      if (setting(handle, setting).equals("off")) {
        throw unusable(
            setting
                + " is off in this PostgreSQL: it would say that a message is stored, and lose it in a"
                + " power cut. Set it to on");
      }
    }
  }

  private static String setting(Handle handle, String name) {
    return Jdbc.first(handle, "SELECT current_setting(?)", row -> row.getString(1), name)
        .orElseThrow();
  }

  /// Makes the tables, or those that are new.
  ///
  /// @throws StorageException `UNUSABLE` if the tables are those of a newer program that this one
  ///   cannot work with, or somebody else's, or if servers are running that cannot work with what
  ///   this program makes of them; nothing is changed then
  static void bringUpToDate(Handle handle) {
    int version = version(handle);
    int needed = version == 0 ? 0 : value(handle, NEEDED).map(Integer::parseInt).orElse(version);
    if (needed > FILES.size()) {
      throw unusable(
          "the data was written by a newer Chatter (schema "
              + version
              + " of PostgreSQL's, this program knows "
              + FILES.size()
              + "); install the newer version again");
    }
    if (version > FILES.size()) {
      log.info("a newer Chatter has added to the tables; this one works with what it knows of");
    }
    if (0 < version && version < NEEDED_SCHEMA) {
      mustBeAlone(handle);
    }
    for (int next = version + 1; next <= FILES.size(); next++) {
      Jdbc.execute(handle, "BEGIN");
      run(handle, SchemaFile.read(PostgresSchema.class, FILES.get(next - 1)));
      Jdbc.execute(handle, PUT, "schema", String.valueOf(next));
      Jdbc.execute(handle, PUT, NEEDED, String.valueOf(Math.min(next, NEEDED_SCHEMA)));
      if (next == 1) {
        Jdbc.execute(handle, PUT, "epoch", UUID.randomUUID().toString());
      }
      Jdbc.execute(handle, "COMMIT");
    }
  }

  private static void mustBeAlone(Handle handle) {
    long lock = PostgresTransactions.LOCK;
    if (!Jdbc.first(handle, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), lock)
        .orElse(false)) {
      throw unusable(
          "this version changes tables that the servers which are running need as they are"
              + WriterSession.holder(handle, lock)
              + "; stop them all, then start it");
    }
    Jdbc.execute(handle, "SELECT pg_advisory_unlock(" + lock + ")");
  }

  /// Looks whether it is the database that a data folder belongs to, before anything is made.
  ///
  /// @throws StorageException `UNUSABLE` if it is not
  static void mustBe(Handle handle, PostgresDatabase.Expected expected) {
    boolean empty = version(handle) == 0;
    Optional<String> chat = expected.marked().flatMap(StoreMarker.Marked::chat);
    if (empty ? expected.marked().isPresent() : isAnother(handle, chat)) {
      throw unusable(
          (empty ? "the database is empty" : "the database is another chat's")
              + ", and the data folder belongs to the one that was at "
              + expected.marked().map(StoreMarker.Marked::place).orElse("")
              + "; name that with --store, or another folder with --data");
    }
    if (empty && !expected.makes()) {
      throw unusable("there is no chat in the database that --store names");
    }
  }

  private static boolean isAnother(Handle handle, Optional<String> chat) {
    return chat.isPresent() && !value(handle, CHAT).equals(chat);
  }

  /// Which database it is, wherever it is.
  static String chat(Handle handle) {
    if (value(handle, CHAT).isEmpty()) {
      put(handle, CHAT, UUID.randomUUID().toString());
    }
    return value(handle, CHAT).orElseThrow();
  }

  private static int version(Handle handle) {
    List<String> tables =
        Jdbc.all(
            handle,
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
            row -> row.getString(1));
    if (tables.isEmpty()) {
      return 0;
    }
    Optional<String> version =
        tables.containsAll(List.of("meta", "message_rows"))
            ? value(handle, "schema")
            : Optional.empty();
    return version
        .map(Integer::parseInt)
        .orElseThrow(() ->
            unusable(
                "there are tables in the database, and none of Chatter's; give it one of its own"));
  }

  /// A fact about the database itself.
  static Optional<String> value(Handle handle, String key) {
    return Jdbc.first(handle, "SELECT value FROM meta WHERE key = ?", row -> row.getString(1), key);
  }

  /// Sets such a fact.
  static void put(Handle handle, String key, String value) {
    Jdbc.execute(handle, PUT, key, value);
  }

  /// Sets what gives numbers behind the highest there is, in those of the tables that have such.
  static void numbersGoOn(Handle handle, List<String> tables) {
    for (String table : tables) {
      boolean numbered =
          Jdbc.first(
                  handle,
                  "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema()"
                      + " AND table_name = ? AND is_identity = 'YES'",
                  row -> true,
                  table)
              .orElse(false);
      if (numbered) {
        Jdbc.execute(
            handle,
            "SELECT setval(pg_get_serial_sequence('"
                + table
                + "', 'id'), coalesce(max(id), 0) + 1, false) FROM "
                + table);
      }
    }
  }

  private static void run(Handle handle, String script) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new StorageException(StorageException.Kind.FAILED, "cannot make the tables", e);
    }
  }

  private static StorageException unusable(String message) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, null);
  }
}

package chatter.server.invite;

import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.server.store.sqlite.DatabaseFile;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The SQL of what people may change while the server runs.
final class SettingsStore {
  private static final int FIRST_SCHEMA = 2;

  private final Database database;

  SettingsStore(Database database) {
    this.database = database;
  }

  Map<String, String> all() {
    return database.read(SettingsStore::all);
  }

  /// Those in a file, which may be of before there were any.
  static Map<String, String> in(DatabaseFile file) {
    return file.schema() < FIRST_SCHEMA ? Map.of() : file.read(SettingsStore::all);
  }

  private static Map<String, String> all(Handle handle) {
    Map<String, String> all = new HashMap<>();
    handle
        .createQuery("SELECT key, value FROM server_settings")
        .map((row, c) -> all.put(row.getString("key"), row.getString("value")))
        .list();
    return all;
  }

  void save(Map<String, String> changed, TransactionStep permission) {
    var _ =
        database.writeAndWait(h -> {
          permission.run(h);
          changed.forEach((key, value) -> put(h, key, value));
          return null;
        });
  }

  private static void put(Handle handle, String key, String value) {
    handle.execute(
        "INSERT INTO server_settings (key, value) VALUES (?, ?)"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value);
  }
}

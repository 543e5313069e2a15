package chatter.server.account;

import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.server.store.TransactionStep;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL of what accounts have said about notifications.
final class NotificationStore {
  // Both run for everybody who comes back.
  private static final String QUIET =
      "SELECT mode, until, begins, ends, days, zone FROM notification_settings WHERE account = ?";

  private static final String WORDS =
      "SELECT word FROM notification_words WHERE account = ? ORDER BY position";

  private final Database database;

  NotificationStore(Database database) {
    this.database = database;
  }

  NotificationSettings get(long account) {
    return database.read(h -> get(h, account));
  }

  private static NotificationSettings get(Handle handle, long account) {
    return new NotificationSettings(
        Jdbc.first(handle, QUIET, NotificationStore::quiet, account).orElse(DoNotDisturb.NEVER),
        Jdbc.all(handle, WORDS, row -> row.getString(1), account));
  }

  private static DoNotDisturb quiet(ResultSet row) throws SQLException {
    String until = row.getString(2);
    String days = row.getString(5);
    return new DoNotDisturb(
        DoNotDisturb.Mode.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
        until == null ? null : Timestamps.parse(until),
        row.getString(3),
        row.getString(4),
        days == null ? null : days.chars().mapToObj(day -> day - '0').toList(),
        row.getString(6));
  }

  /// @param permission runs first; what it or `change` throws comes from here, and nothing changes
  void change(
      long account, UnaryOperator<NotificationSettings> change, TransactionStep permission) {
    database.writeAndWait(h -> {
      permission.run(h);
      put(h, account, change.apply(get(h, account)));
      return null;
    });
  }

  private static void put(Handle handle, long account, NotificationSettings settings) {
    DoNotDisturb when = settings.doNotDisturb();
    handle.execute(
        """
        INSERT INTO notification_settings (account, mode, until, begins, ends, days, zone)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account) DO UPDATE SET mode = excluded.mode, until = excluded.until,
          begins = excluded.begins, ends = excluded.ends, days = excluded.days,
          zone = excluded.zone\
        """,
        account,
        when.mode().name().toLowerCase(Locale.ROOT),
        when.until() == null ? null : Timestamps.text(when.until()),
        when.from(),
        when.to(),
        when.days() == null
            ? null
            : when.days().stream().sorted().map(String::valueOf).collect(Collectors.joining()),
        when.zone());
    handle.execute("DELETE FROM notification_words WHERE account = ?", account);
    for (int i = 0; i < settings.words().size(); i++) {
      handle.execute(
          "INSERT INTO notification_words (account, position, word) VALUES (?, ?, ?)",
          account,
          i,
          settings.words().get(i));
    }
  }
}

package chatter.server.account;

import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.notification.DoNotDisturb;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.Timestamps;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL of what accounts have said about notifications.
final class NotificationStore {
  private final Database database;

  NotificationStore(Database database) {
    this.database = database;
  }

  NotificationSettings get(long account) {
    return database.read(h -> get(h, account));
  }

  private static NotificationSettings get(Handle handle, long account) {
    DoNotDisturb when =
        handle
            .createQuery(
                "SELECT mode, until, begins, ends, days, zone FROM notification_settings"
                    + " WHERE account = :account")
            .bind("account", account)
            .map((row, c) -> {
              String until = row.getString("until");
              String days = row.getString("days");
              return new DoNotDisturb(
                  DoNotDisturb.Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                  until == null ? null : Timestamps.parse(until),
                  row.getString("begins"),
                  row.getString("ends"),
                  days == null ? null : days.chars().mapToObj(day -> day - '0').toList(),
                  row.getString("zone"));
            })
            .findOne()
            .orElse(DoNotDisturb.NEVER);
    List<String> words =
        handle
            .createQuery(
                "SELECT word FROM notification_words WHERE account = :account ORDER BY position")
            .bind("account", account)
            .mapTo(String.class)
            .list();
    return new NotificationSettings(when, words);
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
        "INSERT OR REPLACE INTO notification_settings"
            + " (account, mode, until, begins, ends, days, zone) VALUES (?, ?, ?, ?, ?, ?, ?)",
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

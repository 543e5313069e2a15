package chatter.server.invite;

import chatter.server.account.AccountSql;
import chatter.server.store.Database;
import chatter.server.store.Findings;
import chatter.server.store.TransactionStep;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.Registration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of invites. Times are whole seconds in ISO form, so that comparing the text compares the
/// time. An invite of somebody who may not invite any more is as if it were not there.
final class InviteStore {
  private static final String VALID =
      "SELECT i.id, i.uses_left, i.created_at, i.expires_at, u.name AS creator FROM invites i"
          + AccountSql.leftJoin("u", "i.created_by")
          + "WHERE (i.created_by IS NULL OR ("
          + AccountSql.administers("u")
          + ")) ";

  private final Database database;

  InviteStore(Database database) {
    this.database = database;
  }

  /// Adds one, and forgets those that have been over for long.
  ///
  /// @return its id
  long add(Made made, TransactionStep permission) {
    return database.writeAndWait(h -> {
      permission.run(h);
      h.execute("DELETE FROM invites WHERE expires_at < ?", made.forgotten().toString());
      return h.createQuery(
              """
              INSERT INTO invites (code_hash, uses_left, created_by, created_at, expires_at)
              VALUES (:hash, :uses, :by, :now, :expires) RETURNING id\
              """)
          .bind("hash", made.codeHash())
          .bind("uses", made.invite().usesLeft())
          .bind("by", made.createdBy())
          .bind("now", made.now().toString())
          .bind("expires", made.invite().expiresAt().toString())
          .mapTo(Long.class)
          .one();
    });
  }

  /// Those that can still be used, the newest first.
  ///
  /// @param host the name of whoever runs the server
  List<InviteInfo> usable(Instant now, String host) {
    return database.read(h ->
        h.createQuery(
                VALID
                    + "AND i.expires_at > :now AND coalesce(i.uses_left, 1) > 0 ORDER BY i.id DESC")
            .bind("now", now.toString())
            .map((row, c) -> invite(row, host))
            .list());
  }

  /// The invite of that code, used or expired or not.
  Optional<InviteInfo> find(String codeHash, String host) {
    return database.read(h -> find(h, codeHash, host));
  }

  private static Optional<InviteInfo> find(Handle handle, String codeHash, String host) {
    return handle
        .createQuery(VALID + "AND i.code_hash = :hash")
        .bind("hash", codeHash)
        .map((row, c) -> invite(row, host))
        .findOne();
  }

  private static InviteInfo invite(ResultSet row, String host) throws SQLException {
    String creator = row.getString("creator");
    return new InviteInfo(
        row.getLong("id"),
        null,
        row.getObject("uses_left") == null ? null : row.getInt("uses_left"),
        Instant.parse(row.getString("created_at")),
        Instant.parse(row.getString("expires_at")),
        creator == null ? host : creator);
  }

  /// Uses an invite once, inside another transaction.
  ///
  /// @throws InviteRefusedException if it cannot be used
  static void use(Handle handle, String codeHash, Instant now) {
    InviteInfo invite = Invites.usable(find(handle, codeHash, ""), now);
    handle.execute("UPDATE invites SET uses_left = uses_left - 1 WHERE id = ?", invite.id());
  }

  /// @return false if there is no such invite
  boolean remove(long id, TransactionStep permission) {
    return database.writeAndWait(h -> {
      permission.run(h);
      return h.execute("DELETE FROM invites WHERE id = ?", id);
    })
        == 1;
  }

  void removeAll(TransactionStep permission) {
    var _ =
        database.writeAndWait(h -> {
          permission.run(h);
          return h.execute("DELETE FROM invites");
        });
  }

  /// One to be added.
  ///
  /// @param invite with any id
  /// @param createdBy an account, or null for whoever runs the server
  /// @param forgotten what ended before then need not be remembered
  record Made(InviteInfo invite, String codeHash, Long createdBy, Instant now, Instant forgotten) {}

  /// Looks whether the rows are as they must be; a backup may be from before there were any.
  static void check(Handle handle, Findings findings) {
    boolean there =
        handle
            .createQuery(
                """
                SELECT count(*) = 2 FROM sqlite_schema
                WHERE name IN ('server_settings', 'invites')\
                """)
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      return;
    }
    String registration =
        handle
            .createQuery("SELECT value FROM server_settings WHERE key = 'registration'")
            .mapTo(String.class)
            .findOne()
            .orElse("");
    if (Registration.named(registration).isEmpty()) {
      findings.fault("the setting for who may join is none that this program knows");
    }
    findings.faults(
        handle
            .createQuery(
                """
                SELECT 'invite ' || id || ' ends before it was made' FROM invites
                WHERE expires_at < created_at\
                """)
            .mapTo(String.class)
            .list());
  }

  /// Ends all in a database that was restored: what was used up or ended since must not come back
  /// to life.
  static void forgetAll(Handle handle) {
    handle.execute("DELETE FROM invites");
  }
}

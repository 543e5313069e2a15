package chatter.server.people;

import chatter.server.account.AccountSql;
import chatter.server.account.EmailAddress;
import chatter.server.people.ResetRefusedException.Reason;
import chatter.server.store.Database;
import chatter.server.store.Findings;
import chatter.server.store.TransactionStep;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of codes for another password. Times are whole seconds in ISO form, so that comparing
/// the text compares the time. A code is as if it were not there while its account is disabled, and
/// when whoever made it may not, at this moment, do that to the account: it would let an admin into
/// the account of a member who became the owner.
final class PasswordResetStore {
  private static final String VALID =
      "SELECT r.id, r.account, r.expires_at, r.used_at FROM password_resets r"
          + AccountSql.join("a", "r.account")
          + AccountSql.leftJoin("u", "r.created_by")
          + "WHERE r.code_hash = :hash AND "
          + AccountSql.enabled("a")
          + " AND (r.created_by IS NULL OR ("
          + AccountSql.manages("u", "a")
          + "))";

  private final Database database;

  PasswordResetStore(Database database) {
    this.database = database;
  }

  /// The account of an email address.
  Optional<Long> account(EmailAddress email) {
    return database.read(h ->
        email.keys().stream()
            .flatMap(key ->
                h
                    .createQuery("SELECT id FROM " + AccountSql.ACCOUNTS + " WHERE email_key = ?")
                    .bind(0, key)
                    .mapTo(Long.class)
                    .findOne()
                    .stream())
            .findFirst());
  }

  /// Runs a step that is not part of anything else.
  void run(TransactionStep step) {
    var _ =
        database.writeAndWait(h -> {
          step.run(h);
          return null;
        });
  }

  /// Adds one inside another transaction. It takes the place of those before, and those that have
  /// been over for long are forgotten.
  static void add(Handle handle, long account, Long by, String codeHash, Times times) {
    handle.execute(
        "DELETE FROM password_resets WHERE (account = ? AND used_at IS NULL) OR expires_at < ?",
        account,
        times.forgotten().toString());
    handle.execute(
        """
        INSERT INTO password_resets (account, code_hash, created_by, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?)\
        """,
        account,
        codeHash,
        by,
        times.now().toString(),
        times.expiresAt().toString());
  }

  /// Whose password a code is for.
  ///
  /// @throws ResetRefusedException if it cannot be used
  long account(String codeHash, Instant now) {
    return database.read(h -> usable(h, codeHash, now)).account();
  }

  /// Uses a code, inside another transaction.
  ///
  /// @throws ResetRefusedException if it cannot be used any more
  static void use(Handle handle, String codeHash, Instant now) {
    handle.execute(
        "UPDATE password_resets SET used_at = ? WHERE id = ?",
        now.toString(),
        usable(handle, codeHash, now).id());
  }

  private static Row usable(Handle handle, String codeHash, Instant now) {
    Optional<Row> found =
        handle
            .createQuery(VALID)
            .bind("hash", codeHash)
            .map((row, c) ->
                new Row(
                    row.getLong("id"),
                    row.getLong("account"),
                    Instant.parse(row.getString("expires_at")),
                    row.getString("used_at") != null))
            .findOne();
    Row row = found.orElseThrow(() -> new ResetRefusedException(Reason.UNKNOWN));
    if (row.used()) {
      throw new ResetRefusedException(Reason.USED);
    }
    if (!row.expiresAt().isAfter(now)) {
      throw new ResetRefusedException(Reason.EXPIRED);
    }
    return row;
  }

  /// Ends those of an account that were not used, inside another transaction.
  static void endOf(Handle handle, long account) {
    handle.execute("DELETE FROM password_resets WHERE account = ? AND used_at IS NULL", account);
  }

  /// Ends those that concern somebody whose standing changed, inside another transaction: codes for
  /// the account open more, or something else, than when they were made, and those it gave out go
  /// with the right to.
  static void endConcerning(Handle handle, long account) {
    endOf(handle, account);
    handle.execute("DELETE FROM password_resets WHERE created_by = ? AND used_at IS NULL", account);
  }

  /// Ends all in a database that was restored, if it has any: what was used since must not come
  /// back to life.
  static void forgetAll(Handle handle) {
    handle.execute("DELETE FROM password_resets");
  }

  /// Looks whether the rows are as they must be; a backup may be from before there were any.
  static void check(Handle handle, Findings findings) {
    boolean there =
        handle
            .createQuery(
                "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'password_resets')")
            .mapTo(Boolean.class)
            .one();
    if (there) {
      findings.faults(
          handle
              .createQuery(
                  """
                  SELECT 'the code number ' || id || ' for another password ends before it was made'
                  FROM password_resets WHERE expires_at < created_at\
                  """)
              .mapTo(String.class)
              .list());
    }
  }

  /// When a code was made, when it ends, and what ended before when need not be remembered.
  record Times(Instant now, Instant expiresAt, Instant forgotten) {}

  private record Row(long id, long account, Instant expiresAt, boolean used) {}
}

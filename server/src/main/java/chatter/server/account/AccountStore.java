package chatter.server.account;

import chatter.server.store.Database;
import chatter.server.store.Findings;
import chatter.server.store.RowAdded;
import chatter.server.store.TransactionStep;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of accounts.
final class AccountStore {
  private static final String COLUMNS = "id, name, email, avatar_hash, disabled, password_hash";
  private static final RowMapper<Stored> ROW =
      (rs, c) ->
          new Stored(
              new Account(
                  rs.getLong("id"),
                  rs.getString("name"),
                  rs.getString("email"),
                  rs.getString("avatar_hash"),
                  rs.getBoolean("disabled")),
              rs.getString("password_hash"));

  private final Database database;

  AccountStore(Database database) {
    this.database = database;
  }

  Optional<Stored> find(long id) {
    return database.read(h ->
        h.createQuery("SELECT " + COLUMNS + " FROM registered_users WHERE id = :id")
            .bind("id", id)
            .map(ROW)
            .findOne());
  }

  Optional<Stored> findByEmail(EmailAddress email) {
    return database.read(h -> byEmail(h, email));
  }

  /// Adds an account.
  ///
  /// @return its id; empty if the email address is taken
  Optional<Long> add(
      String name, EmailAddress email, String passwordHash, Instant now, RowAdded added) {
    return database.writeAndWait(h -> {
      // One thread writes, so nobody can take the address between this look and the insert.
      if (byEmail(h, email).isPresent()) {
        return Optional.empty();
      }
      long id =
          h.createUpdate(
                  """
                  INSERT INTO registered_users (name, email, email_key, password_hash, created_at)
                  VALUES (:name, :email, :key, :hash, :now)\
                  """)
              .bind("name", name)
              .bind("email", email.text())
              .bind("key", email.key())
              .bind("hash", passwordHash)
              .bind("now", now.toString())
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
      added.added(h, id);
      return Optional.of(id);
    });
  }

  void rename(long id, String name) {
    database.writeAndWait(h ->
        h.createUpdate("UPDATE registered_users SET name = :name WHERE id = :id")
            .bind("name", name)
            .bind("id", id)
            .execute());
  }

  /// Replaces a password hash if it is still the one that was checked.
  ///
  /// @return false if it was another by now; then nothing was done
  boolean replacePasswordHash(long id, String before, String after, TransactionStep alongside) {
    return database.writeAndWait(h -> {
      int rows =
          h.createUpdate(
                  """
                  UPDATE registered_users SET password_hash = :after
                  WHERE id = :id AND password_hash = :before\
                  """)
              .bind("after", after)
              .bind("before", before)
              .bind("id", id)
              .execute();
      if (rows == 1) {
        alongside.run(h);
      }
      return rows == 1;
    });
  }

  static void check(Handle handle, Findings findings) {
    findings.counted(
        "people",
        handle.createQuery("SELECT count(*) FROM registered_users").mapTo(Long.class).one());
  }

  private static Optional<Stored> byEmail(Handle handle, EmailAddress email) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM registered_users WHERE email_key = :key")
        .bind("key", email.key())
        .map(ROW)
        .findOne();
  }

  /// An account with what only this package may see.
  record Stored(Account account, String passwordHash) {
    /// Without the hash.
    @Override
    public String toString() {
      return "Stored[" + account.id() + "]";
    }
  }
}

package chatter.server.account;

import chatter.server.store.Database;
import chatter.server.store.Findings;
import chatter.server.store.RowAdded;
import chatter.server.store.TransactionStep;
import chatter.shared.protocol.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of accounts.
final class AccountStore {
  private static final String COLUMNS =
      "id, name, email, avatar_hash, disabled, role, password_hash";
  private static final RowMapper<Stored> ROW =
      (rs, c) ->
          new Stored(
              new Account(
                  rs.getLong("id"),
                  rs.getString("name"),
                  rs.getString("email"),
                  rs.getString("avatar_hash"),
                  rs.getBoolean("disabled"),
                  role(rs.getString("role"))),
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

  /// Whether there is no account.
  boolean none() {
    return database.read(AccountStore::none);
  }

  private static boolean none(Handle handle) {
    return handle
        .createQuery("SELECT NOT EXISTS (SELECT 1 FROM registered_users)")
        .mapTo(Boolean.class)
        .one();
  }

  /// Adds an account: the first as the owner's, every other one if it is admitted.
  ///
  /// @param admission what it throws keeps everybody out but the first
  /// @return empty if the email address is taken
  Optional<Account> add(
      String name,
      EmailAddress email,
      String passwordHash,
      Instant now,
      TransactionStep admission,
      RowAdded added) {
    return database.writeAndWait(h -> {
      // One thread writes, so nobody can take the address between this look and the insert.
      if (byEmail(h, email).isPresent()) {
        return Optional.empty();
      }
      Role role = none(h) ? Role.OWNER : Role.MEMBER;
      if (role != Role.OWNER) {
        admission.run(h);
      }
      long id =
          h.createUpdate(
                  """
                  INSERT INTO registered_users
                    (name, email, email_key, password_hash, created_at, role)
                  VALUES (:name, :email, :key, :hash, :now, :role)\
                  """)
              .bind("name", name)
              .bind("email", email.text())
              .bind("key", email.key())
              .bind("hash", passwordHash)
              .bind("now", now.toString())
              .bind("role", text(role))
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
      added.added(h, id);
      return Optional.of(new Account(id, name, email.text(), null, false, role));
    });
  }

  void rename(long id, String name, TransactionStep permission) {
    var _ =
        database.writeAndWait(h -> {
          permission.run(h);
          return h.createUpdate("UPDATE registered_users SET name = :name WHERE id = :id")
              .bind("name", name)
              .bind("id", id)
              .execute();
        });
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

  /// Replaces a password hash whatever it was.
  ///
  /// @param alongside runs first; what it throws leaves the hash as it was
  void setPasswordHash(long id, String hash, TransactionStep alongside) {
    var _ =
        database.writeAndWait(h -> {
          alongside.run(h);
          return h.createUpdate("UPDATE registered_users SET password_hash = :hash WHERE id = :id")
              .bind("hash", hash)
              .bind("id", id)
              .execute();
        });
  }

  /// Whether an account may sign in and its password hash is still that one.
  static boolean unchanged(Handle handle, long id, String hash) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM registered_users
              WHERE id = ? AND password_hash = ? AND disabled = 0)\
            """)
        .bind(0, id)
        .bind(1, hash)
        .mapTo(Boolean.class)
        .one();
  }

  static void check(Handle handle, Findings findings) {
    if (hasRoles(handle) && ownerIsMissing(handle)) {
      findings.fault("there are accounts, but none of them is the owner");
    }
    findings.notes(doubles(handle));
    findings.counted(
        "people",
        handle.createQuery("SELECT count(*) FROM registered_users").mapTo(Long.class).one());
  }

  /// A backup may be from before there were roles.
  private static boolean hasRoles(Handle handle) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM pragma_table_info('registered_users') WHERE name ="
                + " 'role')")
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean ownerIsMissing(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM registered_users WHERE disabled = 0)
              AND NOT EXISTS (SELECT 1 FROM registered_users WHERE role = 'owner')\
            """)
        .mapTo(Boolean.class)
        .one();
  }

  private static Role role(String text) {
    return Role.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static String text(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Stored> byEmail(Handle handle, EmailAddress email) {
    for (String key : email.keys()) {
      Optional<Stored> found =
          handle
              .createQuery("SELECT " + COLUMNS + " FROM registered_users WHERE email_key = :key")
              .bind("key", key)
              .map(ROW)
              .findOne();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Accounts of one email address in two spellings, from before those were the same: each of them
  /// can still sign in, by its own.
  private static List<String> doubles(Handle handle) {
    Map<String, List<Long>> accounts = new TreeMap<>();
    handle
        .createQuery("SELECT id, email FROM registered_users ORDER BY id")
        .map((rs, c) -> Map.entry(new EmailAddress(rs.getString("email")), rs.getLong("id")))
        .forEach(account ->
            accounts
                .computeIfAbsent(account.getKey().key(), _ -> new ArrayList<>())
                .add(account.getValue()));
    return accounts.values().stream()
        .filter(ids -> ids.size() > 1)
        .map(ids -> "accounts " + ids + " have one email address in two spellings")
        .toList();
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

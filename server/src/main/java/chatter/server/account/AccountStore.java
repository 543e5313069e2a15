package chatter.server.account;

import chatter.server.store.Database;
import chatter.server.store.Findings;
import chatter.server.store.InsertHook;
import chatter.server.store.Jdbc;
import chatter.server.store.TransactionStep;
import chatter.shared.limits.Names;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.AvatarUrl;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of accounts.
final class AccountStore {
  private static final String COLUMNS =
      "id, name, email, avatar_hash, disabled, role, password_hash";
  private static final RowMapper<Stored> ROW = (row, c) -> stored(row);

  // Runs for everybody who comes back.
  private static final String BY_ID =
      "SELECT " + COLUMNS + " FROM " + AccountSql.ACCOUNTS + " WHERE id = ?";

  private static final int SUGGESTIONS = 99;

  private final Database database;

  AccountStore(Database database) {
    this.database = database;
  }

  Optional<Stored> find(long id) {
    return database.read(h -> find(h, id));
  }

  static Optional<Stored> find(Handle handle, long id) {
    return Jdbc.first(handle, BY_ID, AccountStore::stored, id);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        new Account(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getBoolean(5),
            AccountSql.role(row.getString(6))),
        row.getString(7));
  }

  Optional<Stored> findByEmail(EmailAddress email) {
    return database.read(h -> byEmail(h, email));
  }

  /// SQLite folds the case of English letters only, so names are looked at here, one by one.
  List<Account> people(WordStarts called, long after, int most) {
    return database.read(h -> {
      try (Stream<Stored> all =
          h
              .createQuery(
                  "SELECT "
                      + COLUMNS
                      + " FROM registered_users WHERE id > :after AND disabled = 0 ORDER BY id")
              .bind("after", after)
              .map(ROW)
              .stream()) {
        return all.map(Stored::account)
            .filter(account -> called.in(account.name()))
            .limit(most)
            .toList();
      }
    });
  }

  /// Everybody who may sign in, as if nobody were here.
  List<PresenceInfo> roster() {
    return database.read(h ->
        h.createQuery(
                "SELECT id, name, avatar_hash, last_seen_at FROM registered_users"
                    + " WHERE disabled = 0 ORDER BY id")
            .map((row, c) -> {
              String seen = row.getString("last_seen_at");
              return new PresenceInfo(
                  row.getLong("id"),
                  row.getString("name"),
                  AvatarUrl.of(row.getString("avatar_hash")),
                  PresenceInfo.State.OFFLINE,
                  seen == null ? null : Timestamps.parse(seen));
            })
            .list());
  }

  CompletableFuture<Void> lastSeen(long id, Instant at) {
    return database.write(h -> {
      h.execute(
          "UPDATE registered_users SET last_seen_at = ? WHERE id = ?", Timestamps.text(at), id);
      return null;
    });
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

  /// Writes down what the names from before look like.
  void completeNames() {
    List<Named> incomplete =
        database.read(h ->
            h.createQuery("SELECT id, name FROM registered_users WHERE name_key = ''")
                .map((row, c) -> new Named(row.getLong("id"), row.getString("name")))
                .list());
    if (!incomplete.isEmpty()) {
      var _ =
          database.writeAndWait(h -> {
            incomplete.forEach(named -> setName(h, named.id(), named.name()));
            return null;
          });
    }
  }

  private record Named(long id, String name) {}

  private static void setName(Handle handle, long id, String name) {
    handle.execute(
        "UPDATE registered_users SET name = ?, name_key = ?, name_look = ? WHERE id = ?",
        name,
        key(name),
        look(name),
        id);
  }

  /// One from before may have had nothing to be seen; it is like no other.
  private static String key(String name) {
    String key = Names.key(name);
    return key.isEmpty() ? " " + name : key;
  }

  private static String look(String name) {
    String look = Names.look(name);
    return look.isEmpty() ? " " + name : look;
  }

  /// @param id whose own name is no other's; 0 for nobody's
  /// @throws NameTakenException if somebody else has that name or one that looks like it
  private static void mustBeFree(Handle handle, long id, String name) {
    if (taken(handle, id, name)) {
      // A chat with so many of one name that none of these is free can do without a suggestion.
      throw new NameTakenException(
          Names.others(name, 2, SUGGESTIONS).stream()
              .filter(other -> !taken(handle, id, other))
              .findFirst());
    }
  }

  private static boolean taken(Handle handle, long id, String name) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM registered_users WHERE name_key = :key AND id <> :id)
              OR EXISTS (SELECT 1 FROM registered_users WHERE name_look = :look AND id <> :id)\
            """)
        .bind("key", key(name))
        .bind("look", look(name))
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  /// Looks before the expensive part of joining; `add` looks again.
  ///
  /// @throws NameTakenException if somebody has that name or one that looks like it
  void mustBeFree(String name) {
    var _ =
        database.read(h -> {
          mustBeFree(h, 0, name);
          return null;
        });
  }

  /// Adds an account: the first as the owner's, every other one if it is admitted.
  ///
  /// @param admission what it throws keeps everybody out but the first
  /// @param made gets what is returned, on the writer's thread, after the commit
  /// @return empty if the email address is taken
  /// @throws NameTakenException if the name is, or one that looks like it
  Optional<Account> add(
      String name,
      EmailAddress email,
      String passwordHash,
      Instant now,
      TransactionStep admission,
      InsertHook added,
      Consumer<Optional<Account>> made) {
    return database.writeAndWait(
        h -> {
          // One thread writes, so nobody can take the address between this look and the insert.
          if (byEmail(h, email).isPresent()) {
            return Optional.empty();
          }
          Role role = none(h) ? Role.OWNER : Role.MEMBER;
          if (role != Role.OWNER) {
            admission.run(h);
          }
          mustBeFree(h, 0, name);
          long id =
              h.createQuery(
                      """
                      INSERT INTO registered_users
                        (name, name_key, name_look, email, email_key, password_hash, created_at, role)
                      VALUES (:name, :nameKey, :nameLook, :email, :key, :hash, :now, :role) RETURNING id\
                      """)
                  .bind("name", name)
                  .bind("nameKey", key(name))
                  .bind("nameLook", look(name))
                  .bind("email", email.text())
                  .bind("key", email.key())
                  .bind("hash", passwordHash)
                  .bind("now", now.toString())
                  .bind("role", AccountSql.text(role))
                  .mapTo(Long.class)
                  .one();
          added.added(h, id);
          return Optional.of(new Account(id, name, email.text(), null, false, role));
        },
        made);
  }

  void rename(long id, String name, TransactionStep permission) {
    var _ =
        database.writeAndWait(h -> {
          permission.run(h);
          String before =
              h.createQuery("SELECT name FROM registered_users WHERE id = ?")
                  .bind(0, id)
                  .mapTo(String.class)
                  .one();
          // Of two who were called the same before, each may go on to write it otherwise.
          if (!key(before).equals(key(name)) || !look(before).equals(look(name))) {
            mustBeFree(h, id, name);
          }
          setName(h, id, name);
          return null;
        });
  }

  /// Replaces a password hash if it is still the one that was checked.
  ///
  /// @param told runs on the writer's thread after the commit, if anything was done
  /// @return false if it was another by now; then nothing was done
  boolean replacePasswordHash(
      long id, String before, String after, TransactionStep alongside, Runnable told) {
    return database.writeAndWait(
        h -> {
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
        },
        replaced -> {
          if (replaced) {
            told.run();
          }
        });
  }

  /// Replaces a password hash whatever it was.
  ///
  /// @param alongside runs first; what it throws leaves the hash as it was
  /// @param told runs on the writer's thread after the commit
  void setPasswordHash(long id, String hash, TransactionStep alongside, Runnable told) {
    var _ =
        database.writeAndWait(
            h -> {
              alongside.run(h);
              return h.createUpdate(
                      "UPDATE registered_users SET password_hash = :hash WHERE id = :id")
                  .bind("hash", hash)
                  .bind("id", id)
                  .execute();
            },
            done -> told.run());
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

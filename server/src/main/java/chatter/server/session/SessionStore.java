package chatter.server.session;

import chatter.server.account.AccountSql;
import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import chatter.server.store.TransactionStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The SQL of logins. Times are whole seconds in ISO form, so that comparing the text compares the
/// time.
final class SessionStore {
  private static final RowMapper<Session> ROW = (row, c) -> session(row);

  /// As `session` reads them.
  private static final String COLUMNS =
      "s.id, s.account, s.device, s.created_at, s.last_seen_at, s.expires_at";

  // Runs for every request.
  private static final String FIND =
      "SELECT "
          + COLUMNS
          + " FROM active_users s"
          + AccountSql.join("a", "s.account")
          + "WHERE s.token_hash = ? AND "
          + AccountSql.enabled("a");

  private static final String BY_ID =
      "SELECT "
          + COLUMNS
          + " FROM active_users s"
          + AccountSql.join("a", "s.account")
          + "WHERE s.id = ? AND "
          + AccountSql.enabled("a");

  private final Database database;

  SessionStore(Database database) {
    this.database = database;
  }

  /// Adds a login.
  ///
  /// @param session with any id
  /// @param before runs first; what it throws comes from here, and there is no login
  /// @return the same with its id
  Session add(Session session, String tokenHash, TransactionStep before) {
    long id =
        database.writeAndWait(h -> {
          before.run(h);
          return h.createQuery(
                  """
                  INSERT INTO active_users
                    (account, token_hash, device, created_at, last_seen_at, expires_at)
                  VALUES (:account, :hash, :device, :created, :seen, :expires) RETURNING id\
                  """)
              .bind("account", session.account())
              .bind("hash", tokenHash)
              .bind("device", session.device())
              .bind("created", session.createdAt().toString())
              .bind("seen", session.lastSeenAt().toString())
              .bind("expires", session.expiresAt().toString())
              .mapTo(Long.class)
              .one();
        });
    return new Session(
        id,
        session.account(),
        session.device(),
        session.createdAt(),
        session.lastSeenAt(),
        session.expiresAt());
  }

  /// The login behind a token, unless its account was disabled; it may have expired.
  Optional<Session> find(String tokenHash) {
    return database.read(h -> Jdbc.first(h, FIND, SessionStore::session, tokenHash));
  }

  /// The same by its number.
  Optional<Session> find(long id) {
    return database.read(h -> Jdbc.first(h, BY_ID, SessionStore::session, id));
  }

  /// By place, since finding one by its name asks SQLite for the names of all, each time.
  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        Instant.parse(row.getString(4)),
        Instant.parse(row.getString(5)),
        Instant.parse(row.getString(6)));
  }

  /// Looks, inside another transaction, whether a login is still there.
  ///
  /// @throws SessionEndedException if it is not
  static void mustLast(Handle handle, Caller caller) {
    boolean there =
        handle
            .createQuery("SELECT EXISTS (SELECT 1 FROM active_users WHERE id = ? AND account = ?)")
            .bind(0, caller.session())
            .bind(1, caller.account())
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      throw new SessionEndedException();
    }
  }

  /// All that are stored, also those that have expired.
  List<Session> list(long account) {
    return database.read(h ->
        h.createQuery("SELECT " + COLUMNS + " FROM active_users s WHERE s.account = :account")
            .bind("account", account)
            .map(ROW)
            .list());
  }

  List<Long> allIds() {
    return database.read(
        h -> h.createQuery("SELECT id FROM active_users").mapTo(Long.class).list());
  }

  /// Notes when these were used and end, in one transaction.
  void touch(List<Session> used) {
    var _ =
        database.writeAndWait(h -> {
          for (Session session : used) {
            h.execute(
                "UPDATE active_users SET last_seen_at = ?, expires_at = ? WHERE id = ?",
                session.lastSeenAt().toString(),
                session.expiresAt().toString(),
                session.id());
          }
          return null;
        });
  }

  /// Removes one login of an account.
  ///
  /// @param ended gets it on the writer's thread, if it was there
  /// @return false if the account has no such login
  boolean remove(long account, long id, Consumer<List<Long>> ended) {
    List<Long> removed =
        database.writeAndWait(
            h ->
                h.createQuery(
                        "DELETE FROM active_users WHERE id = :id AND account = :account RETURNING"
                            + " id")
                    .bind("id", id)
                    .bind("account", account)
                    .mapTo(Long.class)
                    .list(),
            ended);
    return !removed.isEmpty();
  }

  /// Removes these logins.
  ///
  /// @param ended gets those that were there, on the writer's thread
  void removeAll(Collection<Long> ids, Consumer<List<Long>> ended) {
    if (!ids.isEmpty()) {
      var _ =
          database.writeAndWait(
              h ->
                  h.createQuery("DELETE FROM active_users WHERE id IN (<ids>) RETURNING id")
                      .bindList("ids", ids)
                      .mapTo(Long.class)
                      .list(),
              ended);
    }
  }

  /// Removes what has expired.
  ///
  /// @param kept those that were used since, which is not written down yet
  /// @param ended gets those that had expired, on the writer's thread
  void removeExpired(Instant now, Collection<Long> kept, Consumer<List<Long>> ended) {
    List<Long> expired =
        database.read(h ->
            h.createQuery("SELECT id FROM active_users WHERE expires_at <= :now")
                .bind("now", now.toString())
                .mapTo(Long.class)
                .list());
    removeAll(expired.stream().filter(id -> !kept.contains(id)).toList(), ended);
  }

  /// Removes all logins of an account but one.
  ///
  /// @param ended gets those that were there, on the writer's thread
  void removeAllExcept(long account, long kept, Consumer<List<Long>> ended) {
    var _ = database.writeAndWait(h -> removeOthers(h, account, kept), ended);
  }

  /// The same inside another transaction.
  ///
  /// @param removed gets the ids that were there, and no others: the step may run twice
  TransactionStep removingAllExcept(long account, long kept, Collection<Long> removed) {
    return h -> {
      removed.clear();
      removed.addAll(removeOthers(h, account, kept));
    };
  }

  private static List<Long> removeOthers(Handle handle, long account, long kept) {
    return handle
        .createQuery(
            "DELETE FROM active_users WHERE account = :account AND id <> :kept RETURNING id")
        .bind("account", account)
        .bind("kept", kept)
        .mapTo(Long.class)
        .list();
  }

  /// What is known of a login apart from its number, to find it again in another database.
  record Known(String tokenHash, String emailKey, String lastSeenAt, String expiresAt) {}

  /// Every login whose account may sign in.
  static List<Known> allGood(Handle handle) {
    return handle
        .createQuery(
            "SELECT s.token_hash, a.email_key, s.last_seen_at, s.expires_at FROM active_users s"
                + AccountSql.join("a", "s.account")
                + "WHERE "
                + AccountSql.enabled("a"))
        .map((rs, c) ->
            new Known(
                rs.getString("token_hash"),
                rs.getString("email_key"),
                rs.getString("last_seen_at"),
                rs.getString("expires_at")))
        .list();
  }

  static int count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM active_users").mapTo(Integer.class).one();
  }

  /// Removes all logins but these, which were used as these say.
  ///
  /// @return how many are left
  static int keepOnly(Handle handle, List<Known> good) {
    // No login has an empty expiry, so what still has one in the end is not among these.
    handle.execute("UPDATE active_users SET expires_at = ''");
    for (Known login : good) {
      handle
          .createUpdate(
              "UPDATE active_users SET last_seen_at = :seen, expires_at = :expires"
                  + " WHERE token_hash = :hash AND account = (SELECT id FROM "
                  + AccountSql.ACCOUNTS
                  + " WHERE email_key = :email)")
          .bind("seen", login.lastSeenAt())
          .bind("expires", login.expiresAt())
          .bind("hash", login.tokenHash())
          .bind("email", login.emailKey())
          .execute();
    }
    handle.execute("DELETE FROM active_users WHERE expires_at = ''");
    return count(handle);
  }
}

package chatter.server.people;

import chatter.server.account.AccountSql;
import chatter.server.people.NotAllowedException.Reason;
import chatter.server.session.Caller;
import chatter.server.session.Sessions;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.shared.api.ManagedAccount;
import chatter.shared.protocol.AvatarUrl;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The SQL of looking after accounts. Who may do what is decided in the transaction that does it.
final class PeopleStore {
  private static final String ROWS =
      """
      SELECT a.id, a.name, a.email, a.avatar_hash, a.role, a.disabled, a.created_at, a.last_seen_at,
        (SELECT count(*) FROM active_users s WHERE s.account = a.id AND s.expires_at > :now)
          AS sessions
      FROM\
      """
          + " "
          + AccountSql.ACCOUNTS
          + " a ";

  private final Database database;

  PeopleStore(Database database) {
    this.database = database;
  }

  List<ManagedAccount> list(Instant now) {
    return database.read(h ->
        h.createQuery(ROWS + "ORDER BY a.id")
            .bind("now", now.toString())
            .map((row, c) -> account(row))
            .list());
  }

  Optional<ManagedAccount> find(long id, Instant now) {
    return database.read(h ->
        h.createQuery(ROWS + "WHERE a.id = :id")
            .bind("now", now.toString())
            .bind("id", id)
            .map((row, c) -> account(row))
            .findOne());
  }

  /// Does something to an account if that is allowed.
  ///
  /// @throws NotAllowedException if it is not
  /// @throws SessionEndedException if the caller is not signed in any more
  void act(Caller caller, long target, Rule rule, TransactionStep step) {
    actAndTell(
        caller,
        target,
        rule,
        handle -> {
          step.run(handle);
          return () -> {};
        });
  }

  /// The same with something to tell.
  ///
  /// @param step says what runs on the writer's thread after the commit
  /// @throws NotAllowedException if it is not
  /// @throws SessionEndedException if the caller is not signed in any more
  void actAndTell(Caller caller, long target, Rule rule, Function<Handle, Runnable> step) {
    var _ =
        database.writeAndWait(
            h -> {
              Role by = role(h, caller);
              Role role =
                  role(h, target).orElseThrow(() -> new NotAllowedException(Reason.UNKNOWN));
              rule.check(by, role);
              return step.apply(h);
            },
            Runnable::run);
  }

  /// @return false if it was so already
  static boolean setRole(Handle handle, long account, Role role) {
    String now = AccountSql.text(role);
    return handle.execute(
            "UPDATE " + AccountSql.ACCOUNTS + " SET role = ? WHERE id = ? AND role <> ?",
            now,
            account,
            now)
        == 1;
  }

  /// What a caller is at this moment.
  ///
  /// @throws SessionEndedException if the login ended; disabling an account ends its logins
  static Role role(Handle handle, Caller caller) {
    Sessions.lasting(caller).run(handle);
    return role(handle, caller.account()).orElse(Role.MEMBER);
  }

  /// @return false if it was so already
  static boolean setDisabled(Handle handle, long account, boolean disabled) {
    int now = disabled ? 1 : 0;
    return handle.execute(
            "UPDATE " + AccountSql.ACCOUNTS + " SET disabled = ? WHERE id = ? AND disabled <> ?",
            now,
            account,
            now)
        == 1;
  }

  /// Whether an account may sign in.
  static boolean enabled(Handle handle, long account) {
    return handle
        .createQuery("SELECT disabled = 0 FROM " + AccountSql.ACCOUNTS + " WHERE id = ?")
        .bind(0, account)
        .mapTo(Boolean.class)
        .one();
  }

  private static Optional<Role> role(Handle handle, long account) {
    return handle
        .createQuery("SELECT role FROM " + AccountSql.ACCOUNTS + " WHERE id = ?")
        .bind(0, account)
        .mapTo(String.class)
        .findOne()
        .map(AccountSql::role);
  }

  private static ManagedAccount account(ResultSet row) throws SQLException {
    String seen = row.getString("last_seen_at");
    return new ManagedAccount(
        row.getLong("id"),
        row.getString("name"),
        row.getString("email"),
        AvatarUrl.of(row.getString("avatar_hash")),
        AccountSql.role(row.getString("role")),
        row.getBoolean("disabled"),
        Instant.parse(row.getString("created_at")),
        seen == null ? null : Timestamps.parse(seen),
        row.getInt("sessions"));
  }

  /// Who may do something to an account of that role.
  @FunctionalInterface
  interface Rule {
    /// @param by what the caller is at this moment
    /// @throws NotAllowedException if it may not be done
    void check(Role by, Role target);
  }
}

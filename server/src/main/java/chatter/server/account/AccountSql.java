package chatter.server.account;

import chatter.shared.protocol.Role;
import java.util.Locale;

/// How the SQL of other features speaks of accounts. Their table is named here and in this
/// package's stores alone; the others put these pieces into constants, so SQLite sees the same
/// statement as if it were written out.
public final class AccountSql {
  /// All accounts, to be selected from; beside the id their `name`, `avatar_hash` and `role` may be
  /// read.
  public static final String ACCOUNTS = "registered_users";

  private AccountSql() {}

  /// Joins the account whose id is in a column.
  ///
  /// @param account what to call it, e.g. `u`
  /// @param column with the alias of its table, e.g. `m.sender`
  public static String join(String account, String column) {
    return " JOIN " + ACCOUNTS + " " + account + " ON " + account + ".id = " + column + " ";
  }

  /// The same where there may be none, as an invite of whoever runs the server has no account.
  public static String leftJoin(String account, String column) {
    return " LEFT" + join(account, column);
  }

  /// That an account may sign in.
  public static String enabled(String account) {
    return account + ".disabled = 0";
  }

  /// That it may sign in and administers the server, as `Role.administers` has it.
  public static String administers(String account) {
    return enabled(account) + " AND " + account + ".role <> 'member'";
  }

  /// A role as it is stored.
  public static String text(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /// The role that is stored so.
  public static Role role(String text) {
    return Role.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /// That one account may manage another, as `Role.manages` has it.
  ///
  /// @param by who would
  /// @param target whom
  public static String manages(String by, String target) {
    return enabled(by)
        + " AND (("
        + by
        + ".role = 'owner' AND "
        + target
        + ".role <> 'owner') OR ("
        + by
        + ".role = 'admin' AND "
        + target
        + ".role = 'member'))";
  }
}

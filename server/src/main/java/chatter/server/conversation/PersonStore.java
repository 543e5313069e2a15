package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.store.Jdbc;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL that reads accounts as conversations show them.
final class PersonStore {
  /// So many are read by one statement, which is the same for fewer.
  private static final int AT_ONCE = 64;

  private static final String COLUMNS =
      "SELECT u.id, u.name, u.avatar_hash, u.role, "
          + AccountSql.enabled("u")
          + " FROM "
          + AccountSql.ACCOUNTS
          + " u WHERE u.id ";

  private static final String ONE = COLUMNS + "= ?";
  private static final String SOME = COLUMNS + "IN (?" + ", ?".repeat(AT_ONCE - 1) + ")";

  private PersonStore() {}

  static Optional<Person> find(Handle handle, long id) {
    return Jdbc.first(handle, ONE, Person::of, id);
  }

  /// Those of them that there are.
  static Map<Long, Person> find(Handle handle, Collection<Long> ids) {
    Map<Long, Person> found = new HashMap<>();
    List<Long> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Object> some = new ArrayList<>(all.subList(from, Math.min(from + AT_ONCE, all.size())));
      while (some.size() < AT_ONCE) {
        some.add(some.getFirst());
      }
      for (Person person : Jdbc.all(handle, SOME, Person::of, some.toArray())) {
        found.put(person.info.id(), person);
      }
    }
    return found;
  }

  /// An account.
  ///
  /// @param info as others see it
  /// @param enabled whether it may sign in
  record Person(AccountInfo info, Role role, boolean enabled) {
    private static Person of(ResultSet row) throws SQLException {
      return new Person(
          EntryRowStore.info(row.getLong(1), row.getString(2), row.getString(3)),
          AccountSql.role(row.getString(4)),
          row.getBoolean(5));
    }

    long id() {
      return info.id();
    }
  }
}

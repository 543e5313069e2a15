package chatter.client.copy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// A connection to a database that tells before it writes.
final class Watched {
  private static final Set<String> WRITES = Set.of("execute", "executeUpdate", "commit");

  private Watched() {}

  /// What is told before a write, on its thread.
  @FunctionalInterface
  interface Write {
    void next() throws SQLException;
  }

  /// The same connection, of which one is told.
  static Connection connection(Connection connection, Write write) {
    return over(Connection.class, connection, write);
  }

  private static <T> T over(Class<T> type, T real, Write write) {
    return type.cast(
        Proxy.newProxyInstance(
            Watched.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (WRITES.contains(method.getName())) {
                write.next();
              }
              try {
                return switch (method.invoke(real, arguments)) {
                  case PreparedStatement made -> over(PreparedStatement.class, made, write);
                  case Statement made -> over(Statement.class, made, write);
                  case null -> null;
                  case Object other -> other;
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}

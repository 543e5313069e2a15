package chatter.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.JdbiConfig;

/// What the two databases say in different words. All other SQL is the same for both: where one
/// takes more than the other, statements keep to what both take.
public enum Dialect {
  /// One file.
  SQLITE {
    @Override
    public String sameId(String column) {
      // The column itself knows no case.
      return column + " = ?";
    }

    @Override
    public String blanks(String column) {
      return "printf('%*s', length(CAST(" + column + " AS BLOB)), '')";
    }

    @Override
    public String joinInThisOrder() {
      return " CROSS JOIN ";
    }

    @Override
    public String unindexed(String column) {
      return "+" + column;
    }

    @Override
    public String amongJson(String column) {
      return column + " IN (SELECT value FROM json_each(?))";
    }

    @Override
    public String contains(String text, String part) {
      return "instr(" + text + ", " + part + ") > 0";
    }

    @Override
    public String likeInAnyCase() {
      return " LIKE ";
    }
  },

  /// A server.
  POSTGRES {
    @Override
    public String sameId(String column) {
      return "lower(" + column + ") = lower(?)";
    }

    @Override
    public String blanks(String column) {
      return "repeat(' ', octet_length(" + column + "))";
    }

    @Override
    public String joinInThisOrder() {
      return " JOIN ";
    }

    @Override
    public String unindexed(String column) {
      return column;
    }

    @Override
    public String amongJson(String column) {
      return column
          + " IN (SELECT CAST(j.value AS bigint)"
          + " FROM json_array_elements_text(CAST(? AS json)) AS j (value))";
    }

    @Override
    public String contains(String text, String part) {
      return "strpos(" + text + ", " + part + ") > 0";
    }

    @Override
    public String likeInAnyCase() {
      return " ILIKE ";
    }
  };

  /// That a column with a UUID as somebody wrote it has the one that is asked for, in any case.
  public abstract String sameId(String column);

  /// As many blanks as a text has bytes.
  public abstract String blanks(String column);

  /// A join that reads its tables in the order in which they stand, where that can be said.
  public abstract String joinInThisOrder();

  /// A column that no index is to be used for, where that can be said.
  public abstract String unindexed(String column);

  /// That a column has one of the numbers in a JSON array that is asked for.
  public abstract String amongJson(String column);

  /// That a text has another in it, as it is.
  public abstract String contains(String text, String part);

  /// `LIKE` that takes English letters in either case for the same.
  public abstract String likeInAnyCase();

  /// The dialect of a connection.
  public static Dialect of(Handle handle) {
    return handle.getConfig(Spoken.class).dialect;
  }

  /// Lets all connections that are opened so know their dialect; SQLite's need not be told.
  public void speakIn(Jdbi jdbi) {
    jdbi.getConfig(Spoken.class).dialect = this;
  }

  /// A statement in both.
  public static Statement statement(Function<Dialect, String> sql) {
    return new Statement(sql.apply(SQLITE), sql.apply(POSTGRES));
  }

  /// A statement in both.
  public record Statement(String sqlite, String postgres) {
    /// As a connection's database says it.
    public String on(Handle handle) {
      return of(handle) == SQLITE ? sqlite : postgres;
    }
  }

  /// What a connection speaks.
  public static final class Spoken implements JdbiConfig<Spoken> {
    private Dialect dialect = SQLITE;

    @Override
    public Spoken createCopy() {
      Spoken copy = new Spoken();
      copy.dialect = dialect;
      return copy;
    }
  }
}

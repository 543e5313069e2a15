package chatter.shared.search;

import chatter.shared.search.SearchQuery.Kind;
import chatter.shared.search.SearchQuery.Term;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The index of messages in a database of SQLite: which messages have which three characters in a
/// row. It keeps no text and no places, so that it says which messages may have a word, and never
/// that one has it; whoever asks looks at the message. Whose it is, in which conversation, whom it
/// mentions and what it has are three characters too, of those that Unicode leaves to everybody.
///
/// What is taken out of it is taken out of its pages at once, without anything of it left that
/// could be read; for that it is told what it was. On one connection, for one thread.
public final class SearchTable implements AutoCloseable {
  /// Another number whenever what is stored, or how texts are folded, is another; that is up to the
  /// version of Unicode, too, which Java brings along.
  public static final int VERSION = 2_000 + Runtime.version().feature();

  /// A term with fewer characters is in no index.
  public static final int SHORTEST = 3;

  private static final String CREATE =
      "CREATE VIRTUAL TABLE found USING fts5(body, conversation, sender, file, picture, link,"
          + " content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')";

  private static final List<String> SET_UP =
      List.of(
          CREATE,
          "INSERT INTO found (found, rank) VALUES ('secure-delete', 1)",
          // Only by `merge`: to do it while putting in makes that cost twice as much.
          "INSERT INTO found (found, rank) VALUES ('automerge', 0)",
          "INSERT INTO found (found, rank) VALUES ('crisismerge', 64)",
          "INSERT INTO found (found, rank) VALUES ('usermerge', 8)",
          "INSERT INTO found (found, rank) VALUES ('hashsize', 8388608)");

  private static final String ADD =
      "INSERT INTO found (rowid, body, conversation, sender, file, picture, link)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private static final String REMOVE =
      "INSERT INTO found (found, rowid, body, conversation, sender, file, picture, link)"
          + " VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)";

  private static final String MERGE = "INSERT INTO found (found, rank) VALUES ('merge', ?)";

  private static final String FIND =
      "SELECT rowid FROM found WHERE found MATCH ? AND rowid < ? AND rowid >= ?"
          + " ORDER BY rowid DESC LIMIT ?";

  private static final int CONVERSATIONS = 0xF0000;
  private static final int SENDERS = 0xF4000;
  private static final int MENTIONS = 0xF8000;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /// So many sequences of one term are asked for, and of all terms. What is found is looked at in
  /// any case, and each costs a walk along a list.
  private static final int OF_ONE = 4;

  private static final int OF_ALL = 8;

  /// If more people may be meant in all, the term is not asked for.
  private static final int MOST_MENTIONED = 100;

  private final PreparedStatement add;
  private final PreparedStatement remove;
  private final PreparedStatement merge;
  private final PreparedStatement changes;

  /// The table in a database where there is one; for changing it.
  public SearchTable(Connection connection) throws SQLException {
    this.add = connection.prepareStatement(ADD);
    this.remove = connection.prepareStatement(REMOVE);
    this.merge = connection.prepareStatement(MERGE);
    this.changes = connection.prepareStatement("SELECT total_changes()");
  }

  /// Makes the table.
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : SET_UP) {
        statement.execute(sql);
      }
    }
  }

  /// Puts a message in, which is not there.
  public void add(SearchedMessage message) throws SQLException {
    run(add, message);
  }

  /// Takes a message out.
  ///
  /// @param message as it was put in, or the table is worth nothing any more
  public void remove(SearchedMessage message) throws SQLException {
    run(remove, message);
  }

  /// Puts together some of what was put in apart, so that asking stays fast; about so many pages.
  ///
  /// @return whether there was something to do
  public boolean merge(int pages) throws SQLException {
    merge.setInt(1, pages);
    long before = changes();
    merge.executeUpdate();
    // What SQLite counts says whether it did something; one change is the statement itself.
    return changes() - before > 1;
  }

  private long changes() throws SQLException {
    try (ResultSet row = changes.executeQuery()) {
      return row.getLong(1);
    }
  }

  private static void run(PreparedStatement statement, SearchedMessage message)
      throws SQLException {
    statement.setLong(1, message.id());
    int column = 2;
    for (String text : columns(message)) {
      statement.setString(column++, text);
    }
    statement.executeUpdate();
    statement.clearParameters();
  }

  /// What of a message is in an index: its texts, and what stands for all else that is asked for.
  /// Any three characters in a row of one of them, and of one line, are a sequence.
  public static List<String> columns(SearchedMessage message) {
    return List.of(
        message.indexed(),
        token(CONVERSATIONS, message.conversation()),
        token(SENDERS, message.sender()),
        message.files().isEmpty() ? "" : token(Kind.FILE),
        message.hasPicture() ? token(Kind.PICTURE) : "",
        SearchText.hasLink(message.body()) ? token(Kind.LINK) : "");
  }

  /// The ids of messages that may have it, the newest first.
  ///
  /// @param expression from `Expression`
  /// @param below only those with a lower id
  /// @param from none with a lower id
  /// @param most how many at most
  public static List<Long> find(
      Connection connection, String expression, long below, long from, int most)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, expression);
      find.setLong(2, below);
      find.setLong(3, from);
      find.setInt(4, most);
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows = find.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      return ids;
    }
  }

  @Override
  public void close() throws SQLException {
    try (add;
        remove;
        merge;
        changes) {
      // All, whatever becomes of the others.
    }
  }

  /// What stands for a mention of an account.
  static String mention(long account) {
    return token(MENTIONS, account);
  }

  private static String token(int first, long id) {
    // Each of the three from characters of its own, as the digits of a number.
    return new StringBuilder()
        .appendCodePoint(first + (int) (id >> (2 * DIGIT_BITS) & (DIGITS - 1)))
        .appendCodePoint(first + DIGITS + (int) (id >> DIGIT_BITS & (DIGITS - 1)))
        .appendCodePoint(first + 2 * DIGITS + (int) (id & (DIGITS - 1)))
        .toString();
  }

  private static String token(Kind kind) {
    return switch (kind) {
      case FILE -> "\uE000\uE001\uE002";
      case PICTURE -> "\uE003\uE004\uE005";
      case LINK -> "\uE006\uE007\uE008";
    };
  }

  /// What to ask the index for, put together piece by piece; all of it must be there.
  public static final class Expression {
    private final List<Piece> pieces = new ArrayList<>();
    private int sequences;
    private int mentioned;

    /// What may have a term. One that is too short, or must not be there, is in no index.
    public Expression with(Term term) {
      int[] characters = term.text().codePoints().toArray();
      if (term.without() || characters.length < SHORTEST) {
        return this;
      }
      if (!term.mentioned().isEmpty()) {
        return withMention(term, characters);
      }
      for (int place : places(characters)) {
        if (sequences < OF_ALL) {
          Piece piece = Piece.of(new String(characters, place, SHORTEST));
          if (!pieces.contains(piece)) {
            pieces.add(piece);
            sequences++;
          }
        }
      }
      return this;
    }

    /// Where the sequences begin that a term is asked for by.
    private static Set<Integer> places(int[] characters) {
      // Spread over the term, with its ends: neighbours say nearly the same.
      int last = characters.length - SHORTEST;
      int count = Math.min(last + 1, OF_ONE);
      Set<Integer> chosen = new LinkedHashSet<>();
      for (int i = 0; i < count; i++) {
        chosen.add(count == 1 ? 0 : i * last / (count - 1));
      }
      return chosen;
    }

    /// The term as it is written, or a mention.
    private Expression withMention(Term term, int[] characters) {
      mentioned += term.mentioned().size();
      if (sequences >= OF_ALL || mentioned > MOST_MENTIONED) {
        // What the index is not asked for is still looked for in the messages it names.
        return this;
      }
      sequences++;
      List<List<String>> anyOf = new ArrayList<>();
      anyOf.add(
          places(characters).stream()
              .map(place -> new String(characters, place, SHORTEST))
              .toList());
      term.mentioned().forEach(account -> anyOf.add(List.of(mention(account))));
      pieces.add(new Piece(anyOf));
      return this;
    }

    /// What is in one of these conversations.
    public Expression in(Collection<Long> conversations) {
      return any(CONVERSATIONS, conversations);
    }

    /// What is from one of these accounts.
    public Expression from(Collection<Long> accounts) {
      return any(SENDERS, accounts);
    }

    /// What has that.
    public Expression has(Kind kind) {
      pieces.add(Piece.of(token(kind)));
      return this;
    }

    private Expression any(int first, Collection<Long> ids) {
      pieces.add(new Piece(ids.stream().map(id -> List.of(token(first, id))).toList()));
      return this;
    }

    /// Whether there is nothing to ask for.
    public boolean isEmpty() {
      return pieces.isEmpty();
    }

    /// For `find`.
    public String text() {
      return pieces.stream().map(Piece::text).collect(Collectors.joining(" AND "));
    }

    /// The same for another index: all of these must be there.
    public List<Piece> pieces() {
      return List.copyOf(pieces);
    }
  }

  /// A part of what is asked for.
  ///
  /// @param anyOf one of these must be there, each with all its sequences
  public record Piece(List<List<String>> anyOf) {
    public Piece {
      anyOf = anyOf.stream().map(List::copyOf).toList();
    }

    private static Piece of(String sequence) {
      return new Piece(List.of(List.of(sequence)));
    }

    private String text() {
      return within(
          anyOf.size() > 1,
          anyOf.stream()
              .map(all -> within(all.size() > 1, all.stream().map(Piece::quoted), " AND ")),
          " OR ");
    }

    private static String within(boolean several, Stream<String> texts, String between) {
      String joined = texts.collect(Collectors.joining(between));
      return several ? "(" + joined + ")" : joined;
    }

    private static String quoted(String text) {
      return '"' + text.replace("\"", "\"\"") + '"';
    }
  }
}

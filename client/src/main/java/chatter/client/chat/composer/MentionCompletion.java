package chatter.client.chat.composer;

import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.text.Mentions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Whom the `@` before the caret may mean: members first, then others, then everybody where that is
/// allowed. JavaFX application thread only.
public final class MentionCompletion extends Completion<MentionCompletion.Candidate> {
  /// Longer than any name that somebody would type to the end.
  private static final int LONGEST_QUERY = 40;

  /// Somebody who may be meant.
  ///
  /// @param id the account; 0 for everybody
  /// @param name what it is called
  /// @param account who; null for everybody
  /// @param member whether in the conversation
  public record Candidate(long id, String name, AccountInfo account, boolean member) {}

  /// Where people come from.
  public interface Source {
    /// Those who are known already to belong to the conversation.
    Collection<AccountInfo> members();

    /// Others who are known already.
    Collection<AccountInfo> others();

    /// Whether everybody can be mentioned.
    boolean mayMentionAll();

    /// Those of some accounts who do not belong to the conversation, as far as is known, and whom
    /// the reader may add.
    List<AccountInfo> missing(Collection<Long> accounts);

    /// Adds people to the conversation.
    void add(List<AccountInfo> people);

    /// Asks for more by what their names begin with; `then` runs when `members` or `others` know
    /// more.
    void ask(String query, Runnable then);
  }

  private final Source source;
  private final Consumer<Candidate> onAccept;
  private String query;
  private int from;
  private int to;

  /// Where the reader closed it: not again for the same `@`.
  private int closedAt = -1;

  /// @param onAccept told who was chosen, before the field changes
  MentionCompletion(Source source, Consumer<Candidate> onAccept) {
    this.source = source;
    this.onAccept = onAccept;
  }

  /// Where its `@` stands; -1 if there is none.
  public int anchor() {
    return query == null ? -1 : from;
  }

  /// The text or the caret moved.
  public void caretMoved(String text, int caret) {
    int at = anchor(text, Math.min(caret, text.length()));
    if (at < 0) {
      query = null;
      closedAt = -1;
      offer(List.of());
      return;
    }
    String sought = text.substring(at + 1, caret);
    if (at == closedAt) {
      query = null;
      return;
    }
    boolean other = !sought.equals(query);
    from = at;
    to = caret;
    query = sought;
    offer(found());
    if (other && candidates().size() < MOST) {
      source.ask(
          sought,
          () -> {
            if (sought.equals(query)) {
              offer(found());
            }
          });
    }
  }

  private static int anchor(String text, int caret) {
    for (int at = caret - 1; at >= 0 && caret - at <= LONGEST_QUERY; at--) {
      char c = text.charAt(at);
      if (c == '\n') {
        return -1;
      }
      if (c == '@') {
        boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
        boolean blankFirst = at + 1 < caret && Character.isWhitespace(text.charAt(at + 1));
        return begins && !blankFirst ? at : -1;
      }
    }
    return -1;
  }

  private List<Candidate> found() {
    WordStarts sought = new WordStarts(query);
    Map<Long, Candidate> found = new LinkedHashMap<>();
    add(found, source.members(), sought, true);
    if (!query.isEmpty()) {
      add(found, source.others(), sought, false);
    }
    boolean all = source.mayMentionAll() && sought.in(MentionField.EVERYBODY);
    List<Candidate> most =
        new ArrayList<>(found.values().stream().limit(all ? MOST - 1 : MOST).toList());
    if (all) {
      most.add(new Candidate(Mentions.ALL, MentionField.EVERYBODY, null, true));
    }
    return most;
  }

  private static void add(
      Map<Long, Candidate> found,
      Collection<AccountInfo> people,
      WordStarts sought,
      boolean member) {
    people.stream()
        .filter(one -> sought.in(one.name()))
        .sorted(Comparator.comparing(AccountInfo::name, String.CASE_INSENSITIVE_ORDER))
        .forEach(
            one -> found.putIfAbsent(one.id(), new Candidate(one.id(), one.name(), one, member)));
  }

  /// A blank comes behind it.
  @Override
  public Insertion accept(int index) {
    Candidate chosen = candidates().get(index);
    onAccept.accept(chosen);
    Insertion insertion = new Insertion(from, to, "@" + chosen.name() + " ");
    query = null;
    offer(List.of());
    return insertion;
  }

  @Override
  public void close() {
    closedAt = query == null ? closedAt : from;
    query = null;
    offer(List.of());
  }
}

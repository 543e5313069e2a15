package chatter.client.chat.composer;

import chatter.shared.text.Mentions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// What is written, as the field shows it: `@Name` for each chosen person, which is sent as `<@7>`.
/// The page does the same, by `mention-fields.json`.
public final class MentionField {
  /// What everybody is called.
  static final String EVERYBODY = "all";

  private MentionField() {}

  /// Somebody chosen, in the order of the text.
  ///
  /// @param id the account; 0 for everybody
  /// @param name as it stands in the text
  public record Pick(long id, String name) {}

  /// A text of the field.
  public record Written(String text, List<Pick> picks) {
    public Written {
      picks = List.copyOf(picks);
    }
  }

  /// Where somebody who was chosen stands in the text.
  ///
  /// @param from the place of the `@`
  /// @param to behind the name
  /// @param account who; 0 for everybody
  public record Span(int from, int to, long account) {}

  /// Where all who were chosen stand. A name that was not chosen, or was changed since, is text.
  static List<Span> spans(String text, List<Pick> picks) {
    if (picks.isEmpty() || text.indexOf('@') < 0) {
      return List.of();
    }
    Map<String, List<Pick>> byName = new HashMap<>();
    picks.forEach(pick -> byName.computeIfAbsent(pick.name(), _ -> new ArrayList<>()).add(pick));
    List<String> names =
        byName.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    List<Span> spans = new ArrayList<>();
    int at = text.indexOf('@');
    while (at >= 0) {
      String name = opens(text, at) ? nameAt(text, at + 1, names) : null;
      int to = at + 1;
      if (name != null) {
        List<Pick> left = byName.get(name);
        to += name.length();
        spans.add(new Span(at, to, (left.size() > 1 ? left.removeFirst() : left.getFirst()).id()));
      }
      at = text.indexOf('@', to);
    }
    return spans;
  }

  /// What is sent.
  public static String body(String text, List<Pick> picks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    for (Span span : spans(text, picks)) {
      long id = span.account();
      body.append(text, at, span.from())
          .append("<@")
          .append(id == Mentions.ALL ? EVERYBODY : Long.toString(id))
          .append('>');
      at = span.to();
    }
    return body.append(text, at, text.length()).toString();
  }

  private static boolean opens(String text, int at) {
    return at == 0 || !isWord(text.codePointBefore(at));
  }

  private static String nameAt(String text, int from, List<String> names) {
    for (String name : names) {
      int end = from + name.length();
      if (text.startsWith(name, from)
          && (end == text.length()
              || !isWord(text.codePointAt(end))
              || !isWord(text.codePointBefore(end)))) {
        return name;
      }
    }
    return null;
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c)
        || c == '_'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /// What the field shows of a body.
  ///
  /// @param name what an account is called; null if that is not known, and then the field says so
  public static Written written(String body, LongFunction<String> name) {
    StringBuilder text = new StringBuilder();
    List<Pick> picks = new ArrayList<>();
    for (Mentions.Piece piece : Mentions.pieces(body)) {
      String called = piece.called(name);
      if (called == null) {
        text.append(piece.text());
      } else {
        text.append('@').append(called);
        picks.add(new Pick(piece.account(), called));
      }
    }
    return new Written(text.toString(), picks);
  }

  /// Puts somebody newly chosen among those chosen before, by where the name stands.
  ///
  /// @param at where its `@` is to stand in the text
  static List<Pick> with(String text, List<Pick> picks, Pick fresh, int at) {
    List<Pick> all = new ArrayList<>(picks);
    String before = body(text.substring(0, Math.min(at, text.length())), picks);
    int of =
        Mentions.pieces(before).stream().filter(piece -> piece.account() != null).toList().size();
    all.add(Math.min(of, all.size()), fresh);
    return all;
  }
}

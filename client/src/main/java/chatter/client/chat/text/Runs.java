package chatter.client.chat.text;

import chatter.client.ui.emoji.TextPart;
import chatter.shared.text.TextTree;
import chatter.shared.text.TextTree.Link;
import chatter.shared.text.TextTree.Span;
import chatter.shared.text.TextTree.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Cuts the spans of a paragraph where they are drawn differently. Neighbouring letters of one look
/// are one run, over line breaks too, because each run is laid out by itself.
final class Runs {
  private static final int LETTERS = 1;
  private static final int LINK = 2;
  private static final int PICTURE = 2;
  private static final int PERSON = 6;
  private static final Run.Letters PLAIN = new Run.Letters("", Style.PLAIN, false, null);

  private final Function<TextTree.Mention, String> called;
  private final Predicate<String> pictured;
  private final DrawingBudget budget;
  private final List<Run> runs = new ArrayList<>();
  private final StringBuilder letters = new StringBuilder();

  /// How the letters look that are being gathered.
  private Run.Letters look = PLAIN;

  private Runs(
      Function<TextTree.Mention, String> called, Predicate<String> pictured, DrawingBudget budget) {
    this.called = called;
    this.pictured = pictured;
    this.budget = budget;
  }

  /// Cuts spans.
  ///
  /// @param called what is shown for a mention
  /// @param pictured whether there is a picture of a character
  static List<Run> of(
      List<Span> spans,
      Function<TextTree.Mention, String> called,
      Predicate<String> pictured,
      DrawingBudget budget) {
    Runs cut = new Runs(called, pictured, budget);
    cut.addAll(spans, null);
    cut.settle();
    return cut.runs;
  }

  /// Letters that are not set off.
  static Run plain(String text) {
    return PLAIN.with(text);
  }

  private void addAll(List<Span> spans, Link link) {
    for (Span span : spans) {
      switch (span) {
        case TextTree.Words words ->
            add(words.text(), new Run.Letters("", words.style(), false, link));
        case TextTree.CodeSpan code ->
            add(code.text(), new Run.Letters("", code.style(), true, link));
        case TextTree.Mention mention ->
            add(new Run.Person(called.apply(mention), mention.account(), link), PERSON);
        case TextTree.Link inner -> addAll(inner.shown(), inner);
      }
    }
  }

  private void add(String text, Run.Letters style) {
    for (TextPart part : TextPart.ofWords(text, pictured)) {
      add(
          part instanceof TextPart.Emoji
              ? new Run.Picture(part.text(), style.code(), style.link())
              : style.with(part.text()),
          part instanceof TextPart.Emoji ? PICTURE : style.link() == null ? LETTERS : LINK);
    }
  }

  private void add(Run run, int cost) {
    Run drawn = budget.take(cost) ? run : PLAIN.with(run.text());
    if (drawn instanceof Run.Letters more) {
      Run.Letters wanted = more.with("");
      if (!wanted.equals(look)) {
        settle();
        look = wanted;
      }
      letters.append(more.text());
    } else {
      settle();
      runs.add(drawn);
    }
  }

  private void settle() {
    if (!letters.isEmpty()) {
      runs.add(look.with(letters.toString()));
      letters.setLength(0);
    }
  }
}

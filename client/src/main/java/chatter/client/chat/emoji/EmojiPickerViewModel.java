package chatter.client.chat.emoji;

import chatter.shared.text.Emoji;
import chatter.shared.text.EmojiKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What a picker of emoji offers, line by line: those used most, then all by category, or those
/// found by what was typed; and which of them would be taken. JavaFX application thread only.
public final class EmojiPickerViewModel {
  /// How many stand in a line.
  public static final int COLUMNS = 8;

  private static final int MOST_RECENT = 3 * COLUMNS;

  /// Nobody looks further than this.
  private static final int MOST_FOUND = 25 * COLUMNS;

  private final EmojiRecents recents;
  private final Supplier<EmojiSearch> search;
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final ObservableList<Line> shownLines = FXCollections.unmodifiableObservableList(lines);
  private final ReadOnlyObjectWrapper<Place> chosen = new ReadOnlyObjectWrapper<>();
  private String sought = "";

  /// A line of what is offered.
  public sealed interface Line {
    /// The name of what stands below it.
    ///
    /// @param category null for those used most
    record Heading(EmojiKind.Category category) implements Line {}

    /// Emoji beside each other, one at least.
    record Row(List<Choice> choices) implements Line {
      public Row {
        choices = List.copyOf(choices);
      }
    }
  }

  /// One to take.
  ///
  /// @param emoji in its skin tone
  /// @param kind what it is a form of
  public record Choice(String emoji, EmojiKind kind) {}

  /// Where one stands.
  ///
  /// @param line which of the lines, from 0
  /// @param column which in that line, from 0
  public record Place(int line, int column) {}

  /// Where the keyboard can go from the one chosen.
  public enum Step {
    LEFT,
    RIGHT,
    UP,
    DOWN,
    /// To the beginning of what stands together, or of what stands before it.
    SECTION_BACK,
    /// To the beginning of what comes next.
    SECTION_ON
  }

  /// @param search made when something is typed
  public EmojiPickerViewModel(EmojiRecents recents, Supplier<EmojiSearch> search) {
    this.recents = recents;
    this.search = search;
    fill();
    chooseFirst();
  }

  /// What is offered, from top to bottom.
  public ObservableList<Line> lines() {
    return shownLines;
  }

  /// Where the one stands that would be taken; null if none is offered.
  public ReadOnlyObjectProperty<Place> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /// The one that would be taken; null if none is offered.
  public Choice chosen() {
    Place place = chosen.get();
    return place == null ? null : row(place.line()).choices().get(place.column());
  }

  /// Whether something was typed, and nothing goes by that.
  public boolean nothingFound() {
    return lines.isEmpty();
  }

  /// Offers everything again, with what is used most by now, and chooses the first.
  public void begin() {
    sought = "";
    fill();
    chooseFirst();
  }

  /// Offers what goes by these words; without any, everything.
  public void find(String typed) {
    String now = typed.strip();
    if (!now.equals(sought)) {
      sought = now;
      fill();
      chooseFirst();
    }
  }

  /// The skin tone of all that have one: 1 to 5 from light to dark, or 0 for none.
  public int tone() {
    return recents.tone();
  }

  /// Offers all in another skin tone, from now on.
  public void setTone(int tone) {
    Place before = chosen.get();
    recents.choose(tone);
    fill();
    if (before != null
        && before.line() < lines.size()
        && lines.get(before.line()) instanceof Line.Row) {
      choose(before.line(), before.column());
    } else {
      chooseFirst();
    }
  }

  private void fill() {
    List<Line> now = new ArrayList<>();
    if (sought.isEmpty()) {
      now.add(new Line.Heading(null));
      addRows(now, mostUsed());
      for (EmojiKind.Category category : EmojiKind.Category.values()) {
        now.add(new Line.Heading(category));
        addRows(
            now,
            Emoji.kinds().stream()
                .filter(kind -> kind.category() == category)
                .map(this::toned)
                .toList());
      }
    } else {
      addRows(now, found());
    }
    if (!now.equals(lines)) {
      lines.setAll(now);
    }
  }

  private Choice toned(EmojiKind kind) {
    return new Choice(kind.toned(recents.tone()), kind);
  }

  /// The usual ones stand in for those that were not used yet.
  private List<Choice> mostUsed() {
    Set<String> used = new LinkedHashSet<>(recents.quick());
    used.addAll(recents.list());
    List<Choice> known = new ArrayList<>();
    for (String emoji : used) {
      Emoji.kind(emoji).ifPresent(kind -> known.add(new Choice(emoji, kind)));
    }
    return known.subList(0, Math.min(MOST_RECENT, known.size()));
  }

  private List<Choice> found() {
    // One that was pasted is meant as it is.
    return Emoji.qualified(sought)
        .map(pasted -> List.of(new Choice(pasted, Emoji.kind(pasted).orElseThrow())))
        .orElseGet(() ->
            search.get().find(sought, recents.list(), MOST_FOUND).stream()
                .map(this::toned)
                .toList());
  }

  private static void addRows(List<Line> to, List<Choice> choices) {
    for (int at = 0; at < choices.size(); at += COLUMNS) {
      to.add(new Line.Row(choices.subList(at, Math.min(at + COLUMNS, choices.size()))));
    }
  }

  /// Chooses one by where it stands, or the last of its line; nothing happens where no emoji are.
  public void choose(int line, int column) {
    if (line >= 0 && line < lines.size() && lines.get(line) instanceof Line.Row row) {
      chosen.set(new Place(line, Math.min(column, row.choices().size() - 1)));
    }
  }

  private void chooseFirst() {
    int first = rowFrom(0, 1);
    chosen.set(first < 0 ? null : new Place(first, 0));
  }

  /// Chooses another one, if there is one.
  ///
  /// @return whether there is
  public boolean step(Step step) {
    Place before = chosen.get();
    if (before == null) {
      return false;
    }
    int line = before.line();
    int column = before.column();
    switch (step) {
      case LEFT -> {
        if (column > 0) {
          choose(line, column - 1);
        } else {
          choose(rowFrom(line - 1, -1), COLUMNS);
        }
      }
      case RIGHT -> {
        if (column + 1 < row(line).choices().size()) {
          choose(line, column + 1);
        } else {
          choose(rowFrom(line + 1, 1), 0);
        }
      }
      case UP -> choose(rowFrom(line - 1, -1), column);
      case DOWN -> choose(rowFrom(line + 1, 1), column);
      case SECTION_BACK -> {
        int heading = headingFrom(line - 1, -1);
        // From the first line of a section to the one before it.
        choose(1 + (heading == line - 1 && column == 0 ? headingFrom(line - 2, -1) : heading), 0);
      }
      case SECTION_ON -> {
        int heading = headingFrom(line + 1, 1);
        if (heading >= 0) {
          choose(heading + 1, 0);
        }
      }
    }
    return !before.equals(chosen.get());
  }

  private Line.Row row(int line) {
    return (Line.Row) lines.get(line);
  }

  /// The first line of emoji from there on; -1 if there is none.
  private int rowFrom(int line, int by) {
    return lineFrom(line, by, Line.Row.class);
  }

  private int headingFrom(int line, int by) {
    return lineFrom(line, by, Line.Heading.class);
  }

  private int lineFrom(int line, int by, Class<? extends Line> kind) {
    int at = line;
    while (at >= 0 && at < lines.size() && !kind.isInstance(lines.get(at))) {
      at += by;
    }
    return at < lines.size() ? Math.max(-1, at) : -1;
  }

  /// The line of a category's name, or of that of those used most; -1 while something is sought.
  ///
  /// @param category null for those used most
  public int headingOf(EmojiKind.Category category) {
    return lines.indexOf(new Line.Heading(category));
  }

  /// The category that a line belongs to; null for those used most, and for what was found.
  public EmojiKind.Category categoryOf(int line) {
    int heading = headingFrom(line, -1);
    return heading < 0 ? null : ((Line.Heading) lines.get(heading)).category();
  }
}

package chatter.client.chat.search;

import chatter.client.ui.Icon;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A month, from which a day is chosen. One stop for the keyboard: the arrows lead from day to day
/// and from week to week, Home and End to the ends of the week, Page Up and Page Down to other
/// months, Enter chooses. Style class `day-calendar`. JavaFX application thread only.
final class DayCalendar extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final PseudoClass TODAY = PseudoClass.getPseudoClass("today");
  private static final int WEEK = 7;
  private static final int LAST_YEAR = 9999;

  private final Locale english;
  private final DayOfWeek firstOfWeek;
  private final String name;
  private final Consumer<LocalDate> onChosen;
  private final Label month = new Label();
  private final GridPane days = new GridPane();
  private LocalDate today = LocalDate.EPOCH;
  private LocalDate day = LocalDate.EPOCH;

  /// @param locale the reader's, whose week it is
  /// @param name what it is for, for screen readers
  DayCalendar(Locale locale, String name, Consumer<LocalDate> onChosen) {
    this.name = name;
    this.onChosen = onChosen;
    english = locale.getLanguage().equals("en") ? locale : Locale.UK;
    firstOfWeek = WeekFields.of(locale).getFirstDayOfWeek();
    getStyleClass().add("day-calendar");
    // In a wide panel its month stays together.
    setMaxWidth(USE_PREF_SIZE);
    month.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(month, Priority.ALWAYS);
    HBox head =
        new HBox(
            month, turn(Icon.CHEVRON_LEFT, "Earlier", -1), turn(Icon.CHEVRON_RIGHT, "Later", 1));
    head.setAlignment(Pos.CENTER_LEFT);
    days.setId("searchDays");
    days.getStyleClass().add("days");
    days.setFocusTraversable(true);
    days.setAccessibleRole(AccessibleRole.DATE_PICKER);
    days.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    getChildren().addAll(head, days);
  }

  /// To another month, with the mouse; the keyboard has keys for it.
  private Button turn(Icon icon, String id, int months) {
    Button button = new Button(null, icon.node(16));
    button.setId("searchMonth" + id);
    button.getStyleClass().add("icon-button");
    button.setFocusTraversable(false);
    button.setOnAction(_ -> go(day.plusMonths(months)));
    return button;
  }

  /// Shows a day among those of its month.
  void show(LocalDate shown, LocalDate now) {
    today = now;
    go(shown);
  }

  /// The day that Enter chooses.
  LocalDate day() {
    return day;
  }

  /// Whether it goes as far: a query names a year in four digits.
  static boolean has(LocalDate day) {
    return day.getYear() >= 0 && day.getYear() <= LAST_YEAR;
  }

  private void go(LocalDate next) {
    if (!has(next)) {
      return;
    }
    day = next;
    month.setText(DateTimeFormatter.ofPattern("LLLL yyyy", english).format(day));
    days.getChildren().clear();
    for (int i = 0; i < WEEK; i++) {
      Label above =
          new Label(firstOfWeek.plus(i).getDisplayName(TextStyle.SHORT_STANDALONE, english));
      above.getStyleClass().add("weekday");
      days.add(above, i, 0);
    }
    LocalDate first = day.withDayOfMonth(1);
    int before = Math.floorMod(first.getDayOfWeek().getValue() - firstOfWeek.getValue(), WEEK);
    for (int i = 0; i < day.lengthOfMonth(); i++) {
      days.add(cell(first.plusDays(i)), (before + i) % WEEK, 1 + (before + i) / WEEK);
    }
    days.setAccessibleText(
        name
            + ", "
            + DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(english).format(day));
    days.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  private Label cell(LocalDate of) {
    Label cell = new Label(String.valueOf(of.getDayOfMonth()));
    cell.getStyleClass().add("day");
    cell.pseudoClassStateChanged(CHOSEN, of.equals(day));
    cell.pseudoClassStateChanged(TODAY, of.equals(today));
    cell.setOnMouseClicked(_ -> onChosen.accept(of));
    return cell;
  }

  private void pressed(KeyEvent key) {
    if (key.isShiftDown() || key.isControlDown() || key.isMetaDown() || key.isAltDown()) {
      return;
    }
    if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
      onChosen.accept(day);
    } else {
      LocalDate next = next(key.getCode());
      if (next == null) {
        return;
      }
      go(next);
    }
    key.consume();
  }

  /// Where a key leads; null for nowhere.
  private LocalDate next(KeyCode code) {
    int place = Math.floorMod(day.getDayOfWeek().getValue() - firstOfWeek.getValue(), WEEK);
    return switch (code) {
      case LEFT -> day.minusDays(1);
      case RIGHT -> day.plusDays(1);
      case UP -> day.minusWeeks(1);
      case DOWN -> day.plusWeeks(1);
      case HOME -> day.minusDays(place);
      case END -> day.plusDays(WEEK - 1 - place);
      case PAGE_UP -> day.minusMonths(1);
      case PAGE_DOWN -> day.plusMonths(1);
      default -> null;
    };
  }
}

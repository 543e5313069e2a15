package chatter.client.chat.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.ui.Fx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.Test;

/// A day is chosen from a month.
class DayCalendarTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private final List<LocalDate> chosen = new ArrayList<>();

  private DayCalendar calendar(Locale locale) {
    return Fx.call(() -> {
      DayCalendar calendar = new DayCalendar(locale, "Day", chosen::add);
      calendar.show(DAY, DAY);
      return calendar;
    });
  }

  private static GridPane days(DayCalendar calendar) {
    return (GridPane) calendar.getChildren().getLast();
  }

  private static LocalDate press(DayCalendar calendar, KeyCode code) {
    return Fx.call(() -> {
      Event.fireEvent(
          days(calendar),
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
      return calendar.day();
    });
  }

  @Test
  void keysLeadFromDayToDayAndEnterChooses() {
    DayCalendar calendar = calendar(Locale.UK);
    assertEquals(LocalDate.of(2026, 11, 22), press(calendar, KeyCode.LEFT));
    assertEquals(LocalDate.of(2026, 11, 16), press(calendar, KeyCode.HOME));
    assertEquals(LocalDate.of(2026, 11, 22), press(calendar, KeyCode.END));
    assertEquals(LocalDate.of(2026, 11, 29), press(calendar, KeyCode.DOWN));
    assertEquals(LocalDate.of(2026, 11, 30), press(calendar, KeyCode.RIGHT));
    assertEquals(LocalDate.of(2026, 12, 1), press(calendar, KeyCode.RIGHT));
    assertEquals(LocalDate.of(2026, 11, 24), press(calendar, KeyCode.UP));
    assertEquals(LocalDate.of(2026, 10, 24), press(calendar, KeyCode.PAGE_UP));
    press(calendar, KeyCode.PAGE_DOWN);
    press(calendar, KeyCode.ENTER);
    assertEquals(List.of(LocalDate.of(2026, 11, 24)), chosen);
  }

  @Test
  void aWeekBeginsAsTheReadersDoes() {
    // The first of November 2026 is a Sunday.
    assertEquals("Mon 6", corner(calendar(Locale.UK)));
    assertEquals("Sun 0", corner(calendar(Locale.US)));
    assertEquals("Mon 6", corner(calendar(Locale.GERMANY)));
  }

  /// The first day of the week, and in which column the month begins.
  private static String corner(DayCalendar calendar) {
    List<Node> cells = days(calendar).getChildren();
    return ((Label) cells.getFirst()).getText() + " " + GridPane.getColumnIndex(cells.get(7));
  }
}

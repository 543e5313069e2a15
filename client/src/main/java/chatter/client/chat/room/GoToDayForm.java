package chatter.client.chat.room;

import chatter.client.ui.Texts;
import chatter.client.ui.form.Field;
import java.time.Period;
import java.util.Map;
import java.util.function.LongConsumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// Asks for a day: typed, or with Up and Down from day to day, with Page Up and Page Down from
/// month to month. JavaFX application thread only.
final class GoToDayForm extends VBox {
  private static final Map<KeyCode, Period> STEPS =
      Map.of(
          KeyCode.UP, Period.ofDays(1),
          KeyCode.DOWN, Period.ofDays(-1),
          KeyCode.PAGE_UP, Period.ofMonths(1),
          KeyCode.PAGE_DOWN, Period.ofMonths(-1));

  private final Field day = new Field();

  /// @param found gets the number of the message to go to
  GoToDayForm(GoToDayViewModel model, Texts texts, LongConsumer found, Runnable close) {
    super(12);
    setId("goToDay");
    day.setId("day");
    day.setLabel(texts.say("search.date"));
    day.setHint(texts.say("conversation.date.hint"));
    day.bind(model.day());
    day.input()
        .addEventFilter(
            KeyEvent.KEY_PRESSED,
            key -> {
              Period by = STEPS.get(key.getCode());
              if (by != null) {
                model.step(by);
                day.input().selectAll();
                key.consume();
              }
            });
    getChildren()
        .addAll(
            day,
            new ProblemLabel(model.errorProperty()),
            new FormButtons(
                texts.say("newRoom.cancel"),
                close,
                texts.say("conversation.goToDate.yes"),
                () -> model.go(found, close),
                model.busyProperty()));
  }

  /// What has the keyboard at first.
  Node start() {
    return day;
  }
}

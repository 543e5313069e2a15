package chatter.client.chat.room;

import chatter.client.ui.TimeLabels;
import chatter.client.ui.form.FormField;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;

/// A day of which somebody wants to see the first message. JavaFX application thread only.
public final class GoToDayViewModel {
  /// No chat is older, and later ones are not written with four digits.
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  private final RoomContext context;
  private final long conversation;
  private final TimeLabels labels;
  private final FormField day = new FormField("since");
  private final Calls calls;

  GoToDayViewModel(RoomContext context, long conversation, TimeLabels labels) {
    this.context = context;
    this.conversation = conversation;
    this.labels = labels;
    calls = new Calls(context, day);
    day.textProperty().set(labels.today().toString());
  }

  /// The day, as 2026-11-23.
  public FormField day() {
    return day;
  }

  /// What is wrong; empty if nothing is.
  public ReadOnlyStringProperty errorProperty() {
    return calls.errorProperty();
  }

  public ReadOnlyBooleanProperty busyProperty() {
    return calls.busyProperty();
  }

  /// Chooses a day some time before or after the one that is written, but none to come.
  void step(Period by) {
    LocalDate now = read().orElse(labels.today());
    LocalDate next = now.plus(by);
    if (!next.isBefore(FIRST) && !next.isAfter(labels.today())) {
      day.textProperty().set(next.toString());
    }
  }

  private Optional<LocalDate> read() {
    try {
      return Optional.of(LocalDate.parse(day.text().strip()))
          .filter(one -> !one.isBefore(FIRST) && one.getYear() <= labels.today().getYear() + 1);
    } catch (DateTimeException notOne) {
      // A person typed it: it is asked for again.
      return Optional.empty();
    }
  }

  /// Looks for the first message since that day began.
  ///
  /// @param found gets its number
  /// @param done runs when that is settled, also if there is none
  public void go(LongConsumer found, Runnable done) {
    Optional<LocalDate> chosen = read();
    if (chosen.isEmpty()) {
      calls.clear();
      day.say(context.texts().say("conversation.date.choose"));
      return;
    }
    if (calls.busyProperty().get()) {
      return;
    }
    calls.run(
        context
            .session()
            .conversations()
            .first(conversation, chosen.get().atStartOfDay(labels.zone()).toInstant()),
        seq -> {
          done.run();
          if (seq == null) {
            context.notice(context.texts().say("conversation.date.none"));
          } else {
            found.accept(seq);
          }
        });
  }
}

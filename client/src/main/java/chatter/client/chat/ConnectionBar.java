package chatter.client.chat;

import chatter.client.net.Complaint;
import chatter.client.net.ConnectionState;
import chatter.client.net.EndReason;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Texts;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The thin bar that says that the chat cannot be reached, since when, and what waits. It appears
/// when that has lasted 5 s, because most interruptions are shorter and nobody's business, and at
/// once if what answers is not trusted. JavaFX application thread only.
final class ConnectionBar {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Texts texts;
  private final DayLabels labels;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper retryable = new ReadOnlyBooleanWrapper();
  private ConnectionState state = ConnectionState.CONNECTING;
  private Instant retryAt;
  private Instant lostAt;
  private Complaint distrust;
  private EndReason ended;
  private int waiting;
  private String place;

  ConnectionBar(Texts texts, DayLabels labels, Instant now) {
    this.texts = texts;
    this.labels = labels;
    place = texts.say("chat.connection.place");
    lostAt = now;
  }

  /// What to say; empty while there is nothing to say.
  ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /// Whether "Try now" makes sense.
  ReadOnlyBooleanProperty retryableProperty() {
    return retryable.getReadOnlyProperty();
  }

  /// What to call the chat.
  void setPlace(String name) {
    place = name;
  }

  void changed(SessionEvent.ConnectionChanged event, Instant now) {
    state = event.state();
    retryAt = event.retryAt();
    if (state == ConnectionState.WAITING) {
      distrust = event.distrust();
    }
    if (connected()) {
      lostAt = null;
      ended = null;
      distrust = null;
    } else if (lostAt == null) {
      lostAt = now;
    }
    tick(now);
  }

  void ended(EndReason reason, Instant now) {
    ended = reason;
    tick(now);
  }

  /// How many messages wait to be sent.
  void waiting(int messages, Instant now) {
    waiting = messages;
    tick(now);
  }

  void tick(Instant now) {
    if (ended != null) {
      retryable.set(ended == EndReason.TOO_MANY_CONNECTIONS);
      text.set(texts.say("chat.ended." + ended, place));
    } else if (distrust != null) {
      // Not to be waited for: this does not go away by itself.
      retryable.set(true);
      text.set(distrust.say(texts::say) + next(now));
    } else if (lostAt == null || now.isBefore(lostAt.plus(PATIENCE))) {
      retryable.set(false);
      text.set("");
    } else {
      retryable.set(true);
      text.set(status() + next(now));
    }
  }

  private boolean connected() {
    return switch (state) {
      case CATCHING_UP, LIVE -> true;
      case CONNECTING, WAITING, STOPPED -> false;
    };
  }

  private String status() {
    String since = labels.brief(lostAt);
    return waiting == 0
        ? texts.say("chat.connection.away", place, since)
        : texts.say("chat.connection.awayWaiting", place, since, waiting);
  }

  private String next(Instant now) {
    boolean waits = state == ConnectionState.WAITING && retryAt != null && retryAt.isAfter(now);
    return waits ? "" : texts.say("chat.connection.trying");
  }
}

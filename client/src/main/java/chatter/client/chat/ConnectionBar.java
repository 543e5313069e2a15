package chatter.client.chat;

import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.ErrorMessage;
import chatter.client.net.socket.EndReason;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The thin bar that says that the chat cannot be reached, since when, why, and what waits. It
/// appears when that has lasted 5 s, because most interruptions are shorter and nobody's business,
/// and at once if what answers is not trusted or if the server was stopped here. JavaFX application
/// thread only.
final class ConnectionBar {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Texts texts;
  private final TimeLabels labels;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper retryable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper startable = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper away = new ReadOnlyBooleanWrapper();
  private ConnectionState state = ConnectionState.CONNECTING;
  private Instant retryAt;
  private Instant lostAt;
  private ErrorMessage distrust;
  private EndReason ended;
  private int waiting;
  private String place;
  private HostStatus host = HostStatus.ELSEWHERE;

  /// As of when what is shown was known; null if the server was there since the start.
  private Instant asOf;

  /// When the server said that it stops; null since it was there again.
  private Instant stoppedAt;

  ConnectionBar(Texts texts, TimeLabels labels, Instant now) {
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

  /// Whether "Start again" makes sense, because the server is this program's and does not run.
  ReadOnlyBooleanProperty startableProperty() {
    return startable.getReadOnlyProperty();
  }

  /// Whether the chat has been away for so long that nothing is known of its people any more.
  ReadOnlyBooleanProperty awayProperty() {
    return away.getReadOnlyProperty();
  }

  /// What is shown was known at an earlier time, and the server was not asked since.
  ///
  /// @param heard when the server was heard last
  void remembered(Instant heard) {
    asOf = heard;
  }

  /// When the server was heard last; null while it is there.
  Instant lastHeard() {
    return asOf == null ? lostAt : asOf;
  }

  /// What the chat is called.
  String place() {
    return place;
  }

  /// What to call the chat.
  void setPlace(String name) {
    place = name;
  }

  /// What the server does, if this program runs it.
  void setHost(HostStatus newHost, Instant now) {
    host = newHost;
    tick(now);
  }

  /// The server says that it stops: on purpose, and not because of the network.
  void stopping(Instant now) {
    stoppedAt = now;
  }

  void changed(SessionEvent.ConnectionChanged event, Instant now) {
    state = event.state();
    retryAt = event.retryAt();
    if (state == ConnectionState.WAITING) {
      distrust = event.distrust();
    }
    if (connected()) {
      lostAt = null;
      asOf = null;
      stoppedAt = null;
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
    boolean stoppedHere = lostAt != null && host.state() == HostStatus.State.STOPPED;
    if (ended != null) {
      show(ended == EndReason.TOO_MANY_CONNECTIONS, texts.say("ended." + ended, place));
    } else if (stoppedHere) {
      // Not to be waited for: nobody else can start it.
      show(false, withWaiting(stoppedHere()));
    } else if (distrust != null) {
      // Not to be waited for: this does not go away by itself.
      show(true, withNext(distrust.say(texts::say), now));
    } else if (lostAt == null || now.isBefore(lostAt.plus(PATIENCE))) {
      show(false, "");
    } else if (host.state() == HostStatus.State.STARTING) {
      show(false, withWaiting(texts.say("chat.host.starting")));
    } else {
      show(true, withNext(withWaiting(status()), now));
    }
    startable.set(ended == null && stoppedHere);
    away.set(!text.get().isEmpty());
  }

  private void show(boolean tryNow, String words) {
    retryable.set(tryNow);
    text.set(words);
  }

  private String stoppedHere() {
    return host.problem().isEmpty() ? texts.say("chat.host.stopped") : host.problem();
  }

  private String withWaiting(String words) {
    String dated = asOf == null ? words : and(words, texts.say("offline.asOf", labels.brief(asOf)));
    return waiting == 0 ? dated : and(dated, texts.say("offline.waiting", waiting));
  }

  private static String and(String words, String more) {
    return words + " · " + more;
  }

  private boolean connected() {
    return switch (state) {
      case CATCHING_UP, LIVE -> true;
      case CONNECTING, WAITING, STOPPED -> false;
    };
  }

  private String status() {
    return stoppedAt == null
        ? texts.say("offline.away", place, labels.brief(lostAt))
        : texts.say("offline.stoppedBy", place, labels.brief(stoppedAt));
  }

  private String withNext(String words, Instant now) {
    boolean waits = state == ConnectionState.WAITING && retryAt != null && retryAt.isAfter(now);
    // Whole seconds, and none of them is the last.
    return waits
        ? and(
            words,
            texts.say(
                "offline.retryIn", Duration.between(now, retryAt).plusMillis(999).toSeconds()))
        : and(words, texts.say("offline.connecting"));
  }
}

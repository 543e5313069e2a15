package chatter.client.chat;

import chatter.client.ui.Icon;
import java.time.LocalDate;
import java.util.List;
import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.Subscription;

/// The message list with what floats above it: the day while scrolling, the way to the unread
/// messages and back to the newest, a thin scroll bar. Shows one `TimelineViewModel` at a time and
/// holds nothing of those shown before. Style class `timeline`. JavaFX application thread only.
final class TimelineView extends StackPane {
  private static final Duration DAY_STAYS = Duration.millis(1200);
  private static final Duration SEEK_PAUSE = Duration.millis(120);

  private final RowTools tools;
  private final AnchoredList<TimelineRow> list;
  private final Label floatingDay = new Label();
  private final Button toUnread = new Button();
  private final Button toNewest = new Button();
  private final ScrollThumb thumb = new ScrollThumb(this::dragged);
  private final TimelineMessage message;
  private final PauseTransition dayStays = new PauseTransition(DAY_STAYS);
  private final PauseTransition seekPause = new PauseTransition(SEEK_PAUSE);
  private final TimelineKeys keys;
  private TimelineViewModel timeline;
  private Subscription bindings = Subscription.EMPTY;
  private boolean motion = true;
  private boolean followUpDue;
  private boolean unreadSeen;

  TimelineView(RowTools tools) {
    this.tools = tools;
    list = new AnchoredList<>(this::newCell);
    message = new TimelineMessage(tools.texts(), () -> timeline.reload());
    getStyleClass().add("timeline");
    setId("timeline");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    floatingDay.getStyleClass().addAll("line-label", "floating-day");
    floatingDay.setMouseTransparent(true);
    floatingDay.setOpacity(0);
    pill(toUnread, "to-unread", () -> timeline.showUnread());
    pill(toNewest, "to-newest", () -> timeline.showNewest());
    setAlignment(floatingDay, Pos.TOP_CENTER);
    setAlignment(toUnread, Pos.TOP_CENTER);
    setAlignment(toNewest, Pos.BOTTOM_CENTER);
    setAlignment(thumb, Pos.CENTER_RIGHT);
    getChildren().addAll(list, message, floatingDay, toUnread, toNewest, thumb);
    list.setAfterLayout(this::scheduleFollowUp);
    dayStays.setOnFinished(_ -> fadeDay(0));
    keys = new TimelineKeys(this, list, tools);
    setOnScroll(scroll -> {
      if (scroll.getDeltaY() != 0) {
        scrollBy(scroll.getDeltaY());
        scroll.consume();
      }
    });
  }

  private RowCell<TimelineRow> newCell(TimelineRow row) {
    return switch (row) {
      case MessageRow _ -> new MessageCell(tools);
      case TimelineRow.Day _, TimelineRow.Unread _ -> new LineCell(tools.texts());
    };
  }

  private void pill(Button button, String styleClass, Runnable action) {
    button.getStyleClass().addAll("pill", styleClass);
    button.setId(styleClass);
    button.setVisible(false);
    button.setFocusTraversable(false);
    button.setOnAction(_ -> action.run());
  }

  /// Shows a conversation where the reader left it; null shows nothing.
  void show(TimelineViewModel next) {
    if (timeline != null) {
      timeline.detach(list.isAtEnd() ? new Move.ToEnd() : keys.position());
    }
    bindings.unsubscribe();
    bindings = Subscription.EMPTY;
    timeline = next;
    unreadSeen = false;
    if (next == null) {
      list.setRows(javafx.collections.FXCollections.observableArrayList());
      return;
    }
    list.setRows(next.rows());
    bindings =
        Subscription.combine(
            next.pages().endCompleteProperty().subscribe(list::setEndComplete),
            next.pages()
                .stateProperty()
                .subscribe(state -> message.show(state, next.rows().isEmpty())),
            next.readMark().unreadProperty().subscribe(this::scheduleFollowUp),
            next.readMark().unreadAtVisitProperty().subscribe(() -> unreadSeen = false));
    next.attach(this::go);
  }

  /// Whether a message is chosen with the keyboard.
  boolean hasCurrent() {
    return list.currentKey() != null;
  }

  TimelineViewModel timeline() {
    return timeline;
  }

  /// Whether rows that arrive may fade in, and the view may glide.
  void setMotion(boolean enabled) {
    motion = enabled;
    list.setMotion(enabled);
  }

  private void go(Move move) {
    switch (move) {
      case Move.ToEnd() -> list.jumpToEnd();
      case Move.ToRow(Object key, double share, boolean focus) -> {
        list.jumpTo(key, getHeight() * share);
        if (focus) {
          list.setCurrentKey(key);
        }
      }
      case Move.Back(Object key, double y) -> list.jumpTo(key, y);
    }
  }

  /// Scrolls by so many pixels; positive is towards older messages.
  void scrollBy(double delta) {
    list.scrollBy(delta);
    showDay();
  }

  private void showDay() {
    fadeDay(1);
    dayStays.playFromStart();
  }

  private void fadeDay(double opacity) {
    if (motion && floatingDay.getOpacity() != opacity) {
      FadeTransition fade = new FadeTransition(Duration.millis(150), floatingDay);
      fade.setToValue(opacity);
      fade.play();
    } else {
      floatingDay.setOpacity(opacity);
    }
  }

  /// A picture has arrived.
  void avatarArrived(String avatarUrl) {
    for (RowCell<TimelineRow> cell : list.cells()) {
      if (cell instanceof MessageCell messageCell) {
        messageCell.avatarArrived(avatarUrl);
      }
    }
  }

  /// What hangs on the position is seen to after the layout pass, once for many.
  private void scheduleFollowUp() {
    if (!followUpDue) {
      followUpDue = true;
      Platform.runLater(() -> {
        followUpDue = false;
        if (timeline != null) {
          followUp();
        }
      });
    }
  }

  private void followUp() {
    List<RowCell<TimelineRow>> cells = list.cells();
    timeline.pages().setFollowing(list.isAtEnd());
    message.show(timeline.pages().state(), timeline.rows().isEmpty());
    if (cells.isEmpty()) {
      thumb.setVisible(false);
      toNewest.setVisible(false);
      toUnread.setVisible(false);
      return;
    }
    Viewport viewport = Viewport.of(cells, list.getHeight());
    if (viewport.lastSeq() > 0) {
      timeline.readMark().shown(viewport.lastSeq());
    }
    updatePills(viewport);
    updateDay(viewport);
    long last = Math.max(1, timeline.readMark().lastSeq());
    double share = viewport.messages() / Math.max(viewport.messages(), (double) last);
    boolean all =
        timeline.pages().isStartComplete()
            && list.isAtEnd()
            && list.firstIndex() == 0
            && cells.getFirst().top() >= 0;
    double position = viewport.position() / Math.max(1, last - viewport.messages());
    thumb.show(list.isAtEnd() ? 1 : position, all ? 1 : share);
    double rowHeight = Math.max(20, viewport.averageHeight());
    int below = timeline.rows().size() - list.firstIndex() - cells.size();
    if (list.firstIndex() * rowHeight - cells.getFirst().top() < list.getHeight()) {
      timeline.loadOlder();
    }
    if (below * rowHeight + cells.getLast().bottom() - list.getHeight() < list.getHeight()) {
      timeline.loadNewer();
    }
  }

  private void updatePills(Viewport viewport) {
    int unread = timeline.readMark().unread();
    toNewest.setVisible(!list.isAtEnd());
    toNewest.setGraphic(Icon.ARROW_DOWN.node(15));
    toNewest.setText(unread == 0 ? "" : tools.texts().say("chat.pill.new", unread));
    toNewest.setAccessibleText(tools.texts().say("chat.pill.toNewest"));
    int count = timeline.readMark().unreadAtVisit();
    unreadSeen |= timeline.readMark().isActive() && viewport.unreadLine();
    boolean above = timeline.unreadIsBefore(viewport.firstSeq());
    toUnread.setVisible(count > 0 && above && !unreadSeen);
    toUnread.setGraphic(Icon.ARROW_UP.node(15));
    toUnread.setText(tools.texts().say("chat.pill.new", count));
  }

  private void updateDay(Viewport viewport) {
    LocalDate day = viewport.day(tools.labels());
    floatingDay.setText(day == null ? "" : tools.labels().day(day));
    floatingDay.setVisible(day != null && !viewport.dayLineAtTop());
  }

  private void dragged(double position) {
    if (timeline == null) {
      return;
    }
    showDay();
    long seq = Math.max(1, Math.round(position * timeline.readMark().lastSeq()));
    Object key = timeline.keyOf(seq);
    if (position >= 1) {
      timeline.showNewest();
    } else if (key != null) {
      seekPause.stop();
      list.jumpTo(key, 0);
    } else {
      // Not loaded: fetched when the hand pauses, not for every pixel of the way.
      seekPause.setOnFinished(_ -> timeline.showMessage(seq, false));
      seekPause.playFromStart();
    }
  }

  @Override
  public Object queryAccessibleAttribute(
      javafx.scene.AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case ITEM_COUNT -> list.rows().size();
      case FOCUS_ITEM -> keys.currentCell();
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }
}

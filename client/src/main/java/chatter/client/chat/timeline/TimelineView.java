package chatter.client.chat.timeline;

import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.list.ScrollThumb;
import chatter.client.chat.text.Openable;
import chatter.client.ui.Icon;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.FadeTransition;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;

/// The message list with what floats above it: the day, and who wrote a long run, while scrolling;
/// the way to the unread messages and back to the newest; what can be done with the message one
/// points at; a thin scroll bar. Tells the read mark what was in view for long enough to be seen.
/// Shows one `TimelineViewModel` at a time and holds nothing of those shown before. Style class
/// `timeline`. JavaFX application thread only.
public final class TimelineView extends StackPane {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final Duration DAY_STAYS = Duration.millis(1200);
  private static final Duration SEEK_PAUSE = Duration.millis(120);

  /// What was in view for a shorter time was glanced over, and is not read: as on the page.
  static final Duration READ_PAUSE = Duration.millis(400);

  /// Where the name of a run's author floats, in pixels from the top.
  private static final double SENDER_AT = 22;

  private final CellContext tools;
  private final AnchoredList<TimelineRow> list;
  private final Label floatingDay = new Label();
  private final FloatingSender floatingSender;
  private final FadeTransition dayFade = hidden(floatingDay);
  private final FadeTransition senderFade;
  private final MessageToolbar messageTools;

  /// Says to screen readers what has just arrived; unseen.
  private final Label announcement = new Label();

  private final Button toUnread = new Button();
  private final Button toNewest = new Button();
  private final Button back = new Button();
  private final ScrollThumb thumb = new ScrollThumb(this::dragged);
  private final TimelinePlaceholder placeholder;
  private final PauseTransition dayStays = new PauseTransition(DAY_STAYS);
  private final PauseTransition seekPause = new PauseTransition(SEEK_PAUSE);
  private final PauseTransition readPause = new PauseTransition(READ_PAUSE);
  private final MessageSelection selection;
  private final TimelineKeys keys;
  private TimelineViewModel timeline;
  private Subscription bindings = Subscription.EMPTY;
  private boolean motion = true;
  private boolean followUpDue;
  private boolean unreadSeen;

  /// Whether the view was sent somewhere and is not laid out there yet.
  private boolean moving;

  /// Where the pointer is, from the list's upper edge; NaN while it is elsewhere.
  private double pointerAt = Double.NaN;

  /// Which of the chosen message's quote and links is chosen; -1 for none.
  private int inside = -1;

  private Node marked;

  /// Of how many rows screen readers were told last.
  private int rowsTold;

  private final Tooltip hint = new Tooltip();

  public TimelineView(CellContext tools) {
    this.tools = tools;
    list = new AnchoredList<>(this::newCell);
    placeholder = new TimelinePlaceholder(tools.texts(), () -> timeline.reload());
    floatingSender = new FloatingSender(tools.emoji());
    messageTools = new MessageToolbar(tools, this::showMenu);
    getStyleClass().add("timeline");
    setId("timeline");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);
    announcement.setId("announcement");
    announcement.setOpacity(0);
    announcement.setManaged(false);
    announcement.setMouseTransparent(true);
    floatingDay.getStyleClass().addAll("line-label", "floating-day");
    floatingDay.setMouseTransparent(true);
    pill(toUnread, "to-unread", () -> timeline.showUnread());
    pill(toNewest, "to-newest", () -> timeline.skipToNewest());
    pill(back, "to-before", this::goBack);
    back.setGraphic(Icon.CORNER_DOWN_LEFT.node(15));
    back.setText(tools.texts().say("timeline.pill.back"));
    back.setAccessibleText(tools.texts().say("timeline.pill.back.where"));
    back.setTooltip(new Tooltip(tools.texts().say("timeline.pill.back.where")));
    back.managedProperty().bind(back.visibleProperty());
    toNewest.managedProperty().bind(toNewest.visibleProperty());
    VBox below = new VBox(back, toNewest);
    below.getStyleClass().add("pills");
    below.setAlignment(Pos.BOTTOM_CENTER);
    below.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    below.setPickOnBounds(false);
    senderFade = hidden(floatingSender);
    setAlignment(floatingSender, Pos.TOP_LEFT);
    setAlignment(floatingDay, Pos.TOP_CENTER);
    setAlignment(toUnread, Pos.TOP_CENTER);
    setAlignment(below, Pos.BOTTOM_CENTER);
    setAlignment(thumb, Pos.CENTER_RIGHT);
    getChildren()
        .addAll(
            list,
            announcement,
            placeholder,
            messageTools,
            floatingSender,
            floatingDay,
            toUnread,
            below,
            thumb);
    list.setAfterLayout(() -> {
      moving = false;
      scheduleFollowUp();
    });
    dayStays.setOnFinished(_ -> fadeDay(0));
    readPause.setOnFinished(_ -> {
      if (timeline != null) {
        timeline.readMark().look();
      }
    });
    setOnMouseMoved(moved -> point(moved.getY()));
    setOnMouseDragged(dragged -> point(dragged.getY()));
    setOnMouseExited(_ -> point(Double.NaN));
    focusedProperty().subscribe(this::showTools);
    list.currentKeyProperty()
        .subscribe(() -> {
          inside = -1;
          markInside();
          showTools();
        });
    selection = new MessageSelection(this, list, tools);
    keys = new TimelineKeys(this, list, selection, tools);
    list.setOnFocusAsked(keys::chooseKey);
    setOnScroll(scroll -> {
      if (scroll.getDeltaY() != 0) {
        scrollBy(scroll.getDeltaY());
        scroll.consume();
      }
    });
  }

  private RowCell<TimelineRow> newCell(TimelineRow row) {
    return switch (row) {
      case MessageRow _ -> new MessageCell(tools, cell -> selection.texts().paint(cell));
      case TimelineRow.Notice _ -> new NoticeCell(tools);
      case TimelineRow.Day _, TimelineRow.Unread _ -> new LineCell(tools.texts());
    };
  }

  private void showMenu(MessageRow row, Node below) {
    keys.showMenu(row, below);
  }

  private void pill(Button button, String styleClass, Runnable action) {
    button.getStyleClass().addAll("pill", styleClass);
    button.setId(styleClass);
    button.setVisible(false);
    button.setFocusTraversable(false);
    button.setOnAction(_ -> action.run());
  }

  /// Shows a conversation where the reader left it; null shows nothing.
  public void show(TimelineViewModel next) {
    if (timeline != null) {
      timeline.detach(list.isAtEnd() ? new ScrollTarget.ToEnd() : keys.position());
    }
    bindings.unsubscribe();
    bindings = Subscription.EMPTY;
    timeline = next;
    unreadSeen = false;
    readPause.stop();
    messageTools.hide();
    if (next == null) {
      list.setRows(FXCollections.observableArrayList());
      selection.texts().show();
      return;
    }
    list.setRows(next.rows());
    selection.texts().show();
    bindings =
        Subscription.combine(
            next.pages().endCompleteProperty().subscribe(list::setEndComplete),
            next.pages()
                .stateProperty()
                .subscribe(state -> placeholder.show(state, next.rows().isEmpty())),
            next.readMark().unreadProperty().subscribe(this::scheduleFollowUp),
            next.readMark().activeProperty().subscribe(this::scheduleFollowUp),
            next.readMark().unreadAtVisitProperty().subscribe(() -> unreadSeen = false));
    next.attach(this::go);
  }

  /// Whether a letter is a command to the message that is chosen.
  public boolean takesLetter(KeyEvent key) {
    return keys.takesLetter(key);
  }

  /// Puts the keyboard into the list, at the message chosen last or the lowest in view.
  ///
  /// @return true
  public boolean takeFocus() {
    requestFocus();
    keys.chooseSome();
    return true;
  }

  /// Goes to the newest message, because the reader wants to.
  public void goToNewest() {
    chooseNone();
    if (timeline != null) {
      timeline.skipToNewest();
    }
  }

  /// Goes to a message that the reader has pointed at; `goBack` leads back from there.
  ///
  /// @param absent runs if there is no such message
  public void jumpTo(long seq, Runnable absent) {
    ScrollTarget here = list.isAtEnd() ? new ScrollTarget.ToEnd() : keys.position();
    Object chosen = list.currentKey();
    timeline.jumpTo(
        seq,
        here instanceof ScrollTarget.Back(Object key, double y)
            ? new WaysBack.Place(key, y, chosen)
            : new WaysBack.Place(null, 0, chosen),
        absent);
  }

  /// Whether the reader has jumped to a message and there is a way back, perhaps to another
  /// conversation.
  public boolean canGoBack() {
    return timeline != null && !timeline.waysBack().isEmpty();
  }

  /// Goes back to where the reader was before jumping to a message.
  public void goBack() {
    if (canGoBack()) {
      TimelineViewModel before = timeline;
      Object chosen = before.goBack();
      if (before == timeline) {
        list.setCurrentKey(chosen);
      }
      scheduleFollowUp();
    }
  }

  /// Goes to the first unread message.
  public void goToUnread() {
    if (timeline != null) {
      timeline.showUnread();
    }
  }

  /// Whether a message is chosen that the keyboard is at.
  public boolean hasChosen() {
    return isFocused() && list.currentKey() != null;
  }

  /// No message is chosen any more.
  public void chooseNone() {
    list.setCurrentKey(null);
  }

  /// Says what has arrived to who cannot see it.
  public void announce(String words) {
    announcement.setText(words);
    announcement.setAccessibleText(words);
    announcement.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  /// Something else is selected, or no longer with the mouse.
  void selectionChanged() {
    showTools();
  }

  private void point(double y) {
    pointerAt = y;
    showTools();
  }

  /// Beside the message under the pointer; otherwise beside the one that is chosen with the
  /// keyboard.
  private void showTools() {
    MessageCell cell = Double.isNaN(pointerAt) ? chosenByKeys() : cellAt(pointerAt);
    // With a deleted one nothing can be done, but perhaps to keep it, which stands in this place.
    if (cell != null
        && !selection.texts().isDragging()
        && cell.row() instanceof MessageRow row
        && !row.message().gone()) {
      messageTools.show(
          row,
          list.localToParent(cell.bubbleBounds()),
          list.getLayoutX() + list.snappedLeftInset(),
          list.getLayoutX() + list.getWidth() - list.snappedRightInset());
    } else {
      messageTools.hide();
    }
  }

  private MessageCell chosenByKeys() {
    return isFocused() && keys.currentCell() instanceof MessageCell cell ? cell : null;
  }

  private MessageCell cellAt(double y) {
    for (RowCell<TimelineRow> cell : list.cells()) {
      if (cell.top() <= y && y < cell.bottom()) {
        return cell instanceof MessageCell messageCell ? messageCell : null;
      }
    }
    return null;
  }

  /// Chooses the next or the previous of what can be opened in the chosen message.
  void stepInside(int direction) {
    List<Openable> targets = insideCurrent();
    if (!targets.isEmpty()) {
      inside = Math.clamp(inside + direction, -1, targets.size() - 1);
      markInside();
      notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }
  }

  /// Opens what is chosen in the chosen message.
  ///
  /// @return whether anything is
  boolean openInside() {
    List<Openable> targets = insideCurrent();
    if (inside < 0 || inside >= targets.size()) {
      return false;
    }
    targets.get(inside).open().run();
    return true;
  }

  private List<Openable> insideCurrent() {
    return keys.currentCell() instanceof MessageCell cell ? cell.targets() : List.of();
  }

  private void markInside() {
    List<Openable> targets = inside < 0 ? List.of() : insideCurrent();
    Openable target = inside >= 0 && inside < targets.size() ? targets.get(inside) : null;
    Node next = target == null ? null : target.node();
    showHint(target);
    if (marked != null) {
      marked.pseudoClassStateChanged(CHOSEN, false);
    }
    marked = next;
    if (next != null) {
      next.pseudoClassStateChanged(CHOSEN, true);
    }
  }

  /// Tells who chooses something with the keyboard what a pointer would be told.
  private void showHint(Openable target) {
    hint.hide();
    if (target != null && target.hint() != null) {
      Bounds place = target.node().localToScreen(target.node().getLayoutBounds());
      hint.setText(target.hint());
      hint.show(target.node(), place.getMinX(), place.getMaxY() + 4);
    }
  }

  TimelineViewModel timeline() {
    return timeline;
  }

  /// Whether rows that arrive may fade in, and the view may glide.
  public void setMotion(boolean enabled) {
    motion = enabled;
    list.setMotion(enabled);
  }

  private void go(ScrollTarget move) {
    moving = true;
    switch (move) {
      case ScrollTarget.ToEnd() -> list.jumpToEnd();
      case ScrollTarget.ToRow(Object key, double share, boolean focus) -> {
        list.jumpTo(key, getHeight() * share);
        if (focus) {
          list.setCurrentKey(key);
        }
      }
      case ScrollTarget.Back(Object key, double y) -> list.jumpTo(key, y);
    }
  }

  /// Scrolls by so many pixels; positive is towards older messages.
  public void scrollBy(double delta) {
    list.scrollBy(delta);
    showDay();
  }

  private void showDay() {
    fadeDay(1);
    dayStays.playFromStart();
  }

  private void fadeDay(double opacity) {
    fade(dayFade, opacity);
    fade(senderFade, opacity);
  }

  /// Each has one transition only, which goes on if it leads there already: while one scrolls, this
  /// is asked for with every pixel.
  private void fade(FadeTransition fade, double opacity) {
    if (fade.getToValue() == opacity) {
      return;
    }
    fade.stop();
    fade.setToValue(opacity);
    if (motion) {
      fade.play();
    } else {
      fade.getNode().setOpacity(opacity);
    }
  }

  private static FadeTransition hidden(Node node) {
    node.setOpacity(0);
    FadeTransition fade = new FadeTransition(Duration.millis(150), node);
    fade.setToValue(0);
    return fade;
  }

  /// A picture has arrived.
  public void avatarArrived(String avatarUrl) {
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
    if (list.rows().size() != rowsTold) {
      rowsTold = list.rows().size();
      notifyAccessibleAttributeChanged(AccessibleAttribute.ITEM_COUNT);
    }
    selection.texts().follow();
    placeholder.show(timeline.pages().state(), timeline.rows().isEmpty());
    if (cells.isEmpty()) {
      thumb.setVisible(false);
      toNewest.setVisible(false);
      toUnread.setVisible(false);
      back.setVisible(false);
      messageTools.hide();
      return;
    }
    Viewport viewport = Viewport.of(cells, list.getHeight());
    timeline.readMark().setAtEnd(list.isAtEnd());
    if (viewport.lastSeq() > 0
        && timeline.readMark().shown(viewport.firstSeq(), viewport.lastSeq())) {
      // Not put off by what comes meanwhile: who scrolls on has seen what he scrolls past.
      if (readPause.getStatus() != Animation.Status.RUNNING) {
        readPause.playFromStart();
      }
    }
    updatePills(viewport);
    updateDay(viewport);
    showTools();
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
    toNewest.setText(unread == 0 ? "" : tools.texts().say("timeline.pill.new", unread));
    toNewest.setAccessibleText(tools.texts().say("timeline.pill.latest"));
    int count = timeline.readMark().unreadAtVisit();
    unreadSeen |= timeline.readMark().isActive() && viewport.unreadLine();
    boolean above = timeline.unreadIsBefore(viewport.firstSeq());
    toUnread.setVisible(count > 0 && above && !unreadSeen);
    toUnread.setGraphic(Icon.ARROW_UP.node(15));
    toUnread.setText(tools.texts().say("timeline.pill.new", count));
    if (!moving) {
      timeline.waysBack().seen(viewport, list.isAtEnd());
    }
    back.setVisible(canGoBack());
  }

  private void updateDay(Viewport viewport) {
    LocalDate day = viewport.day(tools.labels());
    floatingDay.setText(day == null ? "" : tools.labels().day(day));
    floatingDay.setVisible(day != null && !viewport.dayLineAtTop());
    MessageCell cell = cellAt(SENDER_AT);
    floatingSender.show(
        cell != null && cell.hidesSender() && cell.row() instanceof MessageRow row
            ? row.message().content().sender()
            : null);
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
      seekPause.setOnFinished(_ -> timeline.showMessage(seq));
      seekPause.playFromStart();
    }
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case ITEM_COUNT -> list.rows().size();
      case ITEM_AT_INDEX -> list.cellAt((Integer) parameters[0]);
      // Where it is being scrolled to, it is not laid out yet.
      case FOCUS_ITEM -> marked == null ? list.cellAt(currentIndex()) : marked;
      case SELECTED_ITEMS ->
          FXCollections.observableArrayList(
              Stream.ofNullable((Node) list.cellAt(currentIndex())).toList());
      case MULTIPLE_SELECTION -> false;
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  private int currentIndex() {
    return list.currentKey() == null ? -1 : list.indexOf(list.currentKey());
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (action == AccessibleAction.SHOW_ITEM
        && parameters[0] instanceof RowCell<?> cell
        && cell.row() instanceof TimelineRow row) {
      list.jumpTo(row.key(), getHeight() / 3);
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }
}

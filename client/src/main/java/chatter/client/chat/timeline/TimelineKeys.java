package chatter.client.chat.timeline;

import chatter.client.chat.keys.Shortcut;
import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.message.ChatMessage;
import chatter.client.ui.LetterKeys;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.geometry.Side;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Keyboard and menu of the message list: Up and Down choose a message, Home, PageUp and PageDown
/// scroll, R answers, E edits, + reacts, Delete deletes, C and Ctrl+C copy, Left and Right go to
/// what can be opened in the message, Enter opens what is chosen there, with Shift the arrows
/// select, Ctrl+A selects all, the menu key or the right button shows what can be done.
final class TimelineKeys {
  private static final double PAGE_SHARE = 0.9;

  private final TimelineView view;
  private final AnchoredList<TimelineRow> list;
  private final MessageSelection selection;
  private final CellContext tools;
  private final ContextMenu menu = new ContextMenu();

  /// Whether the chosen message was chosen with the keyboard: who came by a click means to write
  /// when he types an R.
  private boolean byKeys;

  TimelineKeys(
      TimelineView view,
      AnchoredList<TimelineRow> list,
      MessageSelection selection,
      CellContext tools) {
    this.view = view;
    this.list = list;
    this.selection = selection;
    this.tools = tools;
    view.setOnKeyPressed(this::pressed);
    view.setOnContextMenuRequested(this::showMenu);
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::clicked);
  }

  /// Where the reader is, to come back to.
  ScrollTarget position() {
    for (RowCell<TimelineRow> cell : list.cells()) {
      if (cell.row().content() && cell.bottom() > 0) {
        return new ScrollTarget.Back(cell.row().key(), cell.top());
      }
    }
    return new ScrollTarget.ToEnd();
  }

  /// The cell of the chosen message; null if there is none in view.
  RowCell<TimelineRow> currentCell() {
    return list.cells().stream()
        .filter(cell -> cell.row().key().equals(list.currentKey()))
        .findFirst()
        .orElse(null);
  }

  private void pressed(KeyEvent key) {
    if (view.timeline() == null) {
      return;
    }
    if ((key.isShiftDown() && select(key)) || command(key)) {
      key.consume();
    }
  }

  private boolean command(KeyEvent key) {
    if (key.isShortcutDown() && !key.isAltDown()) {
      return (LetterKeys.is(KeyCode.C, key) && copy())
          || (Shortcut.SELECT_ALL.matches(key) && selectAll());
    }
    return !key.isControlDown() && !key.isMetaDown() && !key.isAltDown() && plain(key);
  }

  /// What the arrow keys do with Shift: Left and Right take characters, with Ctrl (on macOS Alt)
  /// words, Up and Down messages.
  private boolean select(KeyEvent key) {
    boolean more = key.isControlDown() || key.isAltDown();
    boolean forward = key.getCode() == KeyCode.RIGHT || key.getCode() == KeyCode.DOWN;
    switch (key.getCode()) {
      case LEFT, RIGHT -> reach(selection.texts().step(forward, more, chosen()));
      case UP, DOWN -> {
        if (more || key.isMetaDown()) {
          return false;
        }
        reach(selection.texts().stepRow(forward, chosen()));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// The chosen message, or else the lowest one in view, to begin a selection with.
  private Object chosen() {
    if (list.currentKey() == null && !list.rows().isEmpty()) {
      return list.rows().get(lowestVisible()).key();
    }
    return list.currentKey();
  }

  /// Chooses the message in which the selection ends now.
  private void reach(Object key) {
    int index = key == null || key.equals(list.currentKey()) ? -1 : list.indexOf(key);
    if (index >= 0) {
      choose(index);
    }
  }

  private boolean selectAll() {
    selection.texts().selectAll();
    return true;
  }

  /// Whether a letter is a command just now.
  boolean takesLetter(KeyEvent key) {
    return view.isFocused() && byKeys && list.currentKey() != null && letterOf(key) != null;
  }

  /// What a letter does with a message; null if it does nothing.
  private Consumer<MessageRow> letterOf(KeyEvent key) {
    MessageActions actions = tools.actions();
    if (Shortcut.REPLY.matches(key)) {
      return this::reply;
    } else if (Shortcut.COPY.matches(key)) {
      return _ -> copy();
    } else if (Shortcut.EDIT.matches(key)) {
      return row -> {
        if (actions.rights(row).edit()) {
          actions.edit(row);
        }
      };
    } else if (Shortcut.REACT.matches(key)) {
      return row -> {
        if (actions.rights(row).react()) {
          actions.chooseReaction(row, anchor(row));
        }
      };
    }
    return null;
  }

  /// Copies what is selected, or else the chosen message.
  ///
  /// @return whether there is either
  private boolean copy() {
    return selection.copy()
        || withCurrent(row -> {
          if (!row.message().gone()) {
            tools.actions().copy(row);
          }
        });
  }

  private boolean plain(KeyEvent key) {
    if (takesLetter(key)) {
      return withCurrent(letterOf(key));
    }
    if (Shortcut.DELETE.matches(key)) {
      return byKeys && withCurrent(this::delete);
    }
    if (Shortcut.MORE.matches(key)) {
      return withCurrent(this::showMenu);
    }
    switch (key.getCode()) {
      case UP -> {
        selection.texts().clear();
        step(-1);
      }
      case DOWN -> {
        selection.texts().clear();
        step(1);
      }
      case ESCAPE -> {
        boolean any = !selection.texts().isEmpty();
        selection.texts().clear();
        return any;
      }
      case LEFT -> view.stepInside(-1);
      case RIGHT -> view.stepInside(1);
      case PAGE_UP -> view.scrollBy(list.getHeight() * PAGE_SHARE);
      case PAGE_DOWN -> view.scrollBy(-list.getHeight() * PAGE_SHARE);
      case HOME -> view.timeline().showOldest();
      case ENTER -> {
        if (currentCell() instanceof NoticeCell notice) {
          notice.expand();
          return true;
        }
        return withCurrent(this::open);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void reply(MessageRow row) {
    if (tools.actions().rights(row).reply()) {
      tools.actions().reply(row);
    }
  }

  private void delete(MessageRow row) {
    if (tools.actions().rights(row).delete()) {
      tools.actions().delete(row);
    }
  }

  private boolean withCurrent(Consumer<MessageRow> action) {
    int index = list.currentKey() == null ? -1 : list.indexOf(list.currentKey());
    if (index >= 0 && list.rows().get(index) instanceof MessageRow row) {
      action.accept(row);
      return true;
    }
    return false;
  }

  /// What is chosen inside the message; otherwise its first link.
  private void open(MessageRow row) {
    if (view.openInside()) {
      return;
    }
    List<URI> links = links(row);
    if (!links.isEmpty()) {
      tools.actions().open(links.getFirst());
    }
  }

  /// Chooses the next message up or down; the first time, the lowest one in view.
  private void step(int direction) {
    int index = list.currentKey() == null ? -1 : list.indexOf(list.currentKey());
    if (index < 0) {
      index = lowestVisible() - direction;
    }
    do {
      index += direction;
    } while (index >= 0 && index < list.rows().size() && !list.rows().get(index).content());
    if (index >= 0 && index < list.rows().size()) {
      choose(index);
    }
  }

  /// Chooses the lowest message in view, if none is chosen.
  void chooseSome() {
    if (list.currentKey() == null && !list.rows().isEmpty()) {
      step(-1);
    }
    byKeys = true;
  }

  /// Puts the keyboard at a message, if it is loaded.
  void chooseKey(Object key) {
    int index = list.indexOf(key);
    if (index >= 0) {
      view.requestFocus();
      choose(index);
    }
  }

  private int lowestVisible() {
    List<RowCell<TimelineRow>> cells = list.cells();
    for (int i = cells.size() - 1; i >= 0; i--) {
      if (cells.get(i).row().content() && cells.get(i).bottom() <= list.getHeight() + 1) {
        return list.firstIndex() + i;
      }
    }
    return list.rows().size() - 1;
  }

  private void choose(int index) {
    byKeys = true;
    list.setCurrentKey(list.rows().get(index).key());
    reveal();
    view.notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
  }

  /// Scrolls as little as needed to have the chosen message in view.
  private void reveal() {
    RowCell<TimelineRow> cell = currentCell();
    if (cell != null) {
      if (cell.top() < 0) {
        view.scrollBy(-cell.top());
      } else if (cell.bottom() > list.getHeight()) {
        view.scrollBy(list.getHeight() - cell.bottom());
      }
    } else {
      list.jumpTo(list.currentKey(), list.getHeight() / 2);
    }
  }

  private void clicked(MouseEvent click) {
    menu.hide();
    if (click.getButton() == MouseButton.PRIMARY) {
      byKeys = false;
      view.requestFocus();
      list.setCurrentKey(null);
    }
  }

  private void showMenu(ContextMenuEvent event) {
    if (!event.isKeyboardTrigger()) {
      for (RowCell<TimelineRow> cell : list.cells()) {
        if (cell.contains(cell.sceneToLocal(event.getSceneX(), event.getSceneY()))) {
          byKeys = false;
          list.setCurrentKey(cell.row().key());
        }
      }
    }
    withCurrent(row -> {
      if (event.isKeyboardTrigger()) {
        showMenu(row);
      } else {
        showMenu(row, event.getScreenX(), event.getScreenY());
      }
    });
    event.consume();
  }

  /// On the chosen message.
  private void showMenu(MessageRow row) {
    if (currentCell() != null) {
      Point2D corner = currentCell().localToScreen(40, 20);
      showMenu(row, corner.getX(), corner.getY());
    }
  }

  private void showMenu(MessageRow row, double x, double y) {
    menu.getItems().setAll(items(row));
    if (!menu.getItems().isEmpty()) {
      menu.show(view, x, y);
    }
  }

  /// Shows what can be done with a message, below a node.
  void showMenu(MessageRow row, Node below) {
    menu.getItems().setAll(items(row));
    menu.show(below, Side.BOTTOM, 0, 0);
  }

  private List<MenuItem> items(MessageRow row) {
    MessageActions actions = tools.actions();
    MessageActions.Rights rights = actions.rights(row);
    List<MenuItem> items = new ArrayList<>();
    if (row.message().delivery() == ChatMessage.Delivery.FAILED
        || MessageCell.refused(row.message())) {
      items.add(item("message.retry", () -> actions.retry(row)));
      items.add(item("message.discard", () -> actions.discard(row)));
    }
    if (MessageCell.undoable(row.message())) {
      items.add(item("message.undo", () -> actions.undoDelete(row)));
    }
    add(items, rights.react(), "message.react", () -> actions.chooseReaction(row, anchor(row)));
    boolean reacted = row.message().stored() && !row.message().content().reactions().isEmpty();
    add(
        items,
        reacted && !row.message().gone(),
        "message.whoReacted",
        () -> actions.showReacted(row, null, anchor(row)));
    add(items, rights.reply(), "message.reply", () -> actions.reply(row));
    add(items, rights.edit(), "message.edit", () -> actions.edit(row));
    add(items, selection.texts().holds(row), "message.copySelection", selection::copy);
    add(items, !row.message().gone(), "message.copy", () -> actions.copy(row));
    add(items, rights.link(), "message.copyLink", () -> actions.copyLink(row));
    if (rights.pin()) {
      boolean on = !row.message().content().pinned();
      items.add(item(on ? "message.pin" : "message.unpin", () -> actions.pin(row, on)));
    }
    add(items, rights.unread(), "message.markUnread", () -> actions.markUnread(row));
    add(items, rights.versions(), "message.versions", () -> actions.showVersions(row));
    for (URI link : links(row)) {
      items.add(item("message.openLink", () -> actions.open(link)));
      items.add(item("message.copyAddress", () -> actions.copy(link.toString())));
    }
    add(items, rights.delete(), "message.delete", () -> actions.delete(row));
    return items;
  }

  private void add(List<MenuItem> items, boolean may, String key, Runnable action) {
    if (may) {
      items.add(item(key, action));
    }
  }

  /// What a sheet about a message stands beside.
  private Node anchor(MessageRow row) {
    return list.cells().stream()
        .filter(cell -> cell.row().key().equals(row.key()))
        .map(cell -> cell.lookup(".bubble"))
        .findFirst()
        .orElse(view);
  }

  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(tools.texts().say(key));
    item.setOnAction(_ -> action.run());
    return item;
  }

  private List<URI> links(MessageRow row) {
    return tools.shown(row.message()).links();
  }
}

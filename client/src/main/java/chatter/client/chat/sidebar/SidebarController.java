package chatter.client.chat.sidebar;

import chatter.client.chat.keys.Shortcut;
import chatter.client.chat.list.RowList;
import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Visibility;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiLine;
import chatter.shared.protocol.AccountInfo;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The conversations, at the left, and what leads to any by a few letters.
public final class SidebarController {
  private static final double PICTURE = 32;

  /// In a button of so many pixels the key that does the same can stand beside its words.
  private static final double ROOM_FOR_KEY = 200;

  /// How high a conversation's row is.
  private static final double ROW = 58;

  private static final double EMOJI = 15;

  /// Where the list leads.
  public interface Actions extends ConversationMenu.Actions {
    /// Shows a conversation.
    void open(long conversation);

    /// Lets one go to any by a few letters.
    void find();

    /// Lets one choose between a new room and those there are.
    ///
    /// @param beside where to show the choice
    void addRoom(Node beside);

    /// Begins a talk with some people.
    void newDirect();

    /// Opens the drawer.
    void menu();
  }

  private final SidebarViewModel model;
  private final AvatarImages avatars;
  private final EmojiImages emoji;
  private final Actions actions;
  private final ConversationMenu conversationMenu;
  private final RowList<SidebarEntry> entries = new RowList<>();
  private final ListView<SidebarEntry> list = new ListView<>(entries);
  private final ContextMenu context = new ContextMenu();
  private final Avatar picture = new Avatar(PICTURE);
  private final EmojiLine myName;
  private AccountInfo me;

  /// The number of the conversation that the keyboard is at, or the section at whose heading it is;
  /// null for neither.
  private Object chosen;

  @FXML private VBox sidebar;
  @FXML private Button menu;
  @FXML private Button find;
  @FXML private Label findKey;
  @FXML private VBox listPlace;
  @FXML private HBox self;
  @FXML private VBox selfWords;
  @FXML private Label place;

  public SidebarController(
      SidebarViewModel model, AvatarImages avatars, EmojiImages emoji, Actions actions) {
    this.model = model;
    this.avatars = avatars;
    this.emoji = emoji;
    this.actions = actions;
    conversationMenu = new ConversationMenu(model.texts(), actions);
    myName = new EmojiLine(emoji, "self-name", EMOJI);
  }

  @FXML
  void initialize() {
    menu.setGraphic(Icon.MENU.node(20));
    menu.setOnAction(_ -> actions.menu());
    sidebar.managedProperty().bind(sidebar.visibleProperty());
    find.setGraphic(Icon.SEARCH.node(16));
    find.setOnAction(_ -> actions.find());
    findKey.setText(Shortcut.FIND.shown().getFirst().replace("+", " "));
    findKey.visibleProperty().bind(find.widthProperty().greaterThan(ROOM_FOR_KEY));
    list.setId("conversations");
    list.getStyleClass().add("sidebar-list");
    list.setAccessibleText(model.texts().say("room.back"));
    list.setCellFactory(_ -> new SidebarCell(model.texts(), avatars, emoji, this::begin));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInList);
    list.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    list.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::showMenu);
    VBox.setVgrow(list, Priority.ALWAYS);
    listPlace.getChildren().add(list);
    self.getChildren().addFirst(picture);
    selfWords.getChildren().addFirst(myName);
    self.setVisible(false);
    Visibility.when(place, place.textProperty().isNotEmpty());
    model.conversations().addListener((ListChangeListener<ConversationSummary>) _ -> fill());
    fill();
  }

  /// Says what the chat is called.
  public void setTitle(String name) {
    place.setText(name);
  }

  /// Says who reads here.
  public void setMe(AccountInfo account) {
    if (account != null && account.equals(me)) {
      return;
    }
    me = account;
    self.setVisible(account != null);
    if (account != null) {
      myName.setText(account.name());
      picture.showInitials(account.id(), account.name());
      picture.setPicture(avatars.get(account.avatarUrl()));
    }
  }

  /// Whether the reader is connected, as the others see it.
  public void setOnline(boolean online) {
    picture.setOnline(online);
  }

  private void fill() {
    entries.splice(0, entries.size(), SidebarEntry.of(model.conversations()));
    choose(indexOf(chosen));
  }

  private int indexOf(Object key) {
    return IntStream.range(0, entries.size())
        .filter(i -> keyOf(entries.get(i)).equals(key))
        .findFirst()
        .orElse(-1);
  }

  private static Object keyOf(SidebarEntry entry) {
    return switch (entry) {
      case SidebarEntry.Conversation(ConversationSummary summary) -> summary.id();
      case SidebarEntry.Heading(ConversationSummary.Section section) -> section;
    };
  }

  private void choose(int index) {
    if (index < 0) {
      list.getSelectionModel().clearSelection();
    } else if (list.getSelectionModel().getSelectedIndex() != index) {
      list.getSelectionModel().clearAndSelect(index);
      list.getFocusModel().focus(index);
    }
  }

  private void begin(ConversationSummary.Section section, Node button) {
    if (section == ConversationSummary.Section.DIRECT) {
      actions.newDirect();
    } else {
      actions.addRoom(button);
    }
  }

  private void pressedInList(KeyEvent key) {
    if (key.isShortcutDown() || key.isAltDown()) {
      return;
    }
    int at = list.getSelectionModel().getSelectedIndex();
    int page = Math.max(1, (int) (list.getHeight() / ROW) - 1);
    switch (key.getCode()) {
      case UP -> step(at - 1, -1);
      case DOWN -> step(at + 1, 1);
      case PAGE_UP -> step(Math.max(0, at - page), at - page <= 0 ? 1 : -1);
      case PAGE_DOWN -> step(Math.min(entries.size() - 1, at + page), 1);
      case HOME -> step(0, 1);
      case END -> step(entries.size() - 1, -1);
      case ENTER, SPACE -> {
        if (at >= 0 && entries.get(at) instanceof SidebarEntry.Heading) {
          beginAt(at);
        } else if (at >= 0) {
          open(at);
        }
      }
      default -> {
        return;
      }
    }
    key.consume();
  }

  /// The nearest conversation from there on, or heading with which something can be begun; -1 if
  /// there is none.
  private int next(int from, int direction) {
    for (int i = from; i >= 0 && i < entries.size(); i += direction) {
      if (!(entries.get(i) instanceof SidebarEntry.Heading(var section))
          || section != ConversationSummary.Section.STARRED) {
        return i;
      }
    }
    return -1;
  }

  private void step(int from, int direction) {
    int index = next(from, direction);
    if (index >= 0) {
      chosen = keyOf(entries.get(index));
      choose(index);
      reveal(index);
    }
  }

  /// Scrolls only if it is not in view.
  private void reveal(int index) {
    Bounds view = list.localToScene(list.getLayoutBounds());
    boolean seen =
        list.lookupAll(".sidebar-cell").stream()
            .map(SidebarCell.class::cast)
            .filter(cell -> !cell.isEmpty() && cell.getIndex() == index)
            .anyMatch(cell -> view.contains(cell.localToScene(cell.getLayoutBounds())));
    if (!seen) {
      list.scrollTo(Math.max(0, index - 1));
    }
  }

  private void open(int index) {
    if (entries.get(index) instanceof SidebarEntry.Conversation(ConversationSummary summary)) {
      chosen = summary.id();
      actions.open(summary.id());
    }
  }

  /// Begins what the heading of a section is for.
  private void beginAt(int index) {
    list.lookupAll(".sidebar-cell").stream()
        .map(SidebarCell.class::cast)
        .filter(cell -> !cell.isEmpty() && cell.isVisible() && cell.getIndex() == index)
        .findFirst()
        .ifPresent(cell -> cell.begin().fire());
  }

  private void clicked(MouseEvent click) {
    SidebarCell cell = cellAt(click);
    if (click.getButton() == MouseButton.PRIMARY && cell != null) {
      open(cell.getIndex());
    }
  }

  private static SidebarCell cellAt(Event event) {
    Node at = event.getTarget() instanceof Node node ? node : null;
    while (at != null && !(at instanceof SidebarCell)) {
      at = at.getParent();
    }
    return at instanceof SidebarCell cell && !cell.isEmpty() ? cell : null;
  }

  private void showMenu(ContextMenuEvent event) {
    SidebarCell cell = cellAt(event);
    int index =
        event.isKeyboardTrigger() || cell == null
            ? list.getSelectionModel().getSelectedIndex()
            : cell.getIndex();
    if (index >= 0
        && index < entries.size()
        && entries.get(index) instanceof SidebarEntry.Conversation(ConversationSummary summary)) {
      context.getItems().setAll(conversationMenu.items(summary));
      context.show(list, event.getScreenX(), event.getScreenY());
    }
    event.consume();
  }

  /// Puts the keyboard into the list, at the conversation that is open.
  public void focus() {
    model.conversations().stream()
        .filter(ConversationSummary::open)
        .findFirst()
        .ifPresent(open -> chosen = open.id());
    choose(indexOf(chosen));
    if (list.getSelectionModel().isEmpty()) {
      menu.requestFocus();
    } else {
      list.requestFocus();
    }
  }

  /// How wide it is beside a room.
  public double width() {
    return sidebar.getPrefWidth() > 0 ? sidebar.getPrefWidth() : sidebar.getWidth();
  }

  public void setVisible(boolean visible) {
    sidebar.setVisible(visible);
  }

  /// Takes the keyboard, if it is in view.
  public boolean takeFocus() {
    if (sidebar.isVisible()) {
      focus();
    }
    return sidebar.isVisible();
  }

  /// Whether the keyboard is here. The cells of a list count as focused while their list is not, so
  /// the nodes' own answer is of no use.
  public boolean hasFocus() {
    Node at = sidebar.getScene() == null ? null : sidebar.getScene().getFocusOwner();
    while (at != null && !at.equals(sidebar)) {
      at = at.getParent();
    }
    return at != null;
  }

  /// A picture has arrived.
  public void avatarArrived() {
    list.refresh();
    AccountInfo account = me;
    me = null;
    setMe(account);
  }
}

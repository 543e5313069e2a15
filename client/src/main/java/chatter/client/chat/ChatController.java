package chatter.client.chat;

import chatter.client.chat.composer.ComposerController;
import chatter.client.chat.sidebar.SidebarController;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The chat screen: header, messages, typing line; with the sidebar at the left and the composer at
/// the bottom.
public final class ChatController {
  /// Up to this width either the list of conversations shows or the room, as on the page.
  static final double NARROW = 700;

  /// Up to this width the list of conversations is less wide, as on the page.
  private static final double MEDIUM = 900;

  private static final PseudoClass NARROW_LAYOUT = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass MEDIUM_LAYOUT = PseudoClass.getPseudoClass("medium");

  /// On macOS Alt and an arrow move the cursor from word to word.
  private static final KeyCombination BACK =
      KeyCombination.valueOf(
          System.getProperty("os.name", "").startsWith("Mac")
              ? "shortcut+OPEN_BRACKET"
              : "alt+LEFT");

  private final ChatViewModel chat;
  private final TimelineView timeline;
  private final ChatScreen.Callbacks callbacks;
  private final BooleanProperty mayInvite = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper covered = new ReadOnlyBooleanWrapper();
  private final Avatar picture = new Avatar(40);
  private boolean narrow;
  private boolean listShown;
  @FXML private HBox root;
  @FXML private VBox conversation;
  @FXML private Button roomBack;
  @FXML private StackPane roomPicture;
  @FXML private Label title;
  @FXML private Label members;
  @FXML private HBox connectionBar;
  @FXML private Label connectionText;
  @FXML private Button tryNow;
  @FXML private Button startAgain;
  @FXML private HBox aloneBar;
  @FXML private Button showCode;
  @FXML private Button roomInvite;
  @FXML private StackPane timelinePlace;
  @FXML private Label notice;
  @FXML private Label typing;
  @FXML private SidebarController sidebarController;
  @FXML private ComposerController composerController;

  ChatController(ChatViewModel chat, TimelineView timeline, ChatScreen.Callbacks callbacks) {
    this.chat = chat;
    this.timeline = timeline;
    this.callbacks = callbacks;
  }

  @FXML
  void initialize() {
    roomBack.setGraphic(Icon.ARROW_LEFT.node(20));
    roomBack.setOnAction(_ -> showList(true));
    roomBack.managedProperty().bind(roomBack.visibleProperty());
    conversation.managedProperty().bind(conversation.visibleProperty());
    sidebarController.setOnOpenRoom(() -> showList(false));
    connectionText.setGraphic(Icon.WIFI_OFF.node(15));
    tryNow.setOnAction(_ -> chat.tryNow());
    tryNow.visibleProperty().bind(chat.connection().retryableProperty());
    tryNow.managedProperty().bind(tryNow.visibleProperty());
    startAgain.setOnAction(_ -> callbacks.startHosting().run());
    startAgain.visibleProperty().bind(chat.connection().startableProperty());
    startAgain.managedProperty().bind(startAgain.visibleProperty());
    connectionText.textProperty().bind(chat.connection().textProperty());
    connectionBar.visibleProperty().bind(connectionText.textProperty().isNotEmpty());
    connectionBar.managedProperty().bind(connectionBar.visibleProperty());
    aloneBar.visibleProperty().bind(chat.headCount().aloneProperty().and(mayInvite));
    aloneBar.managedProperty().bind(aloneBar.visibleProperty());
    roomInvite.setGraphic(Icon.USER_PLUS.node(20));
    roomInvite.setTooltip(new Tooltip(chat.texts().say("room.invite")));
    roomInvite.setOnAction(_ -> callbacks.invite().run());
    roomInvite.visibleProperty().bind(mayInvite);
    roomInvite.managedProperty().bind(mayInvite);
    showCode.setOnAction(_ -> callbacks.invite().run());
    notice.textProperty().bind(chat.noticeProperty());
    notice.visibleProperty().bind(notice.textProperty().isNotEmpty());
    notice.managedProperty().bind(notice.visibleProperty());
    members.textProperty().bind(chat.headCount().textProperty());
    roomPicture.getChildren().add(picture);
    timelinePlace.getChildren().add(timeline);
    chat.openProperty().subscribe(this::show);
    root.widthProperty().subscribe(width -> fit(width.doubleValue()));
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressedAfterAll);
  }

  private void show(OpenConversation open) {
    composerController.show(
        open == null ? null : open.composer(), open == null ? "" : open.title());
    timeline.show(open == null ? null : open.timeline());
    typing.textProperty().unbind();
    if (open == null) {
      typing.setText("");
    } else {
      typing.textProperty().bind(open.typing().textProperty());
    }
    title.setText(open == null ? "" : open.title());
    picture.setVisible(open != null);
    timeline.setAccessibleText(
        open == null ? "" : chat.texts().say("timeline.label", open.title()));
    if (open != null) {
      picture.showIcon(open.id(), Icon.HASH);
    }
  }

  private void fit(double width) {
    narrow = width <= NARROW;
    root.pseudoClassStateChanged(NARROW_LAYOUT, narrow);
    root.pseudoClassStateChanged(MEDIUM_LAYOUT, !narrow && width <= MEDIUM);
    arrange();
  }

  /// In a narrow window either the list of conversations is there or the room, and the other is out
  /// of reach.
  private void arrange() {
    sidebarController.setVisible(!narrow || listShown);
    conversation.setVisible(!narrow || !listShown);
    roomBack.setVisible(narrow);
    covered.set(narrow && listShown);
  }

  private void showList(boolean shown) {
    listShown = shown;
    arrange();
    if (covered.get()) {
      sidebarController.focus();
    } else {
      composerController.focus();
    }
  }

  private void pressed(KeyEvent key) {
    if (BACK.match(key) && narrow && !listShown) {
      showList(true);
      key.consume();
    }
  }

  /// Escape that nothing else had a use for goes back to the list, as on a phone.
  private void pressedAfterAll(KeyEvent key) {
    if (key.getCode() == KeyCode.ESCAPE && narrow && !listShown) {
      showList(true);
      key.consume();
    }
  }

  /// Whether the list of conversations is where the room would be, so that nobody sees the room.
  ReadOnlyBooleanProperty coveredProperty() {
    return covered.getReadOnlyProperty();
  }

  /// Whether the reader may invite others.
  void setMayInvite(boolean may) {
    mayInvite.set(may);
  }

  /// Puts the keyboard into what stands at the left; where there is none, the caller goes on.
  ///
  /// @return whether it has it
  boolean focusSidebar() {
    return sidebarController.takeFocus();
  }

  ComposerController composer() {
    return composerController;
  }

  SidebarController sidebar() {
    return sidebarController;
  }
}

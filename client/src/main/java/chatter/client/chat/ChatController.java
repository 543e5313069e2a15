package chatter.client.chat;

import chatter.client.ui.Avatar;
import chatter.client.ui.Icon;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// The chat screen: header, messages, typing line; with the sidebar at the left and the composer at
/// the bottom.
public final class ChatController {
  /// Below this width the sidebar makes room for the conversation.
  static final double NARROW = 700;

  private static final PseudoClass NARROW_LAYOUT = PseudoClass.getPseudoClass("narrow");

  private final ChatViewModel chat;
  private final TimelineView timeline;
  private final ChatScreen.Upward upward;
  private final BooleanProperty mayInvite = new SimpleBooleanProperty();
  private final Avatar picture = new Avatar(40);
  @FXML private HBox root;
  @FXML private Button narrowMenu;
  @FXML private StackPane roomPicture;
  @FXML private Label title;
  @FXML private Label members;
  @FXML private HBox connectionBar;
  @FXML private Label connectionText;
  @FXML private Button tryNow;
  @FXML private Button startAgain;
  @FXML private HBox aloneBar;
  @FXML private Button showCode;
  @FXML private StackPane timelinePlace;
  @FXML private Label notice;
  @FXML private Label typing;
  @FXML private SidebarController sidebarController;
  @FXML private ComposerController composerController;

  ChatController(ChatViewModel chat, TimelineView timeline, ChatScreen.Upward upward) {
    this.chat = chat;
    this.timeline = timeline;
    this.upward = upward;
  }

  @FXML
  void initialize() {
    narrowMenu.setGraphic(Icon.MENU.node(20));
    narrowMenu.setOnAction(_ -> upward.menu().run());
    narrowMenu.managedProperty().bind(narrowMenu.visibleProperty());
    connectionText.setGraphic(Icon.WIFI_OFF.node(15));
    tryNow.setOnAction(_ -> chat.tryNow());
    tryNow.visibleProperty().bind(chat.connection().retryableProperty());
    tryNow.managedProperty().bind(tryNow.visibleProperty());
    startAgain.setOnAction(_ -> upward.startHosting().run());
    startAgain.visibleProperty().bind(chat.connection().startableProperty());
    startAgain.managedProperty().bind(startAgain.visibleProperty());
    connectionText.textProperty().bind(chat.connection().textProperty());
    connectionBar.visibleProperty().bind(connectionText.textProperty().isNotEmpty());
    connectionBar.managedProperty().bind(connectionBar.visibleProperty());
    aloneBar.visibleProperty().bind(chat.headCount().aloneProperty().and(mayInvite));
    aloneBar.managedProperty().bind(aloneBar.visibleProperty());
    showCode.setOnAction(_ -> upward.invite().run());
    notice.textProperty().bind(chat.noticeProperty());
    notice.visibleProperty().bind(notice.textProperty().isNotEmpty());
    notice.managedProperty().bind(notice.visibleProperty());
    typing.textProperty().bind(chat.typing().textProperty());
    members.textProperty().bind(chat.headCount().textProperty());
    roomPicture.getChildren().add(picture);
    timelinePlace.getChildren().add(timeline);
    chat.openProperty().subscribe(this::show);
    root.widthProperty().subscribe(width -> setNarrow(width.doubleValue() < NARROW));
    root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
  }

  private void show(OpenConversation open) {
    timeline.show(open == null ? null : open.timeline());
    title.setText(open == null ? "" : open.title());
    picture.setVisible(open != null);
    if (open != null) {
      picture.showIcon(open.id(), Icon.HASH);
    }
  }

  private void setNarrow(boolean narrow) {
    root.pseudoClassStateChanged(NARROW_LAYOUT, narrow);
    sidebarController.setVisible(!narrow);
    narrowMenu.setVisible(narrow);
  }

  /// A letter typed while no field has the focus belongs into the composer.
  private void typed(KeyEvent key) {
    Node owner = root.getScene().getFocusOwner();
    boolean elsewhere = owner instanceof TextInputControl || owner instanceof ButtonBase;
    boolean letter =
        !key.getCharacter().isEmpty()
            && !Character.isISOControl(key.getCharacter().codePointAt(0))
            && !key.isControlDown()
            && !key.isMetaDown()
            && !key.isAltDown();
    if (!elsewhere && letter && !timeline.hasCurrent()) {
      composerController.type(key.getCharacter());
      key.consume();
    }
  }

  /// Whether the reader may invite others.
  void setMayInvite(boolean may) {
    mayInvite.set(may);
  }

  ComposerController composer() {
    return composerController;
  }

  SidebarController sidebar() {
    return sidebarController;
  }
}

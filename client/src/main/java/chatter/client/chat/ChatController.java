package chatter.client.chat;

import chatter.client.chat.composer.ComposerController;
import chatter.client.chat.keys.Shortcut;
import chatter.client.chat.search.SearchPanel;
import chatter.client.chat.sidebar.ConversationFace;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.PresenceWords;
import chatter.client.chat.sidebar.SidebarController;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.ui.Avatar;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Icon;
import chatter.client.ui.Visibility;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The chat screen: header, pinned message, messages, typing line; with the sidebar at the left,
/// the composer at the bottom, and perhaps a panel at the right.
public final class ChatController {
  /// Up to this width either the list of conversations shows or the room, as on the page.
  static final double NARROW = 700;

  /// Up to this width the list of conversations is less wide, as on the page.
  private static final double MEDIUM = 900;

  /// How wide the panel is that stands beside the room.
  private static final double PANEL = 340;

  /// So much the room keeps beside a panel; otherwise the panel takes its place.
  private static final double ROOM = 380;

  private static final PseudoClass NARROW_LAYOUT = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass MEDIUM_LAYOUT = PseudoClass.getPseudoClass("medium");

  private final ChatViewModel chat;
  private final TimelineView timeline;
  private final ChatScreen.Callbacks callbacks;
  private final AvatarImages avatars;
  private final PinBar pinBar;
  private final Header header;
  private final PresenceWords presence;
  private final BooleanProperty inLobby = new SimpleBooleanProperty();
  private final BooleanProperty mayInvite = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper covered = new ReadOnlyBooleanWrapper();
  private final Avatar picture = new Avatar(40);

  /// Over the messages while something is held over them that can be sent.
  private final Label dropTarget = new Label();

  private Subscription watching = Subscription.EMPTY;
  private Region panel;

  /// The conversation being shown; 0 for none.
  private long shown;

  private boolean narrow;
  private boolean listShown;
  @FXML private HBox root;
  @FXML private VBox conversation;
  @FXML private Button roomBack;
  @FXML private StackPane roomPicture;
  @FXML private Label title;
  @FXML private Label members;
  @FXML private Label topic;
  @FXML private Button roomSearch;
  @FXML private Button roomFiles;
  @FXML private Button roomMembers;
  @FXML private Button roomMore;
  @FXML private StackPane panelPlace;
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

  /// What the buttons of the header do.
  interface Header {
    /// Shows who is in the conversation, or no more.
    void members();

    /// Looks for messages, or no more.
    void search();

    /// Shows what was shared in the conversation, or no more.
    void files();

    /// Shows what can be done with it, below a node.
    void more(ConversationSummary conversation, Node below);
  }

  ChatController(
      ChatViewModel chat,
      TimelineView timeline,
      ChatScreen.Callbacks callbacks,
      AvatarImages avatars,
      PinBar pinBar,
      Header header) {
    this.chat = chat;
    this.timeline = timeline;
    this.callbacks = callbacks;
    this.avatars = avatars;
    this.pinBar = pinBar;
    this.header = header;
    presence = new PresenceWords(chat.texts(), chat.labels());
  }

  @FXML
  void initialize() {
    roomBack.setGraphic(Icon.ARROW_LEFT.node(20));
    roomBack.setOnAction(_ -> showList(true));
    roomBack.managedProperty().bind(roomBack.visibleProperty());
    conversation.managedProperty().bind(conversation.visibleProperty());
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
    Visibility.when(roomInvite, mayInvite.and(inLobby));
    showCode.setOnAction(_ -> callbacks.invite().run());
    notice.textProperty().bind(chat.noticeProperty());
    notice.visibleProperty().bind(notice.textProperty().isNotEmpty());
    notice.managedProperty().bind(notice.visibleProperty());
    members.managedProperty().bind(members.visibleProperty());
    Visibility.when(topic, topic.textProperty().isNotEmpty());
    chat.headCount().textProperty().subscribe(_ -> showHead());
    roomSearch.setGraphic(Icon.SEARCH.node(20));
    roomSearch.setTooltip(new Tooltip(chat.texts().say("search.title")));
    roomSearch.setOnAction(_ -> header.search());
    roomFiles.setGraphic(Icon.FILE.node(20));
    roomFiles.setTooltip(new Tooltip(chat.texts().say("conversation.files")));
    roomFiles.setOnAction(_ -> header.files());
    roomFiles.managedProperty().bind(roomFiles.visibleProperty());
    roomMembers.setGraphic(Icon.USERS.node(20));
    roomMembers.setTooltip(new Tooltip(chat.texts().say("conversation.members")));
    roomMembers.setOnAction(_ -> header.members());
    roomMore.setGraphic(Icon.ELLIPSIS_VERTICAL.node(20));
    roomMore.setTooltip(new Tooltip(chat.texts().say("conversation.menu")));
    roomMore.setOnAction(_ -> summary().ifPresent(now -> header.more(now, roomMore)));
    conversation.getChildren().add(1, pinBar);
    panelPlace.managedProperty().bind(panelPlace.visibleProperty());
    panelPlace.setVisible(false);
    chat.sidebar()
        .conversations()
        .addListener((ListChangeListener<ConversationSummary>) _ -> showHead());
    roomPicture.getChildren().add(picture);
    timelinePlace.getChildren().add(timeline);
    dropTarget.setGraphic(Icon.PAPERCLIP.node(28));
    dropTarget.getStyleClass().add("drop-target");
    dropTarget.setWrapText(true);
    dropTarget.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    dropTarget.setMouseTransparent(true);
    dropTarget.setVisible(false);
    timelinePlace.getChildren().add(dropTarget);
    conversation.setOnDragOver(this::dragged);
    conversation.setOnDragExited(_ -> dropTarget.setVisible(false));
    conversation.setOnDragDropped(drop -> {
      dropTarget.setVisible(false);
      drop.setDropCompleted(composerController.takeFiles(drop.getDragboard()));
      drop.consume();
    });
    chat.openProperty().subscribe(this::show);
    chat.connection().awayProperty().subscribe(away -> sidebarController.setOnline(!away));
    root.widthProperty().subscribe(width -> fit(width.doubleValue()));
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressedAfterAll);
  }

  private void dragged(DragEvent drag) {
    Dragboard content = drag.getDragboard();
    if ((content.hasFiles() || content.hasImage()) && composerController.canWrite()) {
      drag.acceptTransferModes(TransferMode.COPY);
      dropTarget.setText(chat.texts().say("file.drop", chat.openProperty().get().title()));
      dropTarget.setVisible(true);
      drag.consume();
    }
  }

  private void show(OpenConversation open) {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    long id = open == null ? 0 : open.id();
    if (id != shown && !(panel instanceof SearchPanel)) {
      // The same one comes anew when the server is reached for the first time, and what was looked
      // for is in many of them.
      closePanel();
    }
    shown = id;
    boolean searching = panel != null && panel.isFocusWithin();
    composerController.show(
        open == null ? null : open.composer(), open == null ? "" : open.title());
    if (searching && panel instanceof SearchPanel search) {
      // Who goes from one message that was found to the next one.
      search.resumeFocus();
    }
    timeline.show(open == null ? null : open.timeline());
    pinBar.show(open == null ? null : open.pins());
    typing.textProperty().unbind();
    if (open == null) {
      typing.setText("");
    } else {
      typing.textProperty().bind(open.typing().textProperty());
      watching =
          open.infoProperty().subscribe(info -> composerController.setArchived(info.archived()));
    }
    picture.setVisible(open != null);
    roomSearch.setVisible(open != null);
    roomMembers.setVisible(open != null);
    roomMore.setVisible(open != null);
    showHead();
  }

  /// The conversation being shown as the list has it.
  private Optional<ConversationSummary> summary() {
    return chat.sidebar().conversations().stream().filter(ConversationSummary::open).findFirst();
  }

  private void showHead() {
    sidebarController.setMe(chat.me());
    OpenConversation open = chat.openProperty().get();
    if (open == null) {
      roomFiles.setVisible(false);
      title.setText("");
      topic.setText("");
      return;
    }
    title.setText(open.title());
    String who = who(open);
    members.setText(who);
    // In a narrow window there is no room for both beside the title.
    members.setVisible(!narrow);
    // It is in the menu, too.
    roomFiles.setVisible(!narrow);
    topic.setText(narrow ? who : open.infoProperty().get().topic());
    composerController.setTitle(open.title());
    timeline.setAccessibleText(chat.texts().say("timeline.label", open.title()));
    summary()
        .ifPresent(now -> {
          ConversationFace.show(now, picture, avatars);
          inLobby.set(now.lobby());
        });
  }

  /// How many are in it; of a talk with one other, whether that one is here.
  private String who(OpenConversation open) {
    List<AccountInfo> others = summary().map(ConversationSummary::people).orElse(List.of());
    return open.info().kind() == ConversationKind.DIRECT && others.size() == 1
        ? presence.say(chat.sidebar().roster().person(others.getFirst()))
        : chat.headCount().textProperty().get();
  }

  private void fit(double width) {
    narrow = width <= NARROW;
    root.pseudoClassStateChanged(NARROW_LAYOUT, narrow);
    root.pseudoClassStateChanged(MEDIUM_LAYOUT, !narrow && width <= MEDIUM);
    arrange();
    showHead();
  }

  /// In a narrow window either the list of conversations is there or the room, and the other is out
  /// of reach; a panel stands beside the room if there is space for both, otherwise in its place.
  private void arrange() {
    boolean listOnly = narrow && listShown;
    double list = narrow ? 0 : sidebarController.width();
    boolean beside = root.getWidth() - list - PANEL >= ROOM;
    sidebarController.setVisible(!narrow || listShown);
    panelPlace.setVisible(panel != null && !listOnly);
    panelPlace.setMinWidth(beside ? PANEL : 0);
    panelPlace.setPrefWidth(PANEL);
    panelPlace.setMaxWidth(beside ? PANEL : Double.MAX_VALUE);
    HBox.setHgrow(panelPlace, beside ? Priority.NEVER : Priority.ALWAYS);
    conversation.setVisible(!listOnly && (panel == null || beside));
    roomBack.setVisible(narrow);
    covered.set(!conversation.isVisible());
  }

  /// Shows something beside the room.
  void showPanel(Region next) {
    panel = next;
    panelPlace.getChildren().setAll(next);
    arrange();
  }

  /// Takes away what stands beside the room.
  void closePanel() {
    if (panel != null) {
      panel = null;
      panelPlace.getChildren().clear();
      arrange();
    }
  }

  /// What stands beside the room; null if nothing does.
  Region panel() {
    return panel;
  }

  /// Whether the room is in view, and not the list or a panel in its place.
  boolean isRoomShown() {
    return conversation.isVisible();
  }

  /// Whether something stands beside the room, or in its place, and is in view.
  boolean isPanelShown() {
    return panelPlace.isVisible();
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
    if (Shortcut.BACK.matches(key) && backToList()) {
      key.consume();
    }
  }

  /// Escape that nothing in the panel had a use for takes it away.
  private void pressedAfterAll(KeyEvent key) {
    if (Shortcut.ESCAPE.matches(key) && panelPlace.isFocusWithin()) {
      closePanel();
      composerController.focus();
      key.consume();
    }
  }

  /// Goes from the room to the list, as on a phone, where that is out of view.
  ///
  /// @return whether it was
  boolean backToList() {
    boolean away = narrow && !listShown;
    if (away) {
      showList(true);
    }
    return away;
  }

  /// Whether the list of conversations is where the room would be, so that nobody sees the room.
  ReadOnlyBooleanProperty coveredProperty() {
    return covered.getReadOnlyProperty();
  }

  /// Whether the reader may invite others.
  void setMayInvite(boolean may) {
    mayInvite.set(may);
  }

  /// Shows the room, where the list is in its place.
  void showRoom() {
    if (listShown) {
      showList(false);
    } else {
      composerController.focus();
    }
  }

  /// Shows the room, where something is in its place; the keyboard stays where it is if nothing is.
  void uncoverRoom() {
    if (covered.get()) {
      listShown = false;
      arrange();
      if (covered.get()) {
        closePanel();
      }
      composerController.focus();
    }
  }

  /// A picture has arrived.
  void avatarArrived() {
    sidebarController.avatarArrived();
    showHead();
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

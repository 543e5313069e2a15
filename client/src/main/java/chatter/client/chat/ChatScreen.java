package chatter.client.chat;

import chatter.client.chat.composer.ComposerController;
import chatter.client.chat.emoji.EmojiPopover;
import chatter.client.chat.file.Downloads;
import chatter.client.chat.file.FileActions;
import chatter.client.chat.file.FileContext;
import chatter.client.chat.file.FileLinks;
import chatter.client.chat.file.FileWords;
import chatter.client.chat.file.FilesPanel;
import chatter.client.chat.file.PictureViewer;
import chatter.client.chat.file.Pictures;
import chatter.client.chat.message.MessageFile;
import chatter.client.chat.message.MessageLink;
import chatter.client.chat.room.MembersPanel;
import chatter.client.chat.room.MembersViewModel;
import chatter.client.chat.room.PersonCard;
import chatter.client.chat.room.RoomDialogs;
import chatter.client.chat.room.RoomSettingsViewModel;
import chatter.client.chat.search.SearchPanel;
import chatter.client.chat.search.SearchPanelViewModel;
import chatter.client.chat.sidebar.ConversationMenu;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.PresenceWords;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.chat.sidebar.SidebarController;
import chatter.client.chat.switcher.SwitcherCard;
import chatter.client.chat.switcher.SwitcherEntry;
import chatter.client.chat.switcher.SwitcherView;
import chatter.client.chat.switcher.SwitcherViewModel;
import chatter.client.chat.text.TextContext;
import chatter.client.chat.timeline.CellContext;
import chatter.client.chat.timeline.MessageActions;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.TimelineRow;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ErrorMessage;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Futures;
import chatter.client.ui.FxTimer;
import chatter.client.ui.Icon;
import chatter.client.ui.MenuRow;
import chatter.client.ui.ReadersClock;
import chatter.client.ui.Texts;
import chatter.client.ui.UserActivity;
import chatter.client.ui.Views;
import chatter.client.ui.dialog.DialogLayer;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.dialog.Overlays;
import chatter.client.ui.dialog.Popover;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.notification.NotificationRule;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import chatter.shared.text.Mentions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Duration;
import javafx.util.Subscription;

/// The chat as something to put into a window. While it stands in a window that has the focus,
/// messages count as read. JavaFX application thread only.
public final class ChatScreen implements AutoCloseable {
  private static final java.time.Duration TICK = java.time.Duration.ofMillis(500);
  private static final java.time.Duration ZONES = java.time.Duration.ofMinutes(1);

  /// So long after the room is there the window has drawn all of it.
  private static final Duration REST = Duration.millis(500);

  /// So long after a letter the server is not asked yet.
  private static final Duration SWITCHER_PAUSE = Duration.millis(150);

  /// The same for messages.
  private static final Duration SEARCH_PAUSE = Duration.millis(200);

  /// Where the screen turns for what is not its own.
  ///
  /// @param menu opens the settings drawer
  /// @param invite shows an invite to hand to others
  /// @param startHosting starts the server again, if this program runs it
  /// @param openLink opens an address in the browser
  /// @param avatars fetches the picture behind an `avatarUrl`
  /// @param downloads the folder into which files are saved
  /// @param chooseFiles asks for files, under a title; empty if none are chosen after all
  /// @param pages the addresses at which the chat's page is, without a slash at the end; the first
  ///   is the one to tell others
  public record Callbacks(
      Runnable menu,
      Runnable invite,
      Runnable startHosting,
      Consumer<URI> openLink,
      Function<String, CompletableFuture<byte[]>> avatars,
      Path downloads,
      Function<String, List<Path>> chooseFiles,
      Supplier<List<String>> pages) {}

  private final ChatViewModel chat;
  private final Callbacks callbacks;
  private final TimelineView timeline;
  private final FxTimer ticking;
  private final FxTimer zones;
  private final Region root;
  private final DialogLayer cards = new DialogLayer();
  private final Popover popover = new Popover();
  private final AvatarImages avatars;
  private final EmojiImages emoji = new EmojiImages();
  private final PresenceWords presence;
  private final RoomDialogs dialogs;
  private final ConversationMenu conversationMenu;
  private final ContextMenu menu = new ContextMenu();
  private final Executor ui;
  private final ChatKeys keys = new ChatKeys(new Keys());
  private final PinBar pinBar;
  private final ChatController controller;
  private final Subscription active;
  private final UserActivity activity = new UserActivity(NotificationRule.ABSENT);
  private final Pictures pictures;
  private final Downloads downloads;
  private final BooleanProperty motion = new SimpleBooleanProperty(true);
  private final FileContext fileContext;
  private final PictureViewer viewer;
  private final EmojiPopover emojiPicker;
  private final PauseTransition rest = new PauseTransition(REST);

  /// Who reacted, as shown last; null before that.
  private ReactedPeople reacted;

  /// Where one says where to go.
  private final SwitcherCard switcher;

  /// Where one looks for messages; made when that is first asked for, and what was found there
  /// stays.
  private SearchPanel search;

  /// Loads the screen.
  public ChatScreen(ChatViewModel chat, ChatEnvironment environment, Callbacks callbacks) {
    this.chat = chat;
    this.callbacks = callbacks;
    ui = environment.ui();
    avatars = new AvatarImages(callbacks.avatars(), environment.ui());
    Texts texts = environment.texts();
    presence = new PresenceWords(texts, chat.labels());
    dialogs =
        new RoomDialogs(
            chat.rooms(), cards, texts, avatars, emoji, () -> chat.me().id(), this::open);
    Conversations conversations = new Conversations();
    conversationMenu = new ConversationMenu(texts, conversations);
    Actions actions = new Actions();
    FileCommands fileCommands = new FileCommands();
    FileLinks links = new FileLinks(chat.files(), ui, environment.clock());
    pictures = new Pictures(chat.files(), chat.keptPictures(), links, chat::copyOf, ui);
    downloads = new Downloads(chat.files(), links, ui, callbacks.downloads());
    viewer = new PictureViewer(texts, pictures, fileCommands);
    fileContext = new FileContext(texts, pictures, downloads, chat.uploads(), fileCommands, motion);
    timeline =
        new TimelineView(
            new CellContext(texts, chat.labels(), emoji, avatars, actions, fileContext));
    pinBar =
        new PinBar(texts, chat.labels(), emoji, chat::mentionOf, this::showMessage, this::showPins);
    emojiPicker = new EmojiPopover(chat.actions().emoji(), texts, emoji, popover, ui);
    switcher = new SwitcherCard(cards, texts.say("sidebar.find"), this::makeSwitcher);
    rest.setOnFinished(_ -> {
      switcher.prepare();
      emojiPicker.prepare();
    });
    controller =
        new ChatController(chat, timeline, callbacks, avatars, pinBar, new HeaderActions());
    Parent chatRoot =
        Views.load(
            ChatScreen.class,
            "Chat.fxml",
            texts,
            controller,
            new SidebarController(chat.sidebar(), avatars, emoji, conversations),
            new ComposerController(
                texts,
                avatars,
                emoji,
                chat.actions().emoji(),
                new TextContext(texts, emoji, actions),
                popover,
                emojiPicker,
                actions));
    root = new StackPane(chatRoot, popover, viewer, cards);
    avatars.setOnArrived(url -> {
      timeline.avatarArrived(url);
      controller.avatarArrived();
      showMembers();
      if (reacted != null && popover.isShowing(reacted)) {
        reacted.avatarArrived();
      }
    });
    chat.sidebar()
        .roster()
        .people()
        .addListener((ListChangeListener<RosterViewModel.Person>) _ -> showMembers());
    chat.openProperty()
        .subscribe((before, now) -> {
          if (before != null && now != null && before.id() == now.id()) {
            return;
          }
          popover.close();
          if (cards.isOpen()) {
            // What was made or joined there.
            cards.close();
            controller.showRoom();
          }
        });
    ticking = FxTimer.every(TICK, chat::tick);
    ticking.start();
    zones = FxTimer.every(ZONES, ReadersClock::lookAgain);
    zones.start();
    chat.setOnArrival(timeline::announce);
    chat.noticeProperty()
        .subscribe(words -> {
          if (!words.isEmpty()) {
            timeline.announce(words);
          }
        });
    active =
        Subscription.combine(
            root.sceneProperty().subscribe(keys::listenTo),
            root.sceneProperty().subscribe(activity::watch),
            root.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::focusedProperty)
                .subscribe(activity::touched),
            root.sceneProperty()
                .flatMap(this::attended)
                .orElse(false)
                .flatMap(
                    inFront -> controller.coveredProperty().map(covered -> inFront && !covered))
                .subscribe(chat::setActive));
  }

  /// Whether somebody can see what a scene shows: its window is in front, nothing lies over it, and
  /// somebody is there.
  private ObservableValue<Boolean> attended(Scene scene) {
    ObservableValue<Boolean> covered = Overlays.of(scene).coveredProperty();
    return scene
        .windowProperty()
        .flatMap(window ->
            window
                .focusedProperty()
                .flatMap(focused ->
                    window
                        .showingProperty()
                        .flatMap(showing ->
                            covered.flatMap(over ->
                                activity
                                    .thereProperty()
                                    .map(there -> focused && showing && !over && there)))));
  }

  /// The pictures of messages.
  Pictures pictures() {
    return pictures;
  }

  /// What to put into the scene.
  public Region root() {
    return root;
  }

  /// The room is there: gets ready, after a rest, what may be asked for next and takes long to
  /// draw.
  public void prepare() {
    rest.playFromStart();
  }

  /// Whether anything may move by itself.
  public void setMotion(boolean enabled) {
    timeline.setMotion(enabled);
    motion.set(enabled);
  }

  /// Says what the chat is called.
  public void setPlace(String name) {
    chat.connection().setPlace(name);
    controller.sidebar().setTitle(name);
  }

  /// Whether the reader may invite others.
  public void setMayInvite(boolean may) {
    controller.setMayInvite(may);
  }

  /// Puts the cursor where one writes.
  public void focusComposer() {
    controller.composer().focus();
  }

  /// Saves what is not saved, and lets go of the view models.
  @Override
  public void close() {
    active.unsubscribe();
    keys.listenTo(null);
    activity.watch(null);
    ticking.stop();
    zones.stop();
    rest.stop();
    switcher.close();
    emojiPicker.close();
    timeline.show(null);
    pictures.close();
    chat.close();
  }

  private final class Keys implements ChatKeys.Commands {
    @Override
    public boolean canWrite() {
      return controller.composer().canWrite();
    }

    @Override
    public void focusField() {
      if (controller.composer().canWrite()) {
        controller.composer().focus();
      } else {
        // In a narrow window, while the list is where the room would be.
        var _ = controller.focusSidebar();
      }
    }

    @Override
    public void type(String letters) {
      controller.composer().type(letters);
    }

    @Override
    public void paste() {
      if (controller.composer().canWrite()) {
        controller.composer().paste();
      }
    }

    @Override
    public boolean meantForList(KeyEvent key) {
      return timeline.takesLetter(key);
    }

    @Override
    public void pickEmoji() {
      controller.composer().pickEmoji();
    }

    @Override
    public void attach() {
      controller.composer().attach();
    }

    @Override
    public void showKeys() {
      cards.tellWide(
          chat.texts().say("keys.title"),
          ShortcutList.of(chat.texts()),
          chat.texts().say("keys.close"));
    }

    @Override
    public void showUnread() {
      timeline.goToUnread();
    }

    @Override
    public void showNewest() {
      timeline.goToNewest();
    }

    @Override
    public boolean goBack() {
      boolean possible = timeline.canGoBack();
      timeline.goBack();
      return possible;
    }

    @Override
    public void find() {
      showSwitcher();
    }

    @Override
    public void search(boolean here) {
      showSearch(here);
    }

    @Override
    public void nextConversation(boolean back, boolean unread) {
      chat.showNext(back, unread);
    }

    @Override
    public void showStarred(int place) {
      chat.starred(place).ifPresent(ChatScreen.this::open);
    }

    @Override
    public void escape() {
      boolean chosen = timeline.hasChosen();
      timeline.chooseNone();
      if (!chat.takeBack() && !goBack() && !chosen) {
        if (controller.coveredProperty().get() || controller.backToList()) {
          // The list has the keyboard, and what nobody sees is not read.
          return;
        }
        chat.readAll();
      }
      controller.composer().focus();
    }

    @Override
    public void nextRegion(int step) {
      List<BooleanSupplier> regions =
          List.of(
              controller::focusSidebar,
              () -> !controller.coveredProperty().get() && timeline.takeFocus(),
              () -> {
                controller.composer().focus();
                return controller.composer().canWrite();
              },
              this::focusPanel);
      int at = region();
      for (int i = 1; i <= regions.size(); i++) {
        if (regions.get(Math.floorMod(at + i * step, regions.size())).getAsBoolean()) {
          return;
        }
      }
    }

    /// Which of the regions has the keyboard.
    private int region() {
      if (controller.sidebar().hasFocus()) {
        return 0;
      } else if (timeline.isFocusWithin()) {
        return 1;
      }
      return controller.panel() != null && controller.panel().isFocusWithin() ? 3 : 2;
    }

    private boolean focusPanel() {
      if (controller.isPanelShown()) {
        switch (controller.panel()) {
          case MembersPanel members -> members.takeFocus();
          case FilesPanel files -> files.takeFocus();
          case SearchPanel found -> found.takeFocus();
          case null, default -> {
            return false;
          }
        }
        return true;
      }
      return false;
    }
  }

  private static SwitcherViewModel.Pause pause(Duration length) {
    PauseTransition pause = new PauseTransition(length);
    return task -> {
      pause.setOnFinished(_ -> task.run());
      pause.playFromStart();
    };
  }

  private SwitcherView makeSwitcher() {
    return new SwitcherView(
        chat.switcher(pause(SWITCHER_PAUSE)),
        chat.rooms().errorProperty(),
        chat.texts(),
        avatars,
        emoji,
        this::go,
        cards::close);
  }

  private void showSwitcher() {
    chat.rooms().clearError();
    switcher.open();
  }

  /// What is chosen in the switcher. It stays until there is another conversation on the screen: a
  /// room that cannot be joined is said there.
  private void go(SwitcherEntry entry) {
    switch (entry) {
      case SwitcherEntry.Conversation one -> {
        cards.close();
        open(one.id());
      }
      case SwitcherEntry.Person(AccountInfo account) -> chat.rooms().direct(account);
      case SwitcherEntry.OpenRoom(var room) -> chat.rooms().join(room.id());
    }
  }

  private void open(long conversation) {
    chat.show(conversation);
    controller.showRoom();
  }

  /// Goes to a message, as from a notification.
  public void showMessage(long conversation, long seq) {
    if (cards.isOpen()) {
      cards.close();
    }
    goTo(new MessageLink(conversation, seq));
  }

  private void showMessage(long seq) {
    timeline.jumpTo(seq, chat::sayAbsent);
  }

  /// Looks for messages.
  ///
  /// @param here whether in the conversation on the screen alone
  private void showSearch(boolean here) {
    SearchPanelViewModel model = chat.search(pause(SEARCH_PAUSE), pause(SWITCHER_PAUSE));
    if (search == null) {
      model.setOnGo(hit -> goTo(new MessageLink(hit.conversation(), hit.row().seq())));
      search = new SearchPanel(model, chat.texts(), avatars, emoji, this::closeSearch);
    }
    model.within(here);
    if (!search.equals(controller.panel())) {
      controller.showPanel(search);
    }
    search.takeFocus();
  }

  private void closeSearch() {
    controller.closePanel();
    controller.composer().focus();
  }

  /// Goes to the message of a link once it is known which conversations are the reader's, and says
  /// so if it is not for them, or not there.
  public void openMessage(MessageLink message) {
    chat.onceKnown(() -> goTo(message));
  }

  /// Says that a link leads to a chat that is not known here.
  ///
  /// @param place where that chat is
  public void sayOtherChat(String place) {
    chat.notice(chat.texts().say("message.otherChat", place));
  }

  private void goTo(MessageLink message) {
    if (!chat.isMine(message.conversation())) {
      chat.notice(chat.texts().say("message.notForYou"));
      return;
    }
    controller.uncoverRoom();
    OpenConversation now = chat.openProperty().get();
    if (now != null && now.id() == message.conversation() && now.timeline().isReady()) {
      showMessage(message.seq());
    } else {
      chat.showMessage(message.conversation(), message.seq(), chat::sayAbsent);
    }
  }

  /// An address that somebody wrote: one of a message here leads there, others to the browser.
  private void follow(URI address) {
    callbacks.pages().get().stream()
        .flatMap(page -> MessageLink.read(page, address.toString()).stream())
        .findFirst()
        .ifPresentOrElse(this::openMessage, () -> callbacks.openLink().accept(address));
  }

  /// Who is here has changed, or how they look.
  private void showMembers() {
    if (controller.panel() instanceof MembersPanel members) {
      members.show();
    }
  }

  private void showFiles() {
    FilesPanel panel =
        new FilesPanel(chat.shared(), fileContext, chat.labels(), emoji, new SharedActions());
    controller.showPanel(panel);
    panel.takeFocus();
  }

  private static void putOnClipboard(String words) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, words));
  }

  /// What can be done from the panel of what was shared.
  private final class SharedActions implements FilesPanel.Actions {
    @Override
    public void view(List<MessageFile> shown, int first, IntConsumer goTo) {
      popover.close();
      viewer.open(shown, first, goTo);
    }

    @Override
    public void follow(URI address) {
      ChatScreen.this.follow(address);
    }

    @Override
    public void copy(String words) {
      putOnClipboard(words);
    }

    @Override
    public void goTo(long seq) {
      if (!controller.isRoomShown()) {
        // It stands where the messages would be.
        controller.closePanel();
      }
      showMessage(seq);
    }

    @Override
    public void close() {
      controller.closePanel();
      controller.composer().focus();
    }
  }

  private void showPins() {
    Node list = pinBar.list(popover::close);
    popover.open(list, pinBar.allButton(), list);
  }

  private void showPerson(AccountInfo account, Node beside) {
    RosterViewModel.Person person = chat.sidebar().roster().person(account);
    PersonCard card =
        new PersonCard(
            account,
            presence.say(person),
            person.here() == RosterViewModel.Here.ONLINE,
            chat.texts(),
            avatars,
            emoji,
            () -> {
              popover.close();
              chat.rooms().direct(account);
              controller.showRoom();
            },
            controller.composer().canWrite()
                ? () -> {
                  popover.close();
                  controller.composer().mention(account);
                }
                : null);
    popover.open(card, beside, card.start());
    OpenConversation open = chat.openProperty().get();
    if (open != null) {
      chat.rooms().askRole(open.id(), account, card::showRole);
    }
  }

  /// What can be done with a conversation, from the list and from the header.
  private final class Conversations implements SidebarController.Actions {
    @Override
    public void open(long conversation) {
      ChatScreen.this.open(conversation);
    }

    @Override
    public void find() {
      showSwitcher();
    }

    @Override
    public void star(long conversation, boolean on) {
      chat.setStarred(conversation, on);
    }

    @Override
    public void notice(long conversation, Level level) {
      chat.setLevel(conversation, level);
    }

    @Override
    public void markRead(long conversation) {
      chat.markRead(conversation);
    }

    @Override
    public void markUnread(long conversation) {
      chat.markUnread(conversation);
    }

    @Override
    public void files(long conversation) {
      ChatScreen.this.open(conversation);
      OpenConversation now = chat.openProperty().get();
      if (now != null && now.id() == conversation) {
        showFiles();
      }
    }

    @Override
    public void goToDay(long conversation) {
      ChatScreen.this.open(conversation);
      dialogs.goToDay(
          conversation,
          chat.labels(),
          seq -> {
            OpenConversation now = chat.openProperty().get();
            // What was opened in one conversation leads nowhere in another.
            if (now != null && now.id() == conversation) {
              showMessage(seq);
            }
          });
    }

    @Override
    public void settings(long conversation) {
      dialogs.settings(conversation);
    }

    @Override
    public void archive(long conversation, boolean on) {
      if (on) {
        summary(conversation)
            .ifPresent(
                room -> dialogs.archive(room.title(), () -> setArchived(conversation, true)));
      } else {
        setArchived(conversation, false);
      }
    }

    @Override
    public void leave(long conversation) {
      summary(conversation)
          .ifPresent(room ->
              dialogs.leave(
                  room.title(),
                  !room.isPrivate(),
                  () -> {
                    MembersViewModel members = chat.rooms().members(conversation);
                    members.errorProperty().subscribe(this::tell);
                    members.leave(() -> {});
                  }));
    }

    private void setArchived(long conversation, boolean on) {
      RoomSettingsViewModel settings = chat.rooms().settings(conversation);
      settings.errorProperty().subscribe(this::tell);
      settings.setArchived(on, () -> {});
    }

    private void tell(String problem) {
      if (!problem.isEmpty()) {
        chat.notice(problem);
      }
    }

    @Override
    public void addRoom(Node beside) {
      MenuRow make = choice(Icon.PLUS, "sidebar.newRoom", dialogs::newRoom);
      VBox choices = new VBox(make, choice(Icon.SEARCH, "sidebar.browse", dialogs::browse));
      choices.setAccessibleText(chat.texts().say("sidebar.section.rooms"));
      popover.open(choices, beside, make);
    }

    private MenuRow choice(Icon icon, String words, Runnable action) {
      MenuRow row = new MenuRow();
      row.setIcon(icon);
      row.setText(chat.texts().say(words));
      row.setOnAction(_ -> {
        popover.close();
        action.run();
      });
      return row;
    }

    @Override
    public void newDirect() {
      dialogs.newDirect();
    }

    @Override
    public void menu() {
      callbacks.menu().run();
    }

    private Optional<ConversationSummary> summary(long conversation) {
      return chat.sidebar().conversations().stream()
          .filter(one -> one.id() == conversation)
          .findFirst();
    }
  }

  private final class HeaderActions implements ChatController.Header {
    @Override
    public void members() {
      if (controller.panel() instanceof MembersPanel) {
        controller.closePanel();
        return;
      }
      OpenConversation open = chat.openProperty().get();
      MembersPanel panel = dialogs.members(open.id(), open.title(), new PanelSurroundings());
      controller.showPanel(panel);
      panel.takeFocus();
    }

    @Override
    public void search() {
      if (controller.panel() instanceof SearchPanel) {
        controller.closePanel();
      } else {
        showSearch(false);
      }
    }

    @Override
    public void files() {
      if (controller.panel() instanceof FilesPanel) {
        controller.closePanel();
      } else {
        showFiles();
      }
    }

    @Override
    public void more(ConversationSummary conversation, Node below) {
      menu.getItems().setAll(conversationMenu.items(conversation));
      menu.show(below, Side.BOTTOM, 0, 0);
    }
  }

  private final class PanelSurroundings implements MembersPanel.Surroundings {
    private RosterViewModel.Person person(AccountInfo account) {
      return chat.sidebar().roster().person(account);
    }

    @Override
    public boolean isReader(AccountInfo account) {
      return person(account).me();
    }

    @Override
    public boolean isOnline(AccountInfo account) {
      return person(account).here() == RosterViewModel.Here.ONLINE;
    }

    @Override
    public String stateOf(AccountInfo account) {
      return presence.say(person(account));
    }

    @Override
    public void showPerson(AccountInfo account, Node beside) {
      ChatScreen.this.showPerson(account, beside);
    }

    @Override
    public void close() {
      controller.closePanel();
      controller.composer().focus();
    }
  }

  /// What can be done with the files of messages.
  private final class FileCommands implements FileActions {
    @Override
    public void view(List<MessageFile> shown, int first) {
      popover.close();
      viewer.open(shown, first);
    }

    @Override
    public void open(MessageFile file) {
      if (file.waiting()) {
        return;
      }
      Path saved = downloads.saved(file);
      if (saved != null) {
        callbacks.openLink().accept(saved.toUri());
      } else {
        downloads.save(
            file,
            (path, failure) -> {
              if (failure == null) {
                callbacks.openLink().accept(path.toUri());
              } else {
                tell(file, failure);
              }
            });
      }
    }

    @Override
    public void save(MessageFile file, String sender) {
      Texts texts = chat.texts();
      if (!FileWords.isProgram(file)) {
        save(file);
        return;
      }
      cards.ask(
          new Dialogs.Question(
              texts.say("file.program.title"),
              texts.say("file.program.warning", file.name(), sender),
              texts.say("file.program.save"),
              texts.say("file.program.cancel")),
          yes -> {
            if (yes) {
              save(file);
            }
          });
    }

    private void save(MessageFile file) {
      if (!file.waiting()) {
        downloads.save(
            file,
            (_, failure) -> {
              if (failure == null) {
                chat.notice(chat.texts().say("file.saved", file.name()));
              } else {
                tell(file, failure);
              }
            });
      }
    }

    private void tell(MessageFile file, Throwable failure) {
      if (!(failure instanceof CancellationException)) {
        chat.notice(
            chat.texts()
                .say(
                    Downloads.isGone(failure) ? "file.unavailable" : "file.notSaved", file.name()));
      }
    }

    @Override
    public void stop(MessageFile file) {
      downloads.stop(file);
    }

    @Override
    public void showInFolder(MessageFile file) {
      Path saved = downloads.saved(file);
      if (saved != null) {
        callbacks.openLink().accept(saved.getParent().toUri());
      } else {
        tell(file, new IOException("it was moved"));
      }
    }

    @Override
    public void cancel(String commandId) {
      chat.discard(commandId);
    }
  }

  private final class Actions implements MessageActions, ComposerController.Actions {
    @Override
    public Rights rights(MessageRow row) {
      MessageCommands commands = chat.actions();
      return new Rights(
          commands.mayReact(row),
          commands.mayReply(row),
          commands.mayEdit(row),
          commands.mayDelete(row),
          commands.mayPin(row),
          commands.mayMarkUnread(row),
          commands.mayShowVersions(row),
          row.message().stored() && !row.message().gone() && !callbacks.pages().get().isEmpty());
    }

    @Override
    public boolean amongTwo() {
      OpenConversation open = chat.openProperty().get();
      return open != null
          && open.info().kind() == ConversationKind.DIRECT
          && open.info().members() <= 2;
    }

    @Override
    public String nameOf(long account) {
      return chat.nameOf(account);
    }

    @Override
    public String mentionOf(long account) {
      return chat.mentionOf(account);
    }

    @Override
    public boolean meansReader(long account) {
      AccountInfo me = chat.me();
      return account == Mentions.ALL || (me != null && me.id() == account);
    }

    @Override
    public void open(URI address) {
      follow(address);
    }

    @Override
    public void copy(String text) {
      putOnClipboard(text);
    }

    @Override
    public void copy(MessageRow row) {
      copy(chat.actions().copyText(row));
    }

    @Override
    public void copyLink(MessageRow row) {
      MessageLink link = new MessageLink(chat.openProperty().get().id(), row.message().seq());
      copy(link.address(callbacks.pages().get().getFirst()));
      chat.notice(chat.texts().say("message.linkCopied"));
    }

    @Override
    public void reply(MessageRow row) {
      chat.openProperty().get().composer().replyTo(chat.quote(row.message()));
    }

    @Override
    public void showQuoted(long seq) {
      showMessage(seq);
    }

    @Override
    public void react(MessageRow row, String character) {
      chat.actions().react(row, character);
    }

    @Override
    public void chooseReaction(MessageRow row, Node beside) {
      emojiPicker.open(
          beside,
          (character, _) -> {
            popover.close();
            chat.actions().react(row, character);
          });
    }

    @Override
    public void showReacted(MessageRow row, String kind, Node beside) {
      reacted =
          new ReactedPeople(
              row.message().content().reactions(),
              kind,
              new ReactedPeople.Surroundings(
                  asked -> heard(chat.actions().reactedBy(row, asked)),
                  ui,
                  account -> chat.me().id() == account,
                  account -> ChatScreen.this.showPerson(account, beside)),
              chat.texts(),
              avatars,
              emoji);
      popover.open(reacted, beside, reacted.start());
    }

    private CompletableFuture<List<AccountInfo>> heard(CompletableFuture<List<AccountInfo>> call) {
      return call.thenApplyAsync(
          accounts -> {
            chat.heardOf(accounts);
            return accounts;
          },
          ui);
    }

    @Override
    public void edit(MessageRow row) {
      chat.actions().edit(row);
    }

    @Override
    public List<Path> chooseFiles() {
      return callbacks.chooseFiles().apply(chat.texts().say("file.attach"));
    }

    @Override
    public Path copyOf(OutboxFile file) {
      return chat.copyOf(file);
    }

    @Override
    public void editLast() {
      var _ = chat.actions().editLast();
    }

    @Override
    public void delete(MessageRow row) {
      chat.actions().delete(row);
    }

    @Override
    public void undoDelete(MessageRow row) {
      chat.actions().undoDelete(row);
    }

    @Override
    public void pin(MessageRow row, boolean on) {
      chat.actions().pin(row, on);
    }

    @Override
    public void markUnread(MessageRow row) {
      chat.actions().markUnreadFrom(row);
    }

    @Override
    public void showVersions(MessageRow row) {
      Texts texts = chat.texts();
      Futures.deliver(
          chat.actions().versions(row),
          ui,
          (versions, failure) ->
              cards.tell(
                  texts.say("message.versions"),
                  failure == null
                      ? VersionList.of(versions, chat::mentionOf, texts, chat.labels(), emoji)
                      : new Label(ErrorMessage.of(ApiException.of(failure)).say(texts::say)),
                  texts.say("keys.close")));
    }

    @Override
    public void showPerson(long account, Node beside) {
      AccountInfo known = chat.accountOf(account);
      if (known != null) {
        ChatScreen.this.showPerson(known, beside);
      }
    }

    @Override
    public void replyToPrevious() {
      chat.replyToPrevious();
    }

    @Override
    public void expand(TimelineRow.Notice notice) {
      chat.openProperty().get().timeline().expand(notice);
    }

    @Override
    public void retry(MessageRow row) {
      chat.actions().retry(row);
    }

    @Override
    public void discard(MessageRow row) {
      chat.actions().discard(row);
    }
  }
}

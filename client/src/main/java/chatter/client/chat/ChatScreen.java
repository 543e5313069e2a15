package chatter.client.chat;

import chatter.client.chat.composer.ComposerController;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.SidebarController;
import chatter.client.chat.timeline.CellContext;
import chatter.client.chat.timeline.MessageActions;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.TimelineView;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.ReadersClock;
import chatter.client.ui.Views;
import chatter.client.ui.dialog.DialogLayer;
import chatter.client.ui.dialog.Overlays;
import chatter.client.ui.emoji.EmojiImages;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.Subscription;

/// The chat as something to put into a window. While it stands in a window that has the focus,
/// messages count as read. JavaFX application thread only.
public final class ChatScreen implements AutoCloseable {
  private static final Duration TICK = Duration.millis(500);

  /// Where the screen turns for what is not its own.
  ///
  /// @param menu opens the settings drawer
  /// @param invite shows an invite to hand to others
  /// @param startHosting starts the server again, if this program runs it
  /// @param openLink opens an address in the browser
  /// @param avatars fetches the picture behind an `avatarUrl`
  public record Callbacks(
      Runnable menu,
      Runnable invite,
      Runnable startHosting,
      Consumer<URI> openLink,
      Function<String, CompletableFuture<byte[]>> avatars) {}

  private final ChatViewModel chat;
  private final Callbacks callbacks;
  private final TimelineView timeline;
  private final Timeline ticking;
  private final Timeline zones;
  private final Region root;
  private final DialogLayer cards = new DialogLayer();
  private final ChatKeys keys = new ChatKeys(new Keys());
  private final ChatController controller;
  private final Subscription active;

  /// Loads the screen.
  public ChatScreen(ChatViewModel chat, ChatEnvironment environment, Callbacks callbacks) {
    this.chat = chat;
    this.callbacks = callbacks;
    AvatarImages avatars = new AvatarImages(callbacks.avatars(), environment.ui());
    EmojiImages emoji = new EmojiImages();
    Actions actions = new Actions();
    CellContext tools =
        new CellContext(environment.texts(), chat.labels(), emoji, avatars, actions);
    timeline = new TimelineView(tools);
    controller = new ChatController(chat, timeline, callbacks);
    Parent chatRoot =
        Views.load(
            ChatScreen.class,
            "Chat.fxml",
            environment.texts(),
            controller,
            new SidebarController(chat.sidebar(), avatars, emoji, callbacks.menu()),
            new ComposerController(environment.texts(), emoji, actions));
    root = new StackPane(chatRoot, cards);
    avatars.setOnArrived(url -> {
      timeline.avatarArrived(url);
      controller.sidebar().avatarArrived();
    });
    ticking = new Timeline(new KeyFrame(TICK, _ -> chat.tick()));
    zones = new Timeline(new KeyFrame(Duration.minutes(1), _ -> ReadersClock.lookAgain()));
    zones.setCycleCount(Animation.INDEFINITE);
    zones.play();
    ticking.setCycleCount(Animation.INDEFINITE);
    ticking.play();
    chat.setOnArrival(timeline::announce);
    active =
        Subscription.combine(
            root.sceneProperty().subscribe(keys::listenTo),
            root.sceneProperty()
                .flatMap(ChatScreen::attended)
                .orElse(false)
                .flatMap(
                    inFront -> controller.coveredProperty().map(covered -> inFront && !covered))
                .subscribe(chat::setActive));
  }

  /// Whether somebody can see what a scene shows: its window is in front, and nothing lies over it.
  private static ObservableValue<Boolean> attended(Scene scene) {
    ObservableValue<Boolean> covered = Overlays.of(scene).coveredProperty();
    return scene
        .windowProperty()
        .flatMap(window ->
            window
                .focusedProperty()
                .flatMap(focused ->
                    window
                        .showingProperty()
                        .flatMap(showing -> covered.map(over -> focused && showing && !over))));
  }

  /// What to put into the scene.
  public Region root() {
    return root;
  }

  /// Whether anything may move by itself.
  public void setMotion(boolean enabled) {
    timeline.setMotion(enabled);
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
    ticking.stop();
    zones.stop();
    timeline.show(null);
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
    public void showKeys() {
      cards.tell(
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
    public void escape() {
      timeline.chooseNone();
      chat.escape();
      controller.composer().focus();
    }

    @Override
    public void nextRegion(int step) {
      List<BooleanSupplier> regions =
          List.of(
              controller::focusSidebar,
              timeline::takeFocus,
              () -> {
                controller.composer().focus();
                return true;
              });
      int at = controller.sidebar().hasFocus() ? 0 : timeline.isFocusWithin() ? 1 : 2;
      for (int i = 1; i <= regions.size(); i++) {
        if (regions.get(Math.floorMod(at + i * step, regions.size())).getAsBoolean()) {
          return;
        }
      }
    }
  }

  private final class Actions implements MessageActions, ComposerController.Actions {
    @Override
    public void open(URI address) {
      callbacks.openLink().accept(address);
    }

    @Override
    public void copy(String text) {
      Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    @Override
    public void reply(MessageRow row) {
      chat.openProperty().get().composer().replyTo(Quote.of(row.message()));
    }

    @Override
    public void showQuoted(long seq) {
      chat.openProperty().get().timeline().showMessage(seq, true);
    }

    @Override
    public void replyToPrevious() {
      chat.replyToPrevious();
    }

    @Override
    public void retry(MessageRow row) {
      chat.retry(row.key().toString());
    }

    @Override
    public void discard(MessageRow row) {
      chat.discard(row.key().toString());
    }
  }
}

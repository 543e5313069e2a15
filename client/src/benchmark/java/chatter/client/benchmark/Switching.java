package chatter.client.benchmark;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.sidebar.RosterViewModel;
import chatter.client.chat.switcher.SwitcherEntry;
import chatter.client.chat.switcher.SwitcherView;
import chatter.client.chat.switcher.SwitcherViewModel;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.api.RoomInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;

/// Opens the switcher by its keys and closes it, again and again; then types names into another one
/// that knows thousands of people. Times each from the key to the end of the drawing.
final class Switching extends AnimationTimer {
  private static final int PAUSE = 12;
  private static final int PEOPLE = 5_000;
  private static final List<String> TYPED = List.of("a", "an", "room 3", "pers 77", "mr", "4");

  private final Scene scene;
  private final int times;
  private final List<Long> opened = new ArrayList<>();
  private final List<Long> typed = new ArrayList<>();
  private SwitcherView other;
  private boolean drawing;
  private int pause = PAUSE;
  private int letters;

  /// @param times how often each is done
  Switching(Scene scene, int times) {
    this.scene = scene;
    this.times = times;
  }

  @Override
  public void handle(long now) {
    if (drawing || pause-- > 0) {
      return;
    }
    pause = PAUSE;
    Node shown = scene.lookup("#switcher");
    if (opened.size() < times) {
      if (shown == null) {
        time(opened, () -> Events.pressWithShortcut(owner(), KeyCode.K));
      } else {
        Events.press(owner(), KeyCode.ESCAPE);
      }
    } else if (other == null) {
      if (shown != null) {
        Events.press(owner(), KeyCode.ESCAPE);
      }
      showOther();
    } else if (typed.size() < times) {
      TextField field = (TextField) other.start();
      time(typed, () -> field.setText(TYPED.get(letters++ % TYPED.size())));
    } else {
      stop();
      Probe.say("switcher " + FrameTimes.micros(opened) + " " + FrameTimes.micros(typed));
    }
  }

  private Node owner() {
    return scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
  }

  private void time(List<Long> into, Runnable action) {
    drawing = true;
    long begun = System.nanoTime();
    action.run();
    Probe.afterRendering(
        scene,
        () -> {
          into.add(System.nanoTime() - begun);
          drawing = false;
        });
  }

  private void showOther() {
    Texts texts = Texts.of(ChatScreen.class);
    other =
        new SwitcherView(
            new SwitcherViewModel(new Crowd(), Platform::runLater, texts, _ -> {}),
            new SimpleStringProperty(""),
            texts,
            new AvatarImages(_ -> new CompletableFuture<>(), Platform::runLater),
            new EmojiImages(),
            _ -> {},
            () -> {});
    other.setMaxSize(560, 460);
    ((Pane) scene.lookup(".popover").getParent().getParent()).getChildren().add(other);
    other.begin();
  }

  /// Those of a large chat, made up.
  private static final class Crowd implements SwitcherViewModel.Source {
    private final List<SwitcherEntry.Conversation> conversations =
        LongStream.rangeClosed(1, Setting.CONVERSATIONS)
            .mapToObj(id -> new SwitcherEntry.Conversation(room(id), id))
            .toList();
    private final List<AccountInfo> people =
        LongStream.rangeClosed(1, PEOPLE)
            .mapToObj(id -> new AccountInfo(id, "Person " + id + " Anderson", null, null))
            .toList();

    private static ConversationSummary room(long id) {
      return new ConversationSummary(
          id,
          ConversationKind.ROOM,
          ConversationSummary.Section.ROOMS,
          Seed.ROOM + id,
          false,
          false,
          false,
          false,
          "Ada: some words",
          "09:12",
          0,
          0,
          ConversationSummary.Badge.NONE,
          false,
          false,
          Level.AUTO,
          false,
          false,
          List.of(),
          RosterViewModel.Here.UNKNOWN,
          false);
    }

    @Override
    public List<SwitcherEntry.Conversation> conversations() {
      return conversations;
    }

    @Override
    public Collection<AccountInfo> known() {
      return people;
    }

    @Override
    public List<Long> recents() {
      return List.of(1L, 2L);
    }

    @Override
    public long reader() {
      return 1;
    }

    @Override
    public CompletableFuture<List<AccountInfo>> people(String query) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<List<RoomInfo>> rooms(String query) {
      return new CompletableFuture<>();
    }

    @Override
    public void heardOf(List<AccountInfo> accounts) {
      // It knows everybody.
    }
  }
}

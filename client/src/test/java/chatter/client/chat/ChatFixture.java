package chatter.client.chat;

import chatter.client.chat.composer.ComposerViewModel;
import chatter.client.chat.composer.Drafts;
import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.timeline.TimelineViewModel;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.ui.Fonts;
import chatter.client.ui.Fx;
import chatter.client.ui.Texts;
import chatter.client.ui.Theme;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// A chat screen on a made-up session.
public final class ChatFixture {
  /// When the first of the messages was written that `fill` makes.
  public static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  /// Where the chat's page is.
  public static final String PAGE = "https://example.org/chat";

  public final TestClock clock = new TestClock();
  public final FakeSession session = new FakeSession(clock);
  final Map<Long, String> drafts = new HashMap<>();
  final Map<Long, Quote> replies = new HashMap<>();
  final Map<String, String> parts = new HashMap<>();
  Runnable draftRefused = () -> {};
  public final List<URI> opened = new ArrayList<>();

  /// Where files are saved; only for tests that save some.
  public Path downloads = Path.of(System.getProperty("java.io.tmpdir"));

  /// What is chosen when files are asked for.
  public List<Path> chosen = List.of();

  /// Under which titles files were asked for.
  public final List<String> asked = new ArrayList<>();

  public final Texts texts = Texts.of(ChatScreen.class);
  public ChatViewModel chat;
  public ChatScreen screen;
  public Stage stage;
  private Theme theme;
  int menuPresses;
  int invitePresses;
  int startPresses;

  /// What is kept of the conversations for the next start.
  List<ConversationInfo> kept = List.of();

  private final Drafts store =
      new Drafts() {
        @Override
        public String load(long conversation) {
          return drafts.getOrDefault(conversation, "");
        }

        @Override
        public void save(long conversation, String text) {
          drafts.put(conversation, text);
        }

        @Override
        public Quote loadReply(long conversation) {
          return replies.get(conversation);
        }

        @Override
        public void saveReply(long conversation, Quote reply) {
          replies.put(conversation, reply);
        }

        @Override
        public String loadPart(long conversation, Part part) {
          return parts.getOrDefault(conversation + "." + part, "");
        }

        @Override
        public void savePart(long conversation, Part part, String value) {
          parts.put(conversation + "." + part, value);
        }

        @Override
        public void setOnFailure(Runnable listener) {
          draftRefused = listener;
        }
      };

  /// The view model alone; needs no toolkit.
  public ChatViewModel model() {
    chat = new ChatViewModel(session, around(Runnable::run));
    session.listener = chat::on;
    return chat;
  }

  private ChatEnvironment around(java.util.concurrent.Executor ui) {
    return new ChatEnvironment(ui, texts, clock, Locale.UK, store, (infos, shown) -> kept = infos);
  }

  /// How the shown screen looks.
  public Theme theme() {
    return theme;
  }

  /// Shows the screen in a window, without a session's welcome yet.
  public void show(double width, double height, boolean dark) {
    Fx.run(() -> {
      Fonts.load();
      chat = new ChatViewModel(session, around(Runnable::run));
      session.listener = chat::on;
      screen =
          new ChatScreen(
              chat,
              around(Platform::runLater),
              new ChatScreen.Callbacks(
                  () -> menuPresses++,
                  () -> invitePresses++,
                  () -> startPresses++,
                  opened::add,
                  session::avatar,
                  downloads,
                  title -> {
                    asked.add(title);
                    return chosen;
                  },
                  () -> List.of(PAGE, "http://192.168.1.7:8080")));
      Scene scene = new Scene(screen.root(), width, height);
      theme = new Theme(scene);
      theme.choose(dark ? Theme.Choice.DARK : Theme.Choice.LIGHT);
      stage = new Stage();
      stage.setScene(scene);
      stage.show();
      stage.requestFocus();
    });
    Fx.await("window in front", () -> stage.isFocused());
  }

  /// Closes what is shown, if anything is.
  public void close() {
    if (screen == null) {
      return;
    }
    Fx.run(() -> {
      screen.close();
      theme.close();
      stage.hide();
    });
  }

  /// Stores messages of three people, of random length, some of them answers; all are read.
  public void fill(int messages) {
    fill(messages, FakeSession.LENA, FakeSession.OMAR, FakeSession.ME);
  }

  /// The same, of these people.
  public void fill(int messages, AccountInfo... senders) {
    Random random = new Random(3);
    for (int i = 0; i < messages; i++) {
      session.add(
          senders[random.nextInt(senders.length)],
          NINE.plusSeconds(i * 30L),
          "words ".repeat(1 + random.nextInt(60)) + i,
          i > 20 && i % 17 == 0 ? (long) i - 9 : null);
    }
    session.readSeq = session.stored.size();
  }

  /// Shows the screen in a window, with the session live.
  public void open(double width) {
    show(width, 700, false);
    tell(() -> {
      session.listener.accept(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
      session.welcome();
    });
  }

  /// Does it on the JavaFX thread and lets happen what follows from it.
  public void tell(Fx.Action action) {
    Fx.run(action);
    settle();
  }

  /// The timeline of the conversation being shown.
  public TimelineViewModel timeline() {
    return chat.openProperty().get().timeline();
  }

  /// What is being written there.
  public ComposerViewModel composer() {
    return chat.openProperty().get().composer();
  }

  /// How the conversation being shown is listed.
  public ConversationSummary summary() {
    return chat.sidebar().conversations().getFirst();
  }

  /// Lets what is scheduled happen.
  public void settle() {
    for (int i = 0; i < 4; i++) {
      Fx.run(() -> Fx.layOut(screen.root().getScene().getRoot()));
    }
  }

  public AnchoredList<?> list() {
    return (AnchoredList<?>) node(".anchored-list");
  }

  public Node node(String selector) {
    return screen.root().lookup(selector);
  }

  public void press(Node target, KeyCode code) {
    Fx.run(() ->
        target.fireEvent(
            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    settle();
  }
}

package chatter.client.story;

import chatter.client.chat.ChatEnvironment;
import chatter.client.chat.ChatScreen;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.composer.Drafts;
import chatter.client.chat.message.Quote;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.TimelineRow;
import chatter.client.net.ServerSession;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.client.ui.Texts;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Somebody with the desktop program's whole model and no window, on a thread that stands for the
/// JavaFX one.
final class Participant implements AutoCloseable {
  private final ServerApi api;
  private final ExecutorService ui = Executors.newSingleThreadExecutor();
  private final ServerSession session;
  private final ChatViewModel chat;
  private final String name;

  Participant(ServerAddress server, String name, Path folder) throws Exception {
    this.name = name;
    api = new ServerApi(server);
    String token =
        api.login(Story.email(name), Story.PASSWORD, "here").get(60, TimeUnit.SECONDS).token();
    ChatViewModel[] made = new ChatViewModel[1];
    session =
        new ServerSession(
            api.as(new SessionToken(token)),
            folder,
            new SingleThreadLoop(name),
            new SplittableRandom(5),
            "participant 1.0",
            event -> ui.execute(() -> made[0].on(event)));
    made[0] =
        new ChatViewModel(
            session,
            new ChatEnvironment(
                ui,
                Texts.of(ChatScreen.class),
                Clock.systemUTC(),
                Locale.UK,
                new NoDisk(),
                (infos, shown) -> {}));
    chat = made[0];
    session.start();
    await("the chat", () -> chat.openProperty().get() != null);
  }

  <T> T ask(Callable<T> question) {
    try {
      return ui.submit(question).get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(name + " does not answer", e);
    }
  }

  void does(Runnable action) {
    ask(() -> {
      action.run();
      return null;
    });
  }

  ChatViewModel chat() {
    return chat;
  }

  /// Waits until something is so.
  void await(String what, Callable<Boolean> so) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!ask(so)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            name + " waits in vain for " + what + ": " + ask(() -> shown().toString()));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// A conversation of the list by its title; null if it is not there.
  ConversationSummary listed(String title) {
    return chat.sidebar().conversations().stream()
        .filter(one -> one.title().equals(title))
        .findFirst()
        .orElse(null);
  }

  void goesTo(String title) {
    await(title, () -> listed(title) != null);
    does(() -> chat.show(listed(title).id()));
    await(title + " on the screen", () -> chat.openProperty().get().title().equals(title));
  }

  void says(String body) {
    does(() -> {
      chat.openProperty().get().composer().draftProperty().set(body);
      chat.openProperty().get().composer().send();
    });
  }

  /// The messages on the screen.
  List<MessageRow> shown() {
    return chat.openProperty().get().timeline().rows().stream()
        .filter(MessageRow.class::isInstance)
        .map(MessageRow.class::cast)
        .toList();
  }

  /// The notices on the screen.
  List<String> notices() {
    return chat.openProperty().get().timeline().rows().stream()
        .filter(TimelineRow.Notice.class::isInstance)
        .map(row -> ((TimelineRow.Notice) row).text())
        .toList();
  }

  /// What is pinned in the conversation on the screen, the newest pin first.
  List<String> pinned() {
    return chat.openProperty().get().pins().rows().stream().map(MessagePosted::body).toList();
  }

  /// The message that says something, once it is stored.
  MessageRow sees(String text) {
    await(text, () -> shown().stream().anyMatch(row -> row.text().equals(text) && row.seq() > 0));
    return ask(
        () -> shown().stream().filter(row -> row.text().equals(text)).findFirst().orElseThrow());
  }

  void tryNow() {
    session.tryNow();
  }

  /// What is in a file of a message.
  byte[] read(String file) throws Exception {
    String link = session.files().links(List.of(file)).get(60, TimeUnit.SECONDS).getFirst().save();
    return session.files().fetch(link, 1_000_000).get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    session.close();
    ui.shutdown();
    api.close();
  }

  /// Drafts that do not outlive the program.
  static final class NoDisk implements Drafts {
    private final Map<String, String> kept = new HashMap<>();

    @Override
    public String load(long conversation) {
      return kept.getOrDefault(Long.toString(conversation), "");
    }

    @Override
    public void save(long conversation, String text) {
      kept.put(Long.toString(conversation), text);
    }

    @Override
    public Quote loadReply(long conversation) {
      return null;
    }

    @Override
    public void saveReply(long conversation, Quote reply) {}

    @Override
    public String loadPart(long conversation, Part part) {
      return kept.getOrDefault(conversation + "." + part, "");
    }

    @Override
    public void savePart(long conversation, Part part, String value) {
      kept.put(conversation + "." + part, value);
    }

    @Override
    public void setOnFailure(Runnable listener) {}
  }
}

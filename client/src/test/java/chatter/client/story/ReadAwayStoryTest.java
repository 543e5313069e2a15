package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatEnvironment;
import chatter.client.chat.ChatScreen;
import chatter.client.chat.ChatViewModel;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.room.NewRoomViewModel;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.chat.timeline.OlderPage;
import chatter.client.net.SearchPage;
import chatter.client.net.SearchRequest;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.CopySize;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import chatter.client.session.SignedInSession;
import chatter.client.ui.Texts;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.SearchHit;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What there is to read while the server is away, after a restart of the program.
@Tag("story")
class ReadAwayStoryTest {
  private static final String ROOM = "Field team";
  private static final int MESSAGES = 60;

  @TempDir private Path folder;
  private Club club;
  private Participant bob;
  private Reader ada;

  @BeforeEach
  void open() throws Exception {
    club = new Club(folder.resolve("server"), "Club");
    club.signUp("Ada");
    club.signUp("Bob");
    bob = new Participant(club.server(), "Bob", folder.resolve("bob"));
    ada = new Reader();
  }

  @AfterEach
  void close() throws Exception {
    ada.end();
    bob.close();
    club.close();
  }

  @Test
  void everythingThatWasReadIsThereAndIsThereOnceWhenTheServerIsBack() throws Exception {
    List<String> said =
        IntStream.range(0, MESSAGES)
            .mapToObj(i -> "lobby " + i)
            .collect(Collectors.toCollection(ArrayList::new));
    said.forEach(bob::says);
    ada.await("all of it", () -> ada.bodies().contains(said.getLast()));
    ada.scrollsToTheBeginning();
    AccountInfo second = ada.ask(() -> ada.chat.me());
    bob.does(() -> {
      NewRoomViewModel form = bob.chat().rooms().newRoom();
      form.title().textProperty().set(ROOM);
      form.chosen().add(second);
      form.make(() -> {});
    });
    bob.await(ROOM, () -> bob.chat().openProperty().get().title().equals(ROOM));
    bob.says("in the room");
    ada.goesTo(ROOM);
    ada.await("the message there", () -> ada.bodies().contains("in the room"));
    for (String title : List.of("Lobby", ROOM)) {
      ada.does(() -> ada.chat.markRead(ada.listed(title)));
      ada.await("all to be read", () -> ada.unread(title) == 0);
    }
    bob.goesTo("Lobby");
    bob.says("not read by Ada");
    said.add("not read by Ada");
    ada.await("what is unread", () -> ada.unread("Lobby") == 1);

    club.stop();
    ada.restart();
    ada.await("the room of the last time", () -> ada.bodies().equals(List.of("in the room")));
    assertEquals(1, ada.ask(() -> ada.unread("Lobby")));
    ada.goesTo("Lobby");
    ada.await("the newest", () -> ada.showsNewest() && ada.bodies().contains(said.getLast()));
    assertFalse(ada.ask(ada::bodies).contains(said.getFirst()), "a page is shown");
    ada.scrollsToTheBeginning();
    assertEquals(said, ada.ask(ada::bodies));
    SearchPage found = ada.finds("from:bob \"BY 17\" in:lobby");
    assertTrue(found.kept());
    SearchHit hit = found.response().hits().getFirst();
    assertEquals("lobby 17", hit.text());
    assertEquals(1, found.response().hits().size());
    ada.goesTo(ROOM);
    ada.jumpsTo(hit.conversation(), hit.row().seq());
    ada.await("the message that was found", () -> ada.bodies().contains("lobby 17"));
    ada.goesTo(ROOM);
    ada.goesTo("Lobby");
    ada.await("the newest", () -> ada.showsNewest() && ada.bodies().contains(said.getLast()));
    List<String> waiting = List.of("written by Ada meanwhile", "and another");
    waiting.forEach(ada::says);
    ada.await("what waits", () -> ada.waiting().equals(waiting));
    ada.goesTo(ROOM);
    ada.await("the room", () -> ada.bodies().equals(List.of("in the room")));
    ada.goesTo("Lobby");
    ada.restart();
    ada.await("what waits after it", () -> ada.waiting().equals(waiting));
    ada.await("what was read", () -> ada.showsNewest() && ada.bodies().contains(said.getLast()));
    ada.scrollsToTheBeginning();
    assertEquals(both(said, waiting), ada.ask(ada::bodies));

    club.start();
    bob.tryNow();
    bob.says("written by Bob meanwhile");
    bob.sees("written by Bob meanwhile");
    bob.goesTo(ROOM);
    bob.says("in the room meanwhile");
    bob.sees("in the room meanwhile");
    ada.does(() -> ada.session.connection().tryNow());
    ada.await(
        "all of it",
        () ->
            ada.showsNewest()
                && ada.bodies().contains("written by Bob meanwhile")
                && ada.bodies().containsAll(waiting)
                && ada.waiting().isEmpty());
    ada.scrollsToTheBeginning();
    List<String> shown = ada.ask(ada::bodies);
    assertFalse(ada.finds("lobby").kept(), "the server is asked again");
    assertEquals(said, shown.subList(0, said.size()));
    List<String> news = shown.subList(said.size(), shown.size());
    assertEquals(3, news.size(), news::toString);
    assertEquals(waiting, news.stream().filter(waiting::contains).toList());
    assertTrue(news.contains("written by Bob meanwhile"));
    assertEquals(shown, ada.atTheServer());
    assertEquals(0, ada.session.connection().unsent());
    ada.await("the room to be unread", () -> ada.unread(ROOM) == 1);
    try (Participant elsewhere = new Participant(club.server(), "Ada", folder.resolve("2"))) {
      for (String title : List.of("Lobby", ROOM)) {
        int unread = elsewhere.ask(() -> elsewhere.listed(title).unread());
        ada.await(title + " to have " + unread + " unread", () -> ada.unread(title) == unread);
      }
    }
    ada.goesTo(ROOM);
    ada.await(
        "what is new there",
        () -> ada.bodies().equals(List.of("in the room", "in the room meanwhile")));
  }

  private static List<String> both(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  @Test
  void nothingOfItIsLeftWhenTheLoginEnds() throws Exception {
    bob.says("for the members alone");
    ada.await("it", () -> ada.bodies().contains("for the members alone"));
    ada.restart();
    assertTrue(ada.keeps());
    ada.close(SignedInSession::closeForGood);
    ada.await("nothing", () -> !ada.keeps());
  }

  /// Somebody with the desktop's session and model, and no window, whose program can be restarted.
  private final class Reader {
    private final ExecutorService ui = Executors.newSingleThreadExecutor();
    private final ClientFolder data;
    private final SavedLogin login;
    private SignedInSession session;
    private ChatViewModel chat;

    Reader() throws Exception {
      data = ClientFolder.take(folder.resolve("ada")).orElseThrow();
      try (ServerApi api = new ServerApi(club.server())) {
        LoginResponse answer =
            api.login(Story.email("Ada"), Story.PASSWORD, "here").get(60, TimeUnit.SECONDS);
        login = new SavedLogin("club", answer.token(), answer.account().id(), "Ada", "");
      }
      open();
    }

    private void open() {
      ask(() -> {
        session =
            new SignedInSession(
                new SignedInSession.Environment(
                    data,
                    "reader 1.0",
                    ui,
                    server -> false,
                    ChatMessage::folded,
                    new SimpleObjectProperty<>(CopySize.MB_500)),
                new KnownServer("club", "Club", List.of(club.address()), "", login, Instant.EPOCH),
                new SignedInSession.Callbacks(() -> {}, (before, now) -> {}, now -> {}));
        chat =
            new ChatViewModel(
                session.connection(),
                new ChatEnvironment(
                    ui,
                    Texts.of(ChatScreen.class),
                    Clock.systemUTC(),
                    Locale.UK,
                    new Participant.NoDisk(),
                    session::keep));
        session.whenKnown(known ->
            chat.remember(session.me(), known.conversations(), known.shown(), known.asOf()));
        session.listen(chat::on);
        session.connect();
        return null;
      });
      await("the chat", () -> chat.openProperty().get() != null);
    }

    private void close() {
      close(SignedInSession::close);
    }

    private void close(Consumer<SignedInSession> how) {
      does(() -> {
        chat.close();
        how.accept(session);
        session.release();
      });
    }

    void restart() {
      close();
      open();
    }

    void end() throws Exception {
      close();
      ui.shutdown();
      data.close();
    }

    boolean keeps() throws Exception {
      return data.account(login.folder(), login.account()).resolve("copy.db").toFile().exists();
    }

    <T> T ask(Callable<T> question) {
      try {
        return ui.submit(question).get(60, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError("no answer", e);
      }
    }

    void does(Runnable action) {
      ask(() -> {
        action.run();
        return null;
      });
    }

    void await(String what, Callable<Boolean> so) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!ask(so)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("waits in vain for " + what + ": " + ask(this::bodies));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }

    /// How many unread messages the list tells of.
    int unread(String title) {
      return chat.sidebar().conversations().stream()
          .filter(one -> one.title().equals(title))
          .mapToInt(ConversationSummary::unread)
          .findFirst()
          .orElse(-1);
    }

    private Long listed(String title) {
      return chat.sidebar().conversations().stream()
          .filter(one -> one.title().equals(title))
          .map(ConversationSummary::id)
          .findFirst()
          .orElse(null);
    }

    void goesTo(String title) {
      await(title, () -> listed(title) != null);
      does(() -> chat.show(listed(title)));
    }

    void says(String body) {
      does(() -> {
        chat.openProperty().get().composer().draftProperty().set(body);
        chat.openProperty().get().composer().send();
      });
    }

    /// Goes to the end, which may have to be fetched.
    boolean showsNewest() {
      chat.openProperty().get().timeline().showNewest();
      return true;
    }

    void scrollsToTheBeginning() {
      await("the beginning", () -> OlderPage.load(chat.openProperty().get().timeline()));
    }

    List<MessageRow> rows() {
      return chat.openProperty().get().timeline().rows().stream()
          .filter(MessageRow.class::isInstance)
          .map(MessageRow.class::cast)
          .toList();
    }

    SearchPage finds(String text) {
      return session
          .connection()
          .search(new SearchRequest(text, null, ZoneOffset.UTC, null))
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
    }

    void jumpsTo(long conversation, long seq) {
      does(() -> chat.showMessage(conversation, seq, chat::sayAbsent));
    }

    /// What is on the screen and is not at the server.
    List<String> waiting() {
      return rows().stream()
          .filter(row -> !row.message().stored())
          .map(row -> row.message().content().body())
          .toList();
    }

    /// What the server has in the first room.
    List<String> atTheServer() throws Exception {
      try (ServerApi api = new ServerApi(club.server())) {
        return api
            .as(new SessionToken(login.token()))
            .history(ConversationInfo.LOBBY, new HistoryQuery.After(0, 100))
            .get(60, TimeUnit.SECONDS)
            .messages()
            .stream()
            .map(MessagePosted::body)
            .toList();
      }
    }

    /// What is on the screen.
    List<String> bodies() {
      return rows().stream().map(row -> row.message().content().body()).toList();
    }
  }
}

package chatter.client.story;

import chatter.client.net.ConnectionState;
import chatter.client.net.Events;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.net.socket.EndReason;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Somebody else in the chat, without a window.
final class Friend implements AutoCloseable {
  private static final long LOBBY = 1;

  private final ServerApi api;
  private final ServerSession session;
  private final Events events = new Events();
  private final List<String> applied = Collections.synchronizedList(new ArrayList<>());

  Friend(ServerAddress server, String email, Path folder) throws Exception {
    this(server, Pin.none(), email, folder);
  }

  /// @param pin whom to take for the server
  Friend(ServerAddress server, Pin pin, String email, Path folder) throws Exception {
    api = new ServerApi(server, pin);
    String token = api.login(email, Story.PASSWORD, "elsewhere").get(60, TimeUnit.SECONDS).token();
    session =
        new ServerSession(
            api.as(new SessionToken(token)),
            folder,
            new SingleThreadLoop("friend"),
            new SplittableRandom(3),
            "friend 1.0",
            this::told);
    session.start();
    events.state(ConnectionState.LIVE);
  }

  private void told(SessionEvent event) {
    if (event instanceof SessionEvent.EntryApplied(ServerEvent.MessagePosted message, _)) {
      applied.add(message.body());
    }
    events.accept(event);
  }

  /// The messages that arrived since the beginning, in order.
  List<String> applied() {
    return List.copyOf(applied);
  }

  /// Looks after the connection, as somebody who comes back to it does.
  void tryNow() {
    session.tryNow();
  }

  /// How many messages are not confirmed.
  int unsent() {
    return session.unsent();
  }

  /// Waits until the mark of what this account has read, here or elsewhere, is there.
  void learnsOfReading(long seq) throws InterruptedException {
    events.next(SessionEvent.ReadMoved.class, e -> e.seq() >= seq);
  }

  /// Makes an account.
  static void signUp(ServerAddress server, String name) throws Exception {
    try (ServerApi api = new ServerApi(server)) {
      api.register(name, Story.email(name), Story.PASSWORD).get(60, TimeUnit.SECONDS);
    }
  }

  /// Makes an account with an invite.
  static void signUp(ServerAddress server, String name, String code) throws Exception {
    try (ServerApi api = new ServerApi(server)) {
      api.register(name, Story.email(name), Story.PASSWORD, code).get(60, TimeUnit.SECONDS);
    }
  }

  /// Makes an account with an invite.
  ///
  /// @param pin whom to take for the server
  /// @param invite its code, or empty
  static void join(ServerAddress server, Pin pin, String name, String invite) throws Exception {
    try (ServerApi api = new ServerApi(server, pin)) {
      api.register(name, Story.email(name), Story.PASSWORD, invite).get(60, TimeUnit.SECONDS);
    }
  }

  void learnsName(String name) throws InterruptedException {
    events.next(SessionEvent.AccountChanged.class, e -> e.account().name().equals(name));
  }

  void isSignedOut() throws InterruptedException {
    events.next(SessionEvent.Ended.class, e -> e.reason() == EndReason.SIGNED_OUT);
  }

  void ends(EndReason reason) throws InterruptedException {
    events.next(SessionEvent.Ended.class, e -> e.reason() == reason);
  }

  /// The first messages of the lobby as the server has them.
  List<MessagePosted> history() throws Exception {
    return session
        .history(LOBBY, new HistoryQuery.After(0, 100))
        .get(60, TimeUnit.SECONDS)
        .messages();
  }

  void say(String text) throws Exception {
    session.send(LOBBY, text, null);
  }

  void types() {
    session.setTyping(LOBBY, true);
  }

  void hears(String text) throws InterruptedException {
    events.next(
        SessionEvent.EntryApplied.class,
        e -> e.entry() instanceof ServerEvent.MessagePosted m && m.body().equals(text));
  }

  @Override
  public void close() {
    session.close();
    api.close();
  }
}

package chatter.client.net;

import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// A session against a hand-played server, with a clock that a test moves.
public final class SessionFixture implements AutoCloseable {
  public static final String TOKEN = "0b9f2f6e-58b0-4c53-9f3c-0f4d3f5a6b7c";
  public static final String LOGIN =
      "{\"token\":\""
          + TOKEN
          + "\",\"expiresAt\":\"2027-01-01T00:00:00Z\",\"account\":{\"id\":3,\"name\":\"Ada\","
          + "\"email\":\"ada@example.org\",\"avatarUrl\":null}}";
  public static final String SERVER =
      "{\"id\":\"s1\",\"name\":\"Ana's Chatter\",\"registration\":\"open\",\"empty\":false,"
          + "\"online\":1,\"version\":\"0.1.0\"}";
  public static final Instant SENT = Instant.parse("2026-11-23T08:59:00Z");
  public static final AccountInfo ADA = new AccountInfo(3, "Ada", "ada@example.org", null);
  public static final AccountInfo BOB = new AccountInfo(4, "Bob", null, null);

  public final FakeServer server = new FakeServer();
  public final Events events = new Events();
  private final Path outbox;
  private final ServerApi api = new ServerApi(server.address());
  public PinnedLoop loop;
  public ServerSession session;

  public SessionFixture(Path outbox) throws IOException {
    this.outbox = outbox;
    open();
  }

  /// A new session on the same outbox, as after a restart of the program.
  public void open() throws IOException {
    loop = new PinnedLoop();
    session =
        new ServerSession(
            api.as(new SessionToken(TOKEN)),
            outbox,
            loop,
            new SplittableRandom(1),
            "test 1.0",
            events);
  }

  /// Starts the session and brings it to life.
  public Peer live(long lastSeq) throws InterruptedException {
    session.start();
    return welcomed("e1", lastSeq);
  }

  /// Takes the next connection and brings it to life.
  public Peer welcomed(String epoch, long lastSeq) throws InterruptedException {
    Peer peer = server.awaitPeer();
    peer.hears(ClientCommand.Hello.class);
    peer.says(welcome(epoch, lastSeq, 0), new ServerEvent.Live());
    events.state(ConnectionState.LIVE);
    return peer;
  }

  /// Lets the wait before the next try pass.
  public void passWait() throws InterruptedException {
    Instant retryAt = events.state(ConnectionState.WAITING).retryAt();
    loop.advance(java.time.Duration.between(loop.now(), retryAt));
  }

  public static ServerEvent.Welcome welcome(String epoch, long lastSeq, long readSeq) {
    return new ServerEvent.Welcome(
        1,
        epoch,
        ADA,
        SENT,
        25,
        new ServerEvent.WelcomeLimits(8_000, 250_000_000L),
        List.of(new ConversationInfo(1, ConversationKind.ROOM, "Lobby", lastSeq, readSeq, 14)),
        null);
  }

  public static MessagePosted message(long seq) {
    return new MessagePosted(1, seq, BOB, "message " + seq, SENT, null, null);
  }

  public static MessagePosted own(long seq, String commandId) {
    return new MessagePosted(1, seq, ADA, "own " + seq, SENT, null, commandId);
  }

  public static ServerEvent.Ack ack(ClientCommand.SendMessage command, long seq) {
    return new ServerEvent.Ack(
        command.id(), command.conversation(), command.commandId(), seq, SENT, false);
  }

  @Override
  public void close() throws IOException {
    session.close();
    api.close();
    server.close();
  }
}

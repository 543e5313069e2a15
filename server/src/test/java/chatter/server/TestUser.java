package chatter.server;

import chatter.shared.api.ConversationResponse;
import chatter.shared.api.CreateRoomRequest;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.Hello;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Somebody signed in to a `TestServer`. One object is one login; `TestServer.signIn` makes another
/// for the same account.
public final class TestUser {
  private final TestServer server;
  private final AccountInfo account;
  private final String token;

  TestUser(TestServer server, AccountInfo account, String token) {
    this.server = server;
    this.account = account;
    this.token = token;
  }

  /// The account's number.
  public long id() {
    return account.id();
  }

  /// The name it signed up with.
  public String name() {
    return account.name();
  }

  /// The address it signs in with.
  public String email() {
    return account.email();
  }

  /// The session token of this login.
  public String token() {
    return token;
  }

  /// Opens a connection and says nothing.
  public TestConnection open() {
    return TestConnection.open(server, token);
  }

  /// Opens a connection as a client without any history, and waits until it is live.
  public TestConnection connect() {
    TestConnection connection = open();
    connection.hello();
    connection.awaits(ServerEvent.Live.class);
    return connection;
  }

  /// Opens a connection as a client that has seen everything up to these cursors, and leaves it to
  /// the test to look at what comes.
  public TestConnection resume(String epoch, Map<Long, Long> cursors) {
    TestConnection connection = open();
    connection.command(new Hello(null, ProtocolVersion.CURRENT, "test", epoch, cursors));
    return connection;
  }

  /// Makes a room with these and oneself in it.
  public ConversationInfo makeRoom(String title, Visibility visibility, TestUser... members) {
    List<Long> ids = Arrays.stream(members).map(TestUser::id).toList();
    return TestHttp.body(
            201,
            ConversationResponse.class,
            server
                .http()
                .post(
                    "/api/conversations",
                    token,
                    new CreateRoomRequest(title, null, visibility, ids)))
        .conversation();
  }

  /// The same login at a server that has come back elsewhere, with the same data.
  public TestUser at(TestServer other) {
    return new TestUser(other, account, token);
  }

  /// The same account on another device.
  public TestUser elsewhere() {
    return server.login(email(), TestServer.PASSWORD);
  }

  @Override
  public String toString() {
    return name();
  }
}

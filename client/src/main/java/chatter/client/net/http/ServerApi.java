package chatter.client.net.http;

import chatter.shared.api.AccountResponse;
import chatter.shared.api.HealthResponse;
import chatter.shared.api.InviteView;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.AccountInfo;
import java.util.concurrent.CompletableFuture;

/// What anybody may ask a server over HTTP. Safe for any thread; futures complete on a thread of
/// the HTTP client and fail with an `ApiException`.
public final class ServerApi implements AutoCloseable {
  private final HttpTransport reach;
  private final HttpCalls calls;

  /// Prepares calls to the server at `address`, trusted as the system does; does not connect yet.
  public ServerApi(ServerAddress address) {
    this(address, Pin.none());
  }

  /// Prepares calls to the server at `address`; does not connect yet.
  ///
  /// @param pin whom to take for that server
  public ServerApi(ServerAddress address, Pin pin) {
    this.reach = new HttpTransport(address, pin);
    this.calls = new HttpCalls(reach, null);
  }

  /// Where the server is. After the first answer it begins with `https://` if the server speaks
  /// TLS, also if it was named without.
  public ServerAddress address() {
    return reach.address();
  }

  /// Whether a Chatter server is there.
  public CompletableFuture<HealthResponse> health() {
    return calls.json("GET", "/api/health", null, HealthResponse.class);
  }

  /// What the server says about itself.
  public CompletableFuture<ServerInfo> server() {
    return calls.json("GET", "/api/server", null, ServerInfo.class);
  }

  /// What an invite is to, while it is good.
  public CompletableFuture<InviteView> invitation(String code) {
    return calls.json("GET", "/api/invites/" + code, null, InviteView.class);
  }

  /// Creates an account where none needs an invite; it does not sign in.
  public CompletableFuture<AccountInfo> register(String name, String email, String password) {
    return register(name, email, password, "");
  }

  /// Creates an account; it does not sign in.
  ///
  /// @param invite an invite's code, or empty
  public CompletableFuture<AccountInfo> register(
      String name, String email, String password, String invite) {
    return calls
        .json(
            "POST",
            "/api/register",
            new RegisterRequest(name, email, password, invite.isEmpty() ? null : invite),
            AccountResponse.class)
        .thenApply(AccountResponse::account);
  }

  /// Signs in.
  ///
  /// @param device what to call this login in the list of signed-in devices
  public CompletableFuture<LoginResponse> login(String email, String password, String device) {
    return calls.json(
        "POST", "/api/login", new LoginRequest(email, password, device), LoginResponse.class);
  }

  /// The calls of a login, over the same HTTP client: close this one last.
  public AccountApi as(SessionToken token) {
    return new AccountApi(reach, token);
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    reach.close();
  }
}

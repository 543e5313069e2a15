package chatter.client.net;

import chatter.shared.api.AccountResponse;
import chatter.shared.api.HealthResponse;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.RegisterRequest;
import chatter.shared.protocol.AccountInfo;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What anybody may ask a server over HTTP. Safe for any thread; futures complete on a thread of
/// the HTTP client and fail with an `ApiException`.
public final class ServerApi implements AutoCloseable {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /// Made on a thread of its own: the first one of a program reads every certificate authority
  /// there is, and whoever signs in looks at a window meanwhile.
  private final CompletableFuture<HttpClient> http =
      CompletableFuture.supplyAsync(ServerApi::client, task -> Thread.ofVirtual().start(task));

  private final ServerAddress address;
  private final HttpCalls calls;

  /// Prepares calls to the server at `address`; does not connect yet.
  public ServerApi(ServerAddress address) {
    this.address = address;
    this.calls = new HttpCalls(http, address, null);
  }

  private static HttpClient client() {
    // Redirects are not followed: they would carry passwords and tokens somewhere else.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_WITHIN)
        .build();
  }

  /// Which server.
  public ServerAddress address() {
    return address;
  }

  /// Whether a Chatter server is there.
  public CompletableFuture<HealthResponse> health() {
    return calls.json("GET", "/api/health", null, HealthResponse.class);
  }

  /// Creates an account; it does not sign in.
  public CompletableFuture<AccountInfo> register(String name, String email, String password) {
    return calls
        .json(
            "POST",
            "/api/register",
            new RegisterRequest(name, email, password),
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
    return new AccountApi(address, token, new HttpCalls(http, address, token));
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    var _ = http.thenAccept(HttpClient::shutdownNow);
  }
}

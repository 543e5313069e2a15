package chatter.client.net.http;

import chatter.shared.api.AccountResponse;
import chatter.shared.api.ChangePasswordRequest;
import chatter.shared.api.HealthResponse;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.NotificationsRequest;
import chatter.shared.api.NotificationsResponse;
import chatter.shared.api.PeopleResponse;
import chatter.shared.api.RenameRequest;
import chatter.shared.api.SessionResponse;
import chatter.shared.api.SessionsResponse;
import chatter.shared.api.SessionsResponse.SessionInfo;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.AvatarUrl;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What somebody who is signed in may ask a server over HTTP. Safe for any thread; futures complete
/// on a thread of the HTTP client and fail with an `ApiException`; a login that ended is a refusal
/// with status 401.
public final class AccountApi {
  private final HttpTransport reach;
  private final SessionToken token;
  private final HttpCalls calls;

  AccountApi(HttpTransport reach, SessionToken token) {
    this.reach = reach;
    this.token = token;
    this.calls = new HttpCalls(reach, token);
  }

  /// Where the server is; begins with `https://` once it is known to speak TLS.
  public ServerAddress address() {
    return reach.address();
  }

  /// Where and how a websocket of this login opens now. Fails with an `ApiException`.
  public CompletableFuture<WebSocketTarget> webSocket() {
    ServerAddress known = reach.address();
    if (known.isThisComputer() && !known.isSecure()) {
      return CompletableFuture.completedFuture(new WebSocketTarget(known.webSocket(token), null));
    }
    return reach
        .askedAgain()
        .thenCompose(place -> ServerAddress.reachable(place.webSocket(token)))
        .thenCombine(
            reach.http(),
            (place, http) ->
                new WebSocketTarget(
                    place,
                    place.getScheme().equals("wss") ? http.sslContext().getSocketFactory() : null));
  }

  /// Whether the server is there; carries no token, since that is not known before the answer.
  public CompletableFuture<HealthResponse> health() {
    return new HttpCalls(reach, null).json("GET", "/api/health", null, HealthResponse.class);
  }

  /// Sees every answer on its way.
  @FunctionalInterface
  public interface Watch {
    /// The same answer, seen.
    <T> CompletableFuture<T> over(CompletableFuture<T> call);
  }

  /// The calls about conversations.
  public ConversationCalls conversations(Watch watch) {
    return new ConversationApi(calls, watch);
  }

  /// The calls about files.
  public FileCalls files(Watch watch) {
    return new FileApi(calls, new HttpCalls(reach, null), watch);
  }

  /// What those may ask who run the server.
  public AdminApi admin() {
    return new AdminApi(calls);
  }

  SessionToken token() {
    return token;
  }

  /// Whose login it is, and that it is still good.
  public CompletableFuture<SessionResponse> session() {
    return calls.json("GET", "/api/session", null, SessionResponse.class);
  }

  /// Ends this login.
  public CompletableFuture<Void> logout() {
    return calls.call("POST", "/api/logout", null);
  }

  /// Every login of the account, the newest use first.
  public CompletableFuture<List<SessionInfo>> sessions() {
    return calls
        .json("GET", "/api/sessions", null, SessionsResponse.class)
        .thenApply(SessionsResponse::sessions);
  }

  /// Ends one of the account's logins.
  public CompletableFuture<Void> endSession(long id) {
    return calls.call("DELETE", "/api/sessions/" + id, null);
  }

  /// Changes the display name.
  public CompletableFuture<AccountInfo> rename(String name) {
    return calls
        .json("PATCH", "/api/account", new RenameRequest(name), AccountResponse.class)
        .thenApply(AccountResponse::account);
  }

  /// Says something else about notifications.
  ///
  /// @param some what is null stays as it is
  /// @return what holds now
  public CompletableFuture<NotificationSettings> changeNotifications(NotificationsRequest some) {
    return calls
        .json("PATCH", "/api/account/notifications", some, NotificationsResponse.class)
        .thenApply(NotificationsResponse::notifications);
  }

  /// Changes the password; every other login of the account ends.
  public CompletableFuture<Void> changePassword(String oldPassword, String newPassword) {
    return calls.call(
        "PUT", "/api/account/password", new ChangePasswordRequest(oldPassword, newPassword));
  }

  /// Sets the profile picture.
  ///
  /// @param image the bytes of a PNG, JPEG, GIF or WebP, at most `Limits.AVATAR_BYTES`
  public CompletableFuture<AccountInfo> setAvatar(byte[] image) {
    return calls
        .upload("PUT", "/api/account/avatar", image, AccountResponse.class)
        .thenApply(AccountResponse::account);
  }

  /// Removes the profile picture.
  public CompletableFuture<AccountInfo> removeAvatar() {
    return calls
        .json("DELETE", "/api/account/avatar", null, AccountResponse.class)
        .thenApply(AccountResponse::account);
  }

  /// A page of those in the chat of whose name a word begins so.
  ///
  /// @param query nothing finds everybody
  /// @param after the `next` of the page before; null for the first
  public CompletableFuture<PeopleResponse> people(String query, Long after) {
    return calls.json(
        "GET", "/api/people?" + HttpCalls.page(query, after), null, PeopleResponse.class);
  }

  /// The image behind an `avatarUrl`.
  public CompletableFuture<byte[]> avatar(String avatarUrl) {
    // The path comes from the server's data; it must not lead a call, with its token, elsewhere.
    return AvatarUrl.isOne(avatarUrl)
        ? calls.bytes(avatarUrl)
        : CompletableFuture.failedFuture(new ApiException.NotChatter("not a picture's path", null));
  }

  /// A page of a conversation's messages.
  public CompletableFuture<HistoryPage> history(long conversation, HistoryQuery query) {
    String range =
        switch (query) {
          case HistoryQuery.Newest _ -> "";
          case HistoryQuery.Before before -> "before=" + before.seq() + "&";
          case HistoryQuery.After after -> "after=" + after.seq() + "&";
          case HistoryQuery.Around around -> "around=" + around.seq() + "&";
        };
    return calls.json(
        "GET",
        "/api/conversations/" + conversation + "/messages?" + range + "limit=" + query.limit(),
        null,
        HistoryPage.class);
  }
}

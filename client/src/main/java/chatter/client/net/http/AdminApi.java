package chatter.client.net.http;

import chatter.shared.api.AccountsResponse;
import chatter.shared.api.ChangeAccountRequest;
import chatter.shared.api.ChangeServerRequest;
import chatter.shared.api.InviteInfo;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.InvitesResponse;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.OwnerRequest;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the owner of a server, and those who help, may ask it over HTTP. Others are refused with
/// status 403. Safe for any thread; futures complete on a thread of the HTTP client and fail with
/// an `ApiException`.
public final class AdminApi {
  private final HttpCalls calls;

  AdminApi(HttpCalls calls) {
    this.calls = calls;
  }

  /// What the server says about itself.
  public CompletableFuture<ServerInfo> server() {
    return calls.json("GET", "/api/server", null, ServerInfo.class);
  }

  /// Changes what the server is called and who may join.
  public CompletableFuture<ServerInfo> change(String name, Registration registration) {
    return calls.json(
        "PATCH", "/api/server", new ChangeServerRequest(name, registration), ServerInfo.class);
  }

  /// Makes an invite; only this answer holds its code.
  ///
  /// @param uses how many people may use it; null for any number
  /// @param hours how long it is good
  public CompletableFuture<InviteOffer> invite(Integer uses, int hours) {
    return calls.json("POST", "/api/invites", new InviteRequest(uses, hours), InviteOffer.class);
  }

  /// The invites that are still good, without their codes.
  public CompletableFuture<List<InviteInfo>> invites() {
    return calls
        .json("GET", "/api/invites", null, InvitesResponse.class)
        .thenApply(InvitesResponse::invites);
  }

  /// Ends one invite.
  public CompletableFuture<Void> endInvite(long id) {
    return calls.call("DELETE", "/api/invites/" + id, null);
  }

  /// Ends every invite.
  public CompletableFuture<Void> endInvites() {
    return calls.call("DELETE", "/api/invites", null);
  }

  /// A page of the accounts whose name or email address has a word that begins so.
  ///
  /// @param query nothing finds everybody
  /// @param after the `next` of the page before; null for the first
  public CompletableFuture<AccountsResponse> accounts(String query, Long after) {
    return calls.json(
        "GET", "/api/accounts?" + HttpCalls.page(query, after), null, AccountsResponse.class);
  }

  /// Gives an account another role.
  public CompletableFuture<ManagedAccount> setRole(long account, Role role) {
    return change(account, new ChangeAccountRequest(role, null));
  }

  /// Takes an account out of the chat, or lets it in again. Its messages and its name stay.
  public CompletableFuture<ManagedAccount> setDisabled(long account, boolean disabled) {
    return change(account, new ChangeAccountRequest(null, disabled));
  }

  private CompletableFuture<ManagedAccount> change(long account, ChangeAccountRequest how) {
    return calls.json("PATCH", "/api/accounts/" + account, how, ManagedAccount.class);
  }

  /// Signs an account out everywhere.
  public CompletableFuture<Void> endSessions(long account) {
    return calls.call("DELETE", "/api/accounts/" + account + "/sessions", null);
  }

  /// Makes somebody else the owner. The owner of before is an admin then.
  public CompletableFuture<Void> handOver(long account) {
    return calls.call("POST", "/api/owner", new OwnerRequest(account));
  }

  /// Makes a link with which somebody who forgot the password sets a new one, once.
  public CompletableFuture<PasswordResetOffer> passwordReset(long account) {
    return calls.json(
        "POST", "/api/accounts/" + account + "/password-reset", null, PasswordResetOffer.class);
  }
}

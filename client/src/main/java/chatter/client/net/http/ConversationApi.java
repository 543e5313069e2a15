package chatter.client.net.http;

import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.api.CreateRoomRequest;
import chatter.shared.api.FirstResponse;
import chatter.shared.api.MembersResponse;
import chatter.shared.api.MessageVersion;
import chatter.shared.api.PinsResponse;
import chatter.shared.api.ReactedResponse;
import chatter.shared.api.RoomsResponse;
import chatter.shared.api.SearchResponse;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedResponse;
import chatter.shared.api.VersionsResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The calls about conversations, of one login.
final class ConversationApi implements ConversationCalls {
  private static final String CONVERSATIONS = "/api/conversations";

  private final HttpCalls calls;
  private final AccountApi.Watch watch;

  ConversationApi(HttpCalls calls, AccountApi.Watch watch) {
    this.calls = calls;
    this.watch = watch;
  }

  private <T> CompletableFuture<T> json(String method, String path, Object body, Class<T> answer) {
    return watch.over(calls.json(method, path, body, answer));
  }

  private CompletableFuture<Void> call(String method, String path, Object body) {
    return watch.over(calls.call(method, path, body));
  }

  private static String of(long conversation) {
    return CONVERSATIONS + "/" + conversation;
  }

  @Override
  public CompletableFuture<RoomsResponse> rooms(String query, String after) {
    return json("GET", "/api/rooms?" + HttpCalls.page(query, after), null, RoomsResponse.class);
  }

  @Override
  public CompletableFuture<ConversationInfo> makeRoom(
      String title, String topic, Visibility visibility, List<Long> members) {
    return json(
            "POST",
            CONVERSATIONS,
            new CreateRoomRequest(title, topic, visibility, members),
            ConversationResponse.class)
        .thenApply(ConversationResponse::conversation);
  }

  @Override
  public CompletableFuture<ConversationInfo> direct(List<Long> accounts) {
    return json("POST", "/api/directs", new AccountsRequest(accounts), ConversationResponse.class)
        .thenApply(ConversationResponse::conversation);
  }

  @Override
  public CompletableFuture<ConversationInfo> change(long conversation, ChangeRoomRequest change) {
    return json("PATCH", of(conversation), change, ConversationResponse.class)
        .thenApply(ConversationResponse::conversation);
  }

  @Override
  public CompletableFuture<Void> addMembers(long conversation, List<Long> accounts) {
    return call("POST", of(conversation) + "/members", new AccountsRequest(accounts));
  }

  @Override
  public CompletableFuture<Void> removeMember(long conversation, long account) {
    return call("DELETE", of(conversation) + "/members/" + account, null);
  }

  @Override
  public CompletableFuture<MembersResponse> members(long conversation, String query, Long after) {
    return json(
        "GET",
        of(conversation) + "/members?" + HttpCalls.page(query, after),
        null,
        MembersResponse.class);
  }

  @Override
  public CompletableFuture<Void> setHost(long conversation, long account, boolean host) {
    return call(host ? "PUT" : "DELETE", of(conversation) + "/hosts/" + account, null);
  }

  @Override
  public CompletableFuture<Void> mine(long conversation, ChangeMineRequest change) {
    return call("PUT", of(conversation) + "/mine", change);
  }

  @Override
  public CompletableFuture<List<MessagePosted>> pins(long conversation) {
    return json("GET", of(conversation) + "/pins", null, PinsResponse.class)
        .thenApply(PinsResponse::rows);
  }

  @Override
  public CompletableFuture<SharedResponse> shared(long conversation, SharedKind kind, Long before) {
    return json(
        "GET",
        of(conversation)
            + "/shared?kind="
            + kind.wireName()
            + (before == null ? "" : "&before=" + before),
        null,
        SharedResponse.class);
  }

  @Override
  public CompletableFuture<SearchResponse> search(
      String text, Long here, String zone, String cursor) {
    return json(
        "GET",
        "/api/search?q="
            + HttpCalls.encoded(text)
            + "&zone="
            + HttpCalls.encoded(zone)
            + (here == null ? "" : "&in=" + here)
            + (cursor == null ? "" : "&cursor=" + HttpCalls.encoded(cursor)),
        null,
        SearchResponse.class);
  }

  @Override
  public CompletableFuture<Long> first(long conversation, Instant since) {
    return json(
            "GET",
            of(conversation) + "/first?since=" + HttpCalls.encoded(since.toString()),
            null,
            FirstResponse.class)
        .thenApply(FirstResponse::message);
  }

  @Override
  public CompletableFuture<List<MessageVersion>> versions(long conversation, long seq) {
    return json(
            "GET",
            of(conversation) + "/messages/" + seq + "/versions",
            null,
            VersionsResponse.class)
        .thenApply(VersionsResponse::versions);
  }

  @Override
  public CompletableFuture<List<AccountInfo>> reactedBy(long conversation, long seq, String emoji) {
    return json(
            "GET",
            of(conversation) + "/messages/" + seq + "/reactions?emoji=" + HttpCalls.encoded(emoji),
            null,
            ReactedResponse.class)
        .thenApply(ReactedResponse::accounts);
  }
}

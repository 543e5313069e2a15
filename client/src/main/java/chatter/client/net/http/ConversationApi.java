package chatter.client.net.http;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  private record ConversationAnswer(ConversationInfo conversation) {}

  private record NewRoom(String title, String topic, Visibility visibility, List<Long> members) {}

  private record Accounts(List<Long> accounts) {}

  private record People(List<AccountInfo> accounts) {}

  private record Rows(List<MessagePosted> rows) {}

  private record Versions(List<Version> versions) {}

  private <T> CompletableFuture<T> json(String method, String path, Object body, Class<T> answer) {
    return watch.over(calls.json(method, path, body, answer));
  }

  private CompletableFuture<Void> call(String method, String path, Object body) {
    return watch.over(calls.call(method, path, body));
  }

  private static String page(String query, Object after) {
    return "query=" + encoded(query) + (after == null ? "" : "&after=" + encoded(after.toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String of(long conversation) {
    return CONVERSATIONS + "/" + conversation;
  }

  @Override
  public CompletableFuture<RoomsPage> rooms(String query, Object after) {
    return json("GET", "/api/rooms?" + page(query, after), null, RoomsPage.class);
  }

  @Override
  public CompletableFuture<ConversationInfo> makeRoom(
      String title, String topic, Visibility visibility, List<Long> members) {
    return json(
            "POST",
            CONVERSATIONS,
            new NewRoom(title, topic, visibility, members),
            ConversationAnswer.class)
        .thenApply(ConversationAnswer::conversation);
  }

  @Override
  public CompletableFuture<ConversationInfo> direct(List<Long> accounts) {
    return json("POST", "/api/directs", new Accounts(accounts), ConversationAnswer.class)
        .thenApply(ConversationAnswer::conversation);
  }

  @Override
  public CompletableFuture<ConversationInfo> conversation(long conversation) {
    return json("GET", of(conversation), null, ConversationAnswer.class)
        .thenApply(ConversationAnswer::conversation);
  }

  @Override
  public CompletableFuture<ConversationInfo> change(long conversation, RoomChange change) {
    return json("PATCH", of(conversation), change, ConversationAnswer.class)
        .thenApply(ConversationAnswer::conversation);
  }

  @Override
  public CompletableFuture<Void> addMembers(long conversation, List<Long> accounts) {
    return call("POST", of(conversation) + "/members", new Accounts(accounts));
  }

  @Override
  public CompletableFuture<Void> removeMember(long conversation, long account) {
    return call("DELETE", of(conversation) + "/members/" + account, null);
  }

  @Override
  public CompletableFuture<MembersPage> members(long conversation, String query, Object after) {
    return json(
        "GET", of(conversation) + "/members?" + page(query, after), null, MembersPage.class);
  }

  @Override
  public CompletableFuture<Void> setHost(long conversation, long account, boolean host) {
    return call(host ? "PUT" : "DELETE", of(conversation) + "/hosts/" + account, null);
  }

  @Override
  public CompletableFuture<Void> mine(long conversation, MineChange change) {
    return call("PUT", of(conversation) + "/mine", change);
  }

  @Override
  public CompletableFuture<List<MessagePosted>> pins(long conversation) {
    return json("GET", of(conversation) + "/pins", null, Rows.class).thenApply(Rows::rows);
  }

  @Override
  public CompletableFuture<List<Version>> versions(long conversation, long seq) {
    return json("GET", of(conversation) + "/messages/" + seq + "/versions", null, Versions.class)
        .thenApply(Versions::versions);
  }

  @Override
  public CompletableFuture<List<AccountInfo>> reactedBy(long conversation, long seq, String emoji) {
    return json(
            "GET",
            of(conversation) + "/messages/" + seq + "/reactions?emoji=" + encoded(emoji),
            null,
            People.class)
        .thenApply(People::accounts);
  }
}

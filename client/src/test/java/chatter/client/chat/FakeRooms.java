package chatter.client.chat;

import chatter.client.net.http.ConversationCalls;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.MemberInfo;
import chatter.shared.api.MembersResponse;
import chatter.shared.api.MessageVersion;
import chatter.shared.api.RoomInfo;
import chatter.shared.api.RoomsResponse;
import chatter.shared.api.SearchResponse;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Calls about conversations that answer at once what a test has put there, and are recorded.
public final class FakeRooms implements ConversationCalls {
  private static final int PAGE = 100;

  public final List<String> calls = new ArrayList<>();
  public final List<MemberInfo> members = new ArrayList<>();
  public final List<RoomInfo> rooms = new ArrayList<>();
  public final List<MessagePosted> pinned = new ArrayList<>();
  public final List<MessageVersion> versions = new ArrayList<>();
  public final List<AccountInfo> reacted = new ArrayList<>();

  /// What was shared, the newest first; what it has no files of has links.
  public final List<SharedItem> shared = new ArrayList<>();

  /// What the pages of a search are, the first one first; one more is empty.
  public final List<SearchResponse> found = new ArrayList<>();

  /// The first message since any moment; null if there is none.
  public Long first;

  /// How many messages there are in a page of what was shared.
  public int sharedPage = 30;

  public ConversationInfo answer;

  /// What every call fails with; null if none does.
  public RuntimeException failure;

  private <T> CompletableFuture<T> answer(String call, T value) {
    calls.add(call);
    return failure == null
        ? CompletableFuture.completedFuture(value)
        : CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletableFuture<RoomsResponse> rooms(String query, String after) {
    return answer("rooms " + query + " " + after, new RoomsResponse(rooms, null));
  }

  @Override
  public CompletableFuture<ConversationInfo> makeRoom(
      String title, String topic, Visibility visibility, List<Long> accounts) {
    return answer("makeRoom " + title + " " + topic + " " + visibility + " " + accounts, answer);
  }

  @Override
  public CompletableFuture<ConversationInfo> direct(List<Long> accounts) {
    return answer("direct " + accounts, answer);
  }

  @Override
  public CompletableFuture<ConversationInfo> change(long conversation, ChangeRoomRequest change) {
    return answer("change " + conversation + " " + change, answer);
  }

  @Override
  public CompletableFuture<Void> addMembers(long conversation, List<Long> accounts) {
    return answer("addMembers " + conversation + " " + accounts, null);
  }

  @Override
  public CompletableFuture<Void> removeMember(long conversation, long account) {
    return answer("removeMember " + conversation + " " + account, null);
  }

  @Override
  public CompletableFuture<MembersResponse> members(long conversation, String query, Long after) {
    List<MemberInfo> rest =
        members.stream().filter(one -> after == null || one.account().id() > after).toList();
    List<MemberInfo> page = rest.subList(0, Math.min(PAGE, rest.size()));
    Long next = rest.size() > PAGE ? Long.valueOf(page.getLast().account().id()) : null;
    return answer("members " + conversation + " " + query, new MembersResponse(page, next));
  }

  @Override
  public CompletableFuture<Void> setHost(long conversation, long account, boolean host) {
    return answer("setHost " + conversation + " " + account + " " + host, null);
  }

  @Override
  public CompletableFuture<Void> mine(long conversation, ChangeMineRequest change) {
    return answer("mine " + conversation + " " + change, null);
  }

  @Override
  public CompletableFuture<List<MessagePosted>> pins(long conversation) {
    return answer("pins " + conversation, List.copyOf(pinned));
  }

  @Override
  public CompletableFuture<SharedResponse> shared(long conversation, SharedKind kind, Long before) {
    List<SharedItem> rest =
        shared.stream()
            .filter(item -> before == null || item.seq() < before)
            .filter(item -> kindOf(item) == kind)
            .toList();
    List<SharedItem> page = rest.subList(0, Math.min(sharedPage, rest.size()));
    Long next = rest.size() > page.size() ? Long.valueOf(page.getLast().seq()) : null;
    return answer(
        "shared " + conversation + " " + kind.wireName() + " " + before,
        new SharedResponse(page, next));
  }

  private static SharedKind kindOf(SharedItem item) {
    if (item.files() == null) {
      return SharedKind.LINKS;
    }
    return item.files().getFirst().width() == null ? SharedKind.FILES : SharedKind.PICTURES;
  }

  @Override
  public CompletableFuture<SearchResponse> search(
      String text, Long here, String zone, String cursor) {
    int page = cursor == null ? 0 : Integer.parseInt(cursor);
    return answer(
        "search " + text + " " + here + " " + cursor,
        page < found.size() ? found.get(page) : new SearchResponse(List.of(), null, null));
  }

  @Override
  public CompletableFuture<Long> first(long conversation, Instant since) {
    return answer("first " + conversation + " " + since, first);
  }

  @Override
  public CompletableFuture<List<MessageVersion>> versions(long conversation, long seq) {
    return answer("versions " + conversation + " " + seq, List.copyOf(versions));
  }

  @Override
  public CompletableFuture<List<AccountInfo>> reactedBy(long conversation, long seq, String emoji) {
    return answer("reactedBy " + conversation + " " + seq + " " + emoji, List.copyOf(reacted));
  }
}

package chatter.client.net.http;

import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.MembersResponse;
import chatter.shared.api.MessageVersion;
import chatter.shared.api.RoomsResponse;
import chatter.shared.api.SearchResponse;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a member may ask about conversations over HTTP. What it changes is also told as an event.
/// Safe for any thread; futures fail with an `ApiException`.
public interface ConversationCalls {
  /// Open rooms, and private ones of one's own, of whose titles a word begins so.
  ///
  /// @param after the `next` of the page before; null for the first
  CompletableFuture<RoomsResponse> rooms(String query, String after);

  /// Makes a room.
  ///
  /// @param members who belongs to it beside oneself
  CompletableFuture<ConversationInfo> makeRoom(
      String title, String topic, Visibility visibility, List<Long> members);

  /// The direct conversation with these people, made if there is none.
  CompletableFuture<ConversationInfo> direct(List<Long> accounts);

  /// Changes a room.
  CompletableFuture<ConversationInfo> change(long conversation, ChangeRoomRequest change);

  /// Adds people to a room; oneself to join.
  CompletableFuture<Void> addMembers(long conversation, List<Long> accounts);

  /// Takes somebody out of a room; oneself to leave.
  CompletableFuture<Void> removeMember(long conversation, long account);

  /// Those who belong to a conversation and of whose name a word begins so.
  ///
  /// @param after the `next` of the page before; null for the first
  CompletableFuture<MembersResponse> members(long conversation, String query, Long after);

  /// Makes a member host, or no host any more.
  CompletableFuture<Void> setHost(long conversation, long account, boolean host);

  /// Changes what is one's own about a conversation.
  CompletableFuture<Void> mine(long conversation, ChangeMineRequest change);

  /// What is pinned, the newest pin first.
  CompletableFuture<List<MessagePosted>> pins(long conversation);

  /// What was shared in a conversation, a page of it, the newest first.
  ///
  /// @param before the `next` of the page before; null for the newest
  CompletableFuture<SharedResponse> shared(long conversation, SharedKind kind, Long before);

  /// Messages by what is in them, a page of them, the newest first.
  ///
  /// @param text what is sought, with its operators
  /// @param here the conversation it is sought in; null for all of one's own
  /// @param zone the name of the time zone whose days are meant, e.g. `Europe/Lisbon`
  /// @param cursor the `next` of the page before; null for the newest
  CompletableFuture<SearchResponse> search(String text, Long here, String zone, String cursor);

  /// The number of the first message that was sent at a moment or later; null if there is none.
  CompletableFuture<Long> first(long conversation, Instant since);

  /// The texts that a message had, the oldest first, and the present one last.
  CompletableFuture<List<MessageVersion>> versions(long conversation, long seq);

  /// All who reacted so to a message.
  CompletableFuture<List<AccountInfo>> reactedBy(long conversation, long seq, String emoji);
}

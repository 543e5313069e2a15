package chatter.client.net.http;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a member may ask about conversations over HTTP. What it changes is also told as an event.
/// Safe for any thread; futures fail with an `ApiException`.
public interface ConversationCalls {
  /// A room that one can find.
  ///
  /// @param members how many belong to it
  /// @param lastAt when something happened there last; null if nothing has
  /// @param joined whether the caller belongs to it
  record RoomInfo(
      long id,
      String title,
      String topic,
      Visibility visibility,
      int members,
      Instant lastAt,
      boolean joined) {}

  /// Some of the rooms.
  ///
  /// @param next goes back as `after`; null if there are no more
  record RoomsPage(List<RoomInfo> rooms, Object next) {
    public RoomsPage {
      rooms = List.copyOf(rooms);
    }
  }

  /// Somebody who belongs to a conversation.
  ///
  /// @param host whether one of its hosts
  record Member(AccountInfo account, boolean host) {}

  /// Some of the members.
  ///
  /// @param next goes back as `after`; null if there are no more
  record MembersPage(List<Member> members, Object next) {
    public MembersPage {
      members = List.copyOf(members);
    }
  }

  /// What is to change of a room; what is null stays.
  ///
  /// @param confirm true if a private room is to be open, and everybody may read what was said
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RoomChange(
      String title, String topic, Visibility visibility, Boolean archived, Boolean confirm) {}

  /// What is to change of one's own; what is null stays.
  ///
  /// @param unreadFrom the message from which on all is to be unread
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MineChange(Boolean starred, Level level, Long unreadFrom) {}

  /// A text that a message had.
  record Version(String body, Instant at) {}

  /// Open rooms, and private ones of one's own, of whose titles a word begins so.
  ///
  /// @param after the `next` of the page before; null for the first
  CompletableFuture<RoomsPage> rooms(String query, Object after);

  /// Makes a room.
  ///
  /// @param members who belongs to it beside oneself
  CompletableFuture<ConversationInfo> makeRoom(
      String title, String topic, Visibility visibility, List<Long> members);

  /// The direct conversation with these people, made if there is none.
  CompletableFuture<ConversationInfo> direct(List<Long> accounts);

  /// A conversation as the caller sees it.
  CompletableFuture<ConversationInfo> conversation(long conversation);

  /// Changes a room.
  CompletableFuture<ConversationInfo> change(long conversation, RoomChange change);

  /// Adds people to a room; oneself to join.
  CompletableFuture<Void> addMembers(long conversation, List<Long> accounts);

  /// Takes somebody out of a room; oneself to leave.
  CompletableFuture<Void> removeMember(long conversation, long account);

  /// Those who belong to a conversation and of whose name a word begins so.
  ///
  /// @param after the `next` of the page before; null for the first
  CompletableFuture<MembersPage> members(long conversation, String query, Object after);

  /// Makes a member host, or no host any more.
  CompletableFuture<Void> setHost(long conversation, long account, boolean host);

  /// Changes what is one's own about a conversation.
  CompletableFuture<Void> mine(long conversation, MineChange change);

  /// What is pinned, the newest pin first.
  CompletableFuture<List<MessagePosted>> pins(long conversation);

  /// The texts that a message had, the oldest first, and the present one last.
  CompletableFuture<List<Version>> versions(long conversation, long seq);

  /// All who reacted so to a message.
  CompletableFuture<List<AccountInfo>> reactedBy(long conversation, long seq, String emoji);
}

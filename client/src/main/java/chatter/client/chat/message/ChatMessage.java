package chatter.client.chat.message;

import chatter.client.net.outbox.OutboxEntry;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;

/// A message of the timeline, stored or still in the outbox.
///
/// @param key its name in the timeline; stays the same when a pending message is stored
/// @param seq its place in the conversation; 0 while it is not stored
/// @param content what was said
/// @param delivery how far it got
/// @param reason why it failed; null unless `FAILED`
/// @param live whether it came while the timeline was being followed
/// @param afterSeq the stored message behind which a failed one stays; 0 for all others, and where
///   that is not known
public record ChatMessage(
    Object key,
    long seq,
    Content content,
    Delivery delivery,
    RejectCode reason,
    boolean live,
    long afterSeq) {

  /// How far a message got.
  public enum Delivery {
    /// In the outbox; it goes out as soon as it can.
    PENDING,
    /// On the server's disk.
    STORED,
    /// Refused; it goes out again only when the sender wants.
    FAILED
  }

  /// What was said, by whom and when.
  ///
  /// @param own whether the reader wrote it
  /// @param at the server's time, or this computer's while it is not stored
  /// @param replyTo the `seq` it answers, or null
  public record Content(AccountInfo sender, boolean own, String body, Instant at, Long replyTo) {}

  public static ChatMessage of(MessagePosted message, long me, boolean live) {
    boolean own = message.sender().id() == me;
    Content content =
        new Content(message.sender(), own, message.body(), message.sentAt(), message.replyTo());
    Object key = own && message.commandId() != null ? message.commandId() : message.seq();
    return new ChatMessage(key, message.seq(), content, Delivery.STORED, null, live, 0);
  }

  public static ChatMessage of(OutboxEntry waiting, AccountInfo me) {
    Content content = new Content(me, true, waiting.body(), waiting.createdAt(), waiting.replyTo());
    Delivery delivery =
        waiting.state() == OutboxEntry.State.FAILED ? Delivery.FAILED : Delivery.PENDING;
    return new ChatMessage(
        waiting.commandId(),
        0,
        content,
        delivery,
        waiting.reason(),
        true,
        delivery == Delivery.FAILED ? waiting.afterSeq() : 0);
  }

  /// A message as it is read out.
  public static String say(String sender, String time, String body) {
    return sender + ", " + time + ": " + body;
  }

  public boolean stored() {
    return delivery == Delivery.STORED;
  }

  public boolean own() {
    return content.own();
  }

  public ChatMessage storedAs(long storedSeq, Instant sentAt) {
    Content at = new Content(content.sender(), true, content.body(), sentAt, content.replyTo());
    return new ChatMessage(key, storedSeq, at, Delivery.STORED, null, live, 0);
  }

  /// A stored one as the server tells it.
  public MessagePosted posted(long conversation) {
    return new MessagePosted(
        conversation,
        seq,
        content.sender(),
        content.body(),
        content.at(),
        content.replyTo(),
        own() && key instanceof String id ? id : null);
  }

  /// The same with another time.
  public ChatMessage at(Instant time) {
    Content moved =
        new Content(content.sender(), content.own(), content.body(), time, content.replyTo());
    return new ChatMessage(key, seq, moved, delivery, reason, live, afterSeq);
  }

  /// Where it stands among stored messages: two steps for each, so that what failed fits between.
  public long place() {
    return stored() ? 2 * seq : 2 * afterSeq + 1;
  }

  public ChatMessage by(AccountInfo sender) {
    Content renamed =
        new Content(sender, content.own(), content.body(), content.at(), content.replyTo());
    return new ChatMessage(key, seq, renamed, delivery, reason, live, afterSeq);
  }
}

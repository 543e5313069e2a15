package chatter.client.chat.message;

import chatter.client.net.outbox.MessageRef;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.net.outbox.OutboxEntry;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A row of the timeline's history: a message, stored or still in the outbox, or a notice of what
/// happened to the room.
///
/// @param key its name in the timeline; stays the same when a pending message is stored
/// @param seq its place in the conversation; 0 while it is not stored
/// @param confirmed what the server says of it
/// @param content what is shown of it: `confirmed` with what waits to be changed
/// @param delivery how far it got
/// @param reason why it failed; null unless `FAILED`
/// @param problem why its files were refused, as `OutboxEntry` has it; else null
/// @param live whether it came while the timeline was being followed
/// @param afterSeq the stored message behind which a failed one stays; 0 for all others, and where
///   that is not known
/// @param knownTo the newest entry of the conversation's log that `confirmed` shows
/// @param change what waits to happen to it, or failed to; null if nothing
public record ChatMessage(
    Object key,
    long seq,
    Content confirmed,
    Content content,
    Delivery delivery,
    RejectCode reason,
    String problem,
    boolean live,
    long afterSeq,
    long knownTo,
    PendingChange change) {

  /// How far a message got.
  public enum Delivery {
    /// In the outbox; it goes out as soon as it can.
    PENDING,
    /// On the server's disk.
    STORED,
    /// Refused; it goes out again only when the sender wants.
    FAILED
  }

  /// A kind of reaction on a message.
  ///
  /// @param accounts the first 20 of those who reacted so
  /// @param waiting whether the reader's own share in it waits to be sent
  public record Reaction(
      String emoji, int count, boolean mine, List<Long> accounts, boolean waiting) {
    public Reaction {
      accounts = List.copyOf(accounts);
    }
  }

  /// What waits to happen to a message, or what was refused of it. Of several the weightiest.
  ///
  /// @param commandId its id in the outbox
  /// @param kind what
  /// @param text an edit's new text; else empty
  /// @param reason why it was refused; null while it waits
  /// @param undoUntil until when a deletion can be taken back; null for anything else
  public record PendingChange(
      String commandId, OutboxChange.Kind kind, String text, RejectCode reason, Instant undoUntil) {
    /// Whether it was refused.
    public boolean failed() {
      return reason != null;
    }
  }

  /// What was said, by whom and when.
  ///
  /// @param own whether the reader wrote it
  /// @param body the text; empty if it was deleted, and for a notice
  /// @param at the server's time, or this computer's while it is not stored
  /// @param replyTo the `seq` it answers, or null
  /// @param mentions whom it mentions, 0 for everybody
  /// @param editedAt when its text was changed last; null if it never was
  /// @param deleted whether its text is gone
  /// @param pinned whether it is pinned to its conversation
  /// @param reactions in the order in which each kind came first
  /// @param notice what happened to the room; null for a message
  /// @param files in the order in which they are shown
  public record Content(
      AccountInfo sender,
      boolean own,
      String body,
      Instant at,
      Long replyTo,
      List<Long> mentions,
      Instant editedAt,
      boolean deleted,
      boolean pinned,
      List<Reaction> reactions,
      ServerEvent.Row notice,
      List<MessageFile> files) {
    public Content {
      files = List.copyOf(files);
      mentions = List.copyOf(mentions);
      reactions = List.copyOf(reactions);
    }

    /// A message to which nothing has happened.
    public Content(AccountInfo sender, boolean own, String body, Instant at, Long replyTo) {
      this(
          sender, own, body, at, replyTo, List.of(), null, false, false, List.of(), null,
          List.of());
    }

    /// The same with another time.
    public Content at(Instant time) {
      return new Content(
          sender, own, body, time, replyTo, mentions, editedAt, deleted, pinned, reactions, notice,
          files);
    }

    Content having(List<MessageFile> sent) {
      return new Content(
          sender, own, body, at, replyTo, mentions, editedAt, deleted, pinned, reactions, notice,
          sent);
    }

    Content by(AccountInfo account) {
      return new Content(
          account, own, body, at, replyTo, mentions, editedAt, deleted, pinned, reactions, notice,
          files);
    }

    Content saying(String text, List<Long> whom, Instant when) {
      return new Content(
          sender, own, text, at, replyTo, whom, when, deleted, pinned, reactions, notice, files);
    }

    Content emptied() {
      return new Content(
          sender, own, "", at, replyTo, List.of(), null, true, false, List.of(), notice, List.of());
    }

    Content reacted(List<Reaction> now) {
      return new Content(
          sender, own, body, at, replyTo, mentions, editedAt, deleted, pinned, now, notice, files);
    }

    Content pinned(boolean on) {
      return new Content(
          sender, own, body, at, replyTo, mentions, editedAt, deleted, on, reactions, notice,
          files);
    }
  }

  /// A row of history or a new one.
  ///
  /// @param upto the newest entry of the log that the row shows
  public static ChatMessage of(ServerEvent.Row row, long me, boolean live, long upto) {
    return switch (row) {
      case MessagePosted message -> of(message, me, live, upto);
      case ServerEvent.MembersChanged _, ServerEvent.ConversationChanged _ -> {
        Content content =
            new Content(
                row.actor(),
                row.actor().id() == me,
                "",
                row.at(),
                null,
                List.of(),
                null,
                false,
                false,
                List.of(),
                row,
                List.of());
        yield stored(row.seq(), row.seq(), content, live, upto);
      }
    };
  }

  /// A message that came just now.
  public static ChatMessage of(MessagePosted message, long me, boolean live) {
    return of(message, me, live, message.seq());
  }

  private static ChatMessage of(MessagePosted message, long me, boolean live, long upto) {
    boolean own = message.sender().id() == me;
    boolean gone = message.wasDeleted();
    Content content =
        new Content(
            message.sender(),
            own,
            gone ? "" : message.body(),
            message.sentAt(),
            message.replyTo(),
            gone || message.mentions() == null ? List.of() : message.mentions(),
            message.editedAt(),
            gone,
            !gone && message.pinned() != null && message.pinned(),
            gone || message.reactions() == null
                ? List.of()
                : message.reactions().stream()
                    .map(one ->
                        new Reaction(one.emoji(), one.count(), one.mine(), one.accounts(), false))
                    .toList(),
            null,
            gone || message.files() == null
                ? List.of()
                : message.files().stream().map(MessageFile::of).toList());
    Object key = own && message.commandId() != null ? message.commandId() : message.seq();
    return stored(key, message.seq(), content, live, upto);
  }

  private static ChatMessage stored(
      Object key, long seq, Content content, boolean live, long upto) {
    return new ChatMessage(
        key,
        seq,
        content,
        content,
        Delivery.STORED,
        null,
        null,
        live,
        0,
        Math.max(seq, upto),
        null);
  }

  /// A message of the outbox.
  public static ChatMessage of(OutboxEntry waiting, AccountInfo me) {
    Content content =
        new Content(
            me,
            true,
            waiting.body(),
            waiting.createdAt(),
            waiting.replyTo(),
            List.of(),
            null,
            false,
            false,
            List.of(),
            null,
            waiting.files().stream().map(MessageFile::of).toList());
    Delivery delivery =
        waiting.state() == OutboxEntry.State.FAILED ? Delivery.FAILED : Delivery.PENDING;
    return new ChatMessage(
        waiting.commandId(),
        0,
        content,
        content,
        delivery,
        waiting.reason(),
        waiting.problem(),
        true,
        delivery == Delivery.FAILED ? waiting.afterSeq() : 0,
        0,
        null);
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

  /// Whether it tells what happened to the room, and is no message.
  public boolean isNotice() {
    return content.notice() != null;
  }

  /// Whether its text is gone, or is about to be.
  public boolean gone() {
    return content.deleted();
  }

  /// Whether it is stored and its files are still shown as those that waited.
  public boolean hasCopies() {
    return stored() && content.files().stream().anyMatch(MessageFile::waiting);
  }

  /// The same with the files that the server tells of.
  public ChatMessage withFilesOf(ChatMessage told) {
    return with(
        confirmed.having(told.confirmed().files()),
        content.deleted() ? content : content.having(told.confirmed().files()),
        knownTo);
  }

  /// What its files are called, where it says nothing itself; otherwise empty.
  public String fileNames() {
    return content.body().isEmpty()
        ? content.files().stream().map(MessageFile::name).collect(Collectors.joining(", "))
        : "";
  }

  /// Whether a change of it waits to be sent.
  public boolean waiting() {
    return change != null && !change.failed();
  }

  /// Whether it is something to read that others wrote.
  public boolean isNews() {
    return !confirmed.own() && !isNotice() && !confirmed.deleted();
  }

  /// Which one it is, for what is done to it.
  public MessageRef ref() {
    return stored() ? MessageRef.stored(seq, confirmed.at()) : MessageRef.waiting((String) key);
  }

  public ChatMessage storedAs(long storedSeq, Instant sentAt) {
    return new ChatMessage(
        key,
        storedSeq,
        confirmed.at(sentAt),
        content.at(sentAt),
        Delivery.STORED,
        null,
        null,
        live,
        0,
        storedSeq,
        change);
  }

  /// A stored one as the server tells it.
  public ServerEvent.Row row(long conversation) {
    Content now = confirmed;
    if (now.notice() != null) {
      return now.notice();
    }
    return new MessagePosted(
        conversation,
        seq,
        now.sender(),
        now.deleted() ? null : now.body(),
        now.at(),
        now.replyTo(),
        own() && key instanceof String id ? id : null,
        now.mentions(),
        now.editedAt(),
        now.deleted() ? true : null,
        now.reactions().stream()
            .map(one ->
                new ServerEvent.Reaction(one.emoji(), one.count(), one.mine(), one.accounts()))
            .toList(),
        now.pinned() ? true : null,
        now.files().stream().filter(file -> !file.waiting()).map(MessageFile::info).toList());
  }

  /// What an entry makes of a row that shows everything before it, as the server tells rows.
  public static ServerEvent.Row folded(ServerEvent.Row row, ServerEvent.Entry change, long me) {
    return of(row, me, false, row.seq()).changedBy(change, me, false).row(row.conversation());
  }

  /// The same with another time.
  public ChatMessage at(Instant time) {
    return with(confirmed.at(time), content.at(time), knownTo);
  }

  /// Where it stands among stored messages: two steps for each, so that what failed fits between.
  public long place() {
    return stored() ? 2 * seq : 2 * afterSeq + 1;
  }

  /// The same by somebody's present name.
  public ChatMessage by(AccountInfo sender) {
    return with(confirmed.by(sender), content.by(sender), knownTo);
  }

  private ChatMessage with(Content sure, Content shown, long known) {
    return new ChatMessage(
        key, seq, sure, shown, delivery, reason, problem, live, afterSeq, known, change);
  }

  /// What an entry of the log makes of it. One that it shows already changes nothing, nor does any
  /// that comes to a deleted message.
  ///
  /// @param early whether it is one's own change whose answer came before the entries it follows:
  ///   those still count then, and this one comes once more in its place
  public ChatMessage changedBy(ServerEvent.Entry entry, long me, boolean early) {
    if (entry.seq() <= knownTo || isNotice()) {
      return this;
    }
    Content after = confirmed.deleted() ? confirmed : EntryFold.apply(confirmed, entry, me);
    return with(after, after, early ? knownTo : entry.seq());
  }

  /// The same as it is shown while changes of it wait.
  ///
  /// @param changes those of the outbox that are about it, in their order
  public ChatMessage awaiting(List<OutboxEntry> changes, AccountInfo me) {
    Content shown = confirmed;
    PendingChange weightiest = null;
    for (OutboxEntry entry : changes) {
      OutboxChange one = entry.change();
      PendingChange pending =
          new PendingChange(
              entry.commandId(), one.kind(), entry.body(), entry.reason(), one.notBefore());
      weightiest =
          weightiest == null || weight(pending) >= weight(weightiest) ? pending : weightiest;
      if (!pending.failed()) {
        shown = EntryFold.applyPending(shown, entry, me);
      }
    }
    return shown.equals(content) && Objects.equals(weightiest, change)
        ? this
        : new ChatMessage(
            key,
            seq,
            confirmed,
            shown,
            delivery,
            reason,
            problem,
            live,
            afterSeq,
            knownTo,
            weightiest);
  }

  private static int weight(PendingChange change) {
    return change.failed()
        ? 4
        : switch (change.kind()) {
          case DELETE -> 3;
          case EDIT -> 2;
          case REACT, PIN -> 1;
        };
  }
}

package chatter.client.chat;

import chatter.client.chat.composer.Drafts;
import chatter.client.chat.emoji.EmojiRecents;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.timeline.MessageRow;
import chatter.client.net.ChatSession;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.net.outbox.OutboxException;
import chatter.client.ui.Texts;
import chatter.shared.api.MessageVersion;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a reader can do with the messages of the conversation being shown, and what of it may be
/// done. Everything shows at once and waits in the outbox; what is refused turns back, with the
/// reason as the chat's notice. JavaFX application thread only.
public final class MessageCommands {
  /// Where what belongs to the account is kept, and not to one conversation.
  private static final long ACCOUNT = 0;

  private final ChatViewModel chat;
  private final ChatSession session;
  private final Texts texts;
  private final EmojiRecents emoji;

  MessageCommands(ChatViewModel chat, ChatSession session, ChatEnvironment environment) {
    this.chat = chat;
    this.session = session;
    texts = environment.texts();
    Drafts kept = environment.drafts();
    emoji =
        new EmojiRecents(
            kept.loadPart(ACCOUNT, Drafts.Part.RECENT_REACTIONS),
            value -> kept.savePart(ACCOUNT, Drafts.Part.RECENT_REACTIONS, value));
  }

  private interface Command {
    void run() throws OutboxException;
  }

  private void attempt(Command command) {
    try {
      command.run();
    } catch (OutboxException refused) {
      chat.notice(texts.say("chat.error.outbox"));
    }
  }

  private OpenConversation open() {
    return chat.openProperty().get();
  }

  /// What one uses most, in texts too, and the skin tone chosen; kept for the account.
  public EmojiRecents emoji() {
    return emoji;
  }

  /// Puts a reaction on a message, or takes one's own off.
  public void react(MessageRow row, String reaction) {
    ChatMessage message = row.message();
    boolean on =
        message.content().reactions().stream()
            .noneMatch(one -> one.emoji().equals(reaction) && one.mine());
    attempt(() -> session.react(open().id(), message.ref(), reaction, on));
    if (on) {
      emoji.use(reaction);
    }
  }

  /// All who reacted so to a message. Completes on any thread.
  public CompletableFuture<List<AccountInfo>> reactedBy(MessageRow row, String emoji) {
    return session.conversations().reactedBy(open().id(), row.seq(), emoji);
  }

  /// Begins to change a message's text in the field.
  public void edit(MessageRow row) {
    open().composer().edit(row.message());
  }

  /// Begins to change the last message of one's own, if the field is empty.
  ///
  /// @return whether there is one
  public boolean editLast() {
    OpenConversation now = open();
    if (now == null || !now.composer().isIdle() || now.info().archived()) {
      return false;
    }
    ChatMessage last = now.timeline().lastOwn();
    if (last == null) {
      return false;
    }
    now.composer().edit(last);
    return true;
  }

  /// Deletes a message; for a moment that can be undone.
  public void delete(MessageRow row) {
    attempt(() -> session.delete(open().id(), row.message().ref()));
  }

  /// Keeps a message that is about to be deleted.
  public void undoDelete(MessageRow row) {
    ChatMessage.PendingChange change = row.message().change();
    if (change != null && change.kind() == OutboxChange.Kind.DELETE) {
      session.discard(change.commandId());
    }
  }

  /// Pins a message, or takes the pin off.
  public void pin(MessageRow row, boolean on) {
    attempt(() -> session.pin(open().id(), row.message().ref(), on));
  }

  /// It and what came after it count as unread.
  public void markUnreadFrom(MessageRow row) {
    chat.markUnreadFrom(open().id(), row.seq());
  }

  /// What to copy of a message: its text with names for mentions.
  public String copyText(MessageRow row) {
    return chat.named(row.message().content().body());
  }

  /// Sends a failed message, or a refused change of one, again.
  public void retry(MessageRow row) {
    session.retry(waitingId(row));
  }

  /// Gives a failed message, or a refused change of one, up.
  public void discard(MessageRow row) {
    session.discard(waitingId(row));
  }

  private static String waitingId(MessageRow row) {
    ChatMessage.PendingChange change = row.message().change();
    return row.message().stored() && change != null
        ? change.commandId()
        : (String) row.message().key();
  }

  /// The texts a message had, the oldest first and the present one last. Completes on any thread.
  public CompletableFuture<List<MessageVersion>> versions(MessageRow row) {
    return session.conversations().versions(open().id(), row.seq());
  }

  private boolean canWrite() {
    return open() != null && !open().info().archived();
  }

  private static boolean isText(ChatMessage message) {
    return !message.gone() && !message.isNotice();
  }

  public boolean mayReact(MessageRow row) {
    return canWrite()
        && isText(row.message())
        && row.message().delivery() != ChatMessage.Delivery.FAILED;
  }

  public boolean mayReply(MessageRow row) {
    return canWrite() && isText(row.message()) && row.message().stored();
  }

  /// One's own, also one that waits or failed.
  public boolean mayEdit(MessageRow row) {
    return canWrite() && isText(row.message()) && row.message().own();
  }

  /// One's own; in rooms also others', for hosts and those who run the chat.
  public boolean mayDelete(MessageRow row) {
    if (!canWrite() || !isText(row.message())) {
      return false;
    }
    ConversationInfo info = open().info();
    return row.message().own()
        || (info.kind() == ConversationKind.ROOM && (info.host() || administers()));
  }

  private boolean administers() {
    AccountInfo me = chat.me();
    return me != null && me.administers();
  }

  public boolean mayPin(MessageRow row) {
    return canWrite() && isText(row.message()) && row.message().stored();
  }

  public boolean mayMarkUnread(MessageRow row) {
    return row.message().stored();
  }

  /// The author's and of those who run the chat, where there is more than one version.
  public boolean mayShowVersions(MessageRow row) {
    return isText(row.message())
        && row.message().confirmed().editedAt() != null
        && (row.message().own() || administers());
  }
}

package chatter.server.conversation;

import chatter.server.store.Database;
import chatter.server.store.InsertHook;
import chatter.server.store.RowCheck;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.MessageVersion;
import chatter.shared.api.SharedKind;
import chatter.shared.api.SharedResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.Durable;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.text.Emoji;
import chatter.shared.text.MessageText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What people do in conversations: post, read, page. Every call checks that the caller belongs to
/// the conversation. Safe for any thread; what reads blocks for a short time, what writes does not.
public final class Conversations {
  /// A message that is further ahead of the clock tells that the clock is or was wrong.
  public static final Duration CLOCK_MARGIN = Duration.ofMinutes(5);

  private final ConversationStore store;
  private final PostStore posts;
  private final ChangeStore changes;
  private final EventPublisher publisher;
  private volatile Runnable released = () -> {};
  private volatile Consumer<ErasedMessage> erased = message -> {};

  /// @param database where everything is
  /// @param publisher gets every durable event, on the writer's thread
  /// @param clock for `sentAt`
  public Conversations(Database database, EventPublisher publisher, Clock clock) {
    this.store = new ConversationStore(database, clock);
    this.posts = new PostStore(database, clock);
    this.changes = new ChangeStore(database, clock);
    this.publisher = publisher;
  }

  /// Makes the Lobby at the first start. Completes when it is there.
  public CompletableFuture<Void> open() {
    return store.ensureRoom("Lobby");
  }

  /// Says what to tell when contents of files may have lost their last name. It runs on the
  /// writer's thread after the commit, and must be short.
  public void whenFilesAreReleased(Runnable action) {
    this.released = action;
  }

  /// Says what to tell of what deletions took away. It runs on the writer's thread after the
  /// commit, and must be short.
  public void whenErased(Consumer<ErasedMessage> action) {
    this.erased = action;
  }

  /// A file that the account may read now; empty if there is none, or it is none of theirs.
  ///
  /// @param id a UUID in lower case
  public Optional<SharedFile> file(long account, String id) {
    return store.file(account, id);
  }

  /// What must be true of the rows of conversations, whatever happens to the server.
  public static RowCheck check() {
    return ConversationCheckStore::check;
  }

  /// When the newest entry of all conversations was stored, by the clock of then; empty if there is
  /// none. One row is read for each conversation.
  public Optional<Instant> newest() {
    return store.newest();
  }

  /// Makes each new account a member of the Lobby, in the transaction that creates the account.
  public InsertHook newMembers() {
    return store.joinsFirstRoom();
  }

  /// Carries out a durable command once, however often it is sent. After the commit, `onStored`
  /// runs just before the entry is published, so that the answer to the sender comes first. What a
  /// duplicate or a command that changes nothing would make is not published.
  ///
  /// @param account from the session, never from the frame
  public CompletableFuture<CommandResult> carryOut(
      long account, Durable command, OnStored onStored) {
    return switch (command) {
      case SendMessage send -> post(account, send, onStored);
      case EditMessage edit -> {
        String body = MessageText.of(edit.body());
        yield refusal(body)
            .map(CompletableFuture::completedFuture)
            .orElseGet(() -> changes.change(account, edit, body, told(onStored)));
      }
      case React react ->
          Emoji.qualified(react.emoji())
              .map(emoji -> changes.change(account, react, emoji, told(onStored)))
              .orElseGet(() -> refused(RejectCode.BAD_FRAME, "emoji is not one emoji"));
      case DeleteMessage delete -> changes.change(account, delete, null, told(onStored));
      case PinMessage pin -> changes.change(account, pin, null, told(onStored));
    };
  }

  /// Stores a message once; see `carryOut`.
  public CompletableFuture<CommandResult> post(
      long sender, SendMessage command, OnStored onStored) {
    String body = MessageText.of(command.body());
    if (command.files() != null && Limits.invisible(body)) {
      return posts.post(sender, command, "", told(onStored));
    }
    return refusal(body)
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> posts.post(sender, command, body, told(onStored)));
  }

  private Consumer<CommandResult> told(OnStored onStored) {
    return result -> {
      if (result instanceof CommandResult.Stored stored) {
        // First: whatever goes wrong below, what was deleted must be known to be taken out.
        if (stored.erased() != null) {
          erased.accept(stored.erased());
        }
        onStored.stored(stored);
        if (stored.appearance() != null) {
          publisher.joined(stored.appearance().shown(), stored.appearance().accounts());
        }
        if (stored.entry() != null) {
          publisher.stored(stored.entry());
          if (stored.entry() instanceof ServerEvent.MessageDeleted) {
            released.run();
          }
        }
      }
    };
  }

  private static Optional<CommandResult> refusal(String body) {
    if (Limits.invisible(body)) {
      return Optional.of(new CommandResult.Refused(RejectCode.BAD_FRAME, "body is empty"));
    }
    if (Limits.codePoints(body) > Limits.BODY_CODE_POINTS) {
      return Optional.of(
          new CommandResult.Refused(
              RejectCode.TOO_LARGE,
              "body has more than " + Limits.BODY_CODE_POINTS + " characters"));
    }
    if (body.indexOf(0) >= 0) {
      // Not every database can hold it, and a chat can be moved from one to another.
      return Optional.of(
          new CommandResult.Refused(RejectCode.BAD_FRAME, "body has a character U+0000"));
    }
    return wellFormed(body)
        ? Optional.empty()
        : Optional.of(new CommandResult.Refused(RejectCode.BAD_FRAME, "body is not valid Unicode"));
  }

  /// Moves a reader's mark forward and tells the others.
  ///
  /// @return the mark now; empty if the account is no member
  public CompletableFuture<Optional<Long>> markRead(long account, long conversation, long seq) {
    return store
        .markRead(
            account,
            conversation,
            seq,
            mark ->
                mark.filter(ConversationStore.ReadMark::moved)
                    .ifPresent(m ->
                        publisher.readMoved(
                            new ServerEvent.ReadMoved(conversation, account, m.seq()))))
        .thenApply(mark -> mark.map(ConversationStore.ReadMark::seq));
  }

  /// What an account gets when it comes back with cursors. All or nothing: a gap is replayed whole
  /// or is a reset.
  ///
  /// @param cursors per conversation the newest `seq` the client has; unknown conversations are
  ///   ignored
  public Replay resume(long account, Map<Long, Long> cursors) {
    return store.all(
        account,
        conversations -> {
          Map<Long, Long> ranges = new HashMap<>();
          List<ConversationInfo> resets = new ArrayList<>();
          long total = 0;
          for (ConversationInfo conversation : conversations) {
            Long cursor = cursors.get(conversation.id());
            if (cursor == null || cursor == conversation.lastSeq()) {
              continue;
            }
            long gap = conversation.lastSeq() - cursor;
            // A cursor from the future belongs to another database than this one.
            if (gap < 0
                || gap > Limits.RESUME_PER_CONVERSATION
                || total + gap > Limits.RESUME_TOTAL) {
              resets.add(conversation);
            } else {
              total += gap;
              ranges.put(conversation.id(), cursor);
            }
          }
          return new Replay(conversations, ranges, resets);
        });
  }

  /// Runs what reads more than once, here and of accounts and logins: all of it, on this thread, is
  /// of one snapshot.
  public <T> T snapshot(Supplier<T> reads) {
    return store.snapshot(reads);
  }

  /// Entries after a `seq`, to fill a gap; messages among them as they stand now.
  ///
  /// @return empty if the account is no member
  public Optional<Page> after(long account, long conversation, long seq, int limit) {
    return store
        .after(account, conversation, seq, limit)
        .map(range -> {
          List<Entry> entries = range.entries();
          long upto = entries.isEmpty() ? range.lastSeq() : entries.getLast().seq();
          return new Page(entries, upto, upto < range.lastSeq());
        });
  }

  /// One page of history, read in one snapshot.
  ///
  /// @return empty if the account is no member, or there is no such conversation: the two must look
  ///   the same
  public Optional<HistoryPage> history(long account, long conversation, HistoryQuery query) {
    return store.history(account, conversation, query);
  }

  /// The number of the first message that was sent at a moment or later, if there is one; empty if
  /// the account is no member.
  public Optional<OptionalLong> firstSince(long account, long conversation, Instant since) {
    return store.firstSince(account, conversation, since);
  }

  /// The pinned messages, the one pinned last first; empty if the account is no member.
  public Optional<List<MessagePosted>> pinned(long account, long conversation) {
    return store.pinned(account, conversation);
  }

  /// Messages as a page of history has them, in the order in which they are named. One that was
  /// deleted, or is in a conversation that the account is not in now, is left out.
  public List<MessagePosted> messages(long account, List<MessagePlace> places) {
    return store.messages(account, places);
  }

  /// What was shared, by the message, the newest first; empty if the account is no member. A page
  /// may have less than there is and say only where the next begins.
  ///
  /// @param before shows what is older than this message; empty for the newest
  /// @param limit how many messages at most
  public Optional<SharedResponse> shared(
      long account, long conversation, SharedKind kind, OptionalLong before, int limit) {
    return store.shared(account, conversation, kind, before, limit);
  }

  /// What a message said and says, the oldest first. For its author and for admins.
  ///
  /// @throws RoomRefusedException if it is not there for the account, or not for it to know
  public List<MessageVersion> versions(long account, long conversation, long message) {
    return store.versions(account, conversation, message);
  }

  /// Who put a reaction on a message, in their order.
  ///
  /// @param emoji one emoji in any form
  /// @throws RoomRefusedException if the message is not there for the account, or that is no emoji
  public List<AccountInfo> reacted(long account, long conversation, long message, String emoji) {
    return store.reacted(
        account,
        conversation,
        message,
        Emoji.qualified(emoji)
            .orElseThrow(() -> RoomRefusedException.invalid("emoji", "That is not one emoji.")));
  }

  private static CompletableFuture<CommandResult> refused(RejectCode code, String reason) {
    return CompletableFuture.completedFuture(new CommandResult.Refused(code, reason));
  }

  /// Half a surrogate pair cannot be stored as UTF-8 and would come back as another text than was
  /// sent.
  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /// Told that a command's answer is on disk, before anybody else is told of what it made.
  @FunctionalInterface
  public interface OnStored {
    /// Called on the writer's thread; must not block.
    void stored(CommandResult.Stored result);
  }

  /// Entries in ascending order.
  ///
  /// @param upto the newest `seq` this covers
  /// @param more whether there is more after it
  public record Page(List<Entry> entries, long upto, boolean more) {
    public Page {
      entries = List.copyOf(entries);
    }
  }
}

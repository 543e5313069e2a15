package chatter.server.conversation;

import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Entry;
import java.time.Instant;
import java.util.List;

/// What became of a durable command.
public sealed interface CommandResult {
  /// Its answer is on disk.
  ///
  /// @param seq that of the entry it made; the newest of the conversation if it changed nothing
  /// @param at when it was carried out
  /// @param changed whether there was something to change
  /// @param duplicate whether an earlier try had been carried out; all else is as it was answered
  ///   then
  /// @param appearance what is told before the entry; null if there is no such thing
  /// @param entry what it made, for everybody in the conversation; null if it is a duplicate or
  ///   changed nothing
  /// @param erased what a deletion took away; null if it is none
  record Stored(
      long conversation,
      long seq,
      Instant at,
      boolean changed,
      boolean duplicate,
      Appearance appearance,
      Entry entry,
      ErasedMessage erased)
      implements CommandResult {
    /// One that made nothing.
    Stored(long conversation, long seq, Instant at, boolean changed, boolean duplicate) {
      this(conversation, seq, at, changed, duplicate, null, null, null);
    }

    static Stored made(Entry entry) {
      return made(null, entry);
    }

    static Stored made(Appearance appearance, Entry entry) {
      return new Stored(
          entry.conversation(), entry.seq(), entry.at(), true, false, appearance, entry, null);
    }

    static Stored erased(Entry entry, ErasedMessage erased) {
      return new Stored(
          entry.conversation(), entry.seq(), entry.at(), true, false, null, entry, erased);
    }
  }

  /// A direct that comes to its first message, for those who did not open it.
  ///
  /// @param shown as each of them sees it before that message
  record Appearance(ConversationInfo shown, List<Long> accounts) {
    public Appearance {
      accounts = List.copyOf(accounts);
    }
  }

  /// It was refused, and nothing was changed.
  ///
  /// @param reason says which field, for who wrote the client
  record Refused(RejectCode code, String reason) implements CommandResult {}
}

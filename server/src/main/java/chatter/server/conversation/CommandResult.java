package chatter.server.conversation;

import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Entry;
import java.time.Instant;

/// What became of a durable command.
public sealed interface CommandResult {
  /// Its answer is on disk.
  ///
  /// @param seq that of the entry it made; the newest of the conversation if it changed nothing
  /// @param at when it was carried out
  /// @param changed whether there was something to change
  /// @param duplicate whether an earlier try had been carried out; all else is as it was answered
  ///   then
  /// @param entry what it made, for everybody in the conversation; null if it is a duplicate or
  ///   changed nothing
  record Stored(
      long conversation, long seq, Instant at, boolean changed, boolean duplicate, Entry entry)
      implements CommandResult {
    static Stored made(Entry entry) {
      return new Stored(entry.conversation(), entry.seq(), entry.at(), true, false, entry);
    }
  }

  /// It was refused, and nothing was changed.
  ///
  /// @param reason says which field, for who wrote the client
  record Refused(RejectCode code, String reason) implements CommandResult {}
}

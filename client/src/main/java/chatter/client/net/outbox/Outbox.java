package chatter.client.net.outbox;

import chatter.client.net.outbox.OutboxEntry.State;
import chatter.shared.protocol.RejectCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages on their way, in the order of sending, the same in memory and on disk. Safe for any
/// thread: whoever types adds, the session takes away.
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final OutboxFolder folder;
  private final TreeMap<Long, OutboxEntry> entries;

  /// Not the last of `entries`: the folder may hold a file that could not be read, and it must not
  /// be written over.
  private long lastPlace;

  private Outbox(OutboxFolder folder, Map<Long, OutboxEntry> entries, long lastPlace) {
    this.folder = folder;
    this.entries = new TreeMap<>(entries);
    this.lastPlace = lastPlace;
  }

  /// Reads what an earlier run left.
  public static Outbox open(Path folder) throws IOException {
    OutboxFolder files = new OutboxFolder(folder);
    return new Outbox(files, files.load(), files.lastPlace());
  }

  public synchronized List<OutboxEntry> entries() {
    return List.copyOf(entries.values());
  }

  /// Adds a message; it is on the disk when this returns.
  ///
  /// @param answeredAt when the message it answers was sent; null if none or not known
  public synchronized String add(
      long conversation, String body, Long replyTo, Instant answeredAt, Instant now)
      throws OutboxException {
    OutboxEntry entry =
        new OutboxEntry(
            conversation,
            newId(),
            body,
            replyTo,
            now,
            State.WAITING,
            null,
            replyTo == null ? null : answeredAt,
            0);
    try {
      folder.add(lastPlace + 1, entry);
      lastPlace++;
      entries.put(lastPlace, entry);
    } catch (IOException e) {
      throw new OutboxException("the message could not be kept on this computer", e);
    }
    return entry.commandId();
  }

  /// The message that is next in a conversation; failed ones let the others pass.
  synchronized Optional<OutboxEntry> next(long conversation) {
    return entries.values().stream()
        .filter(entry -> entry.conversation() == conversation && entry.state() != State.FAILED)
        .findFirst();
  }

  synchronized void sending(String commandId) {
    change(commandId, State.SENDING);
  }

  synchronized void waiting(String commandId) {
    change(commandId, State.WAITING);
  }

  /// @param afterSeq the newest `seq` of the conversation that is known
  synchronized void failed(String commandId, RejectCode reason, long afterSeq) {
    replace(commandId, entry -> entry.failedBehind(afterSeq, reason));
  }

  /// A failed message waits again. Under the same id, unless that very id is what the server
  /// objects to: then under another, which is on the disk first.
  synchronized void retry(String commandId, Instant now) {
    find(commandId)
        .filter(found -> found.getValue().state() == State.FAILED)
        .ifPresent(found -> {
          OutboxEntry failed = found.getValue();
          boolean conflict = failed.reason() == RejectCode.ID_CONFLICT;
          OutboxEntry again = failed.again(conflict ? newId() : commandId, now);
          try {
            folder.write(found.getKey(), again);
          } catch (IOException e) {
            if (conflict) {
              // Stored twice if it went out under an id that a restart does not know.
              LOG.warn(
                  "A message cannot get another id on this computer, and is not sent again", e);
              return;
            }
            LOG.warn("That a message is tried again could not be noted", e);
          }
          entries.put(found.getKey(), again);
        });
  }

  /// What a message answers is not there any more: it goes out as an answer to nothing.
  synchronized void dropReply(String commandId) {
    replace(commandId, OutboxEntry::answeringNothing);
  }

  private void replace(String commandId, UnaryOperator<OutboxEntry> change) {
    find(commandId)
        .ifPresent(found -> {
          OutboxEntry after = change.apply(found.getValue());
          entries.put(found.getKey(), after);
          store(found.getKey(), after);
        });
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /// Nothing is being sent any more; whether it arrived is unknown, so all of it waits again.
  synchronized void allWaiting() {
    entries.replaceAll(
        (place, entry) -> entry.state() == State.SENDING ? entry.with(State.WAITING, null) : entry);
  }

  /// Takes a message out.
  ///
  /// @return the message, if it was there and in a state to go
  synchronized Optional<OutboxEntry> remove(String commandId, Predicate<State> when) {
    Optional<Map.Entry<Long, OutboxEntry>> found =
        find(commandId).filter(entry -> when.test(entry.getValue().state()));
    found.ifPresent(entry -> {
      entries.remove(entry.getKey());
      try {
        folder.delete(entry.getKey());
      } catch (IOException e) {
        // It will be sent again after the next start, with the same id: the server keeps one.
        LOG.warn("A message that was sent could not be taken out of the outbox", e);
      }
    });
    return found.map(Map.Entry::getValue);
  }

  /// Not to the disk: whether a message was under way is not known after a restart anyway.
  private void change(String commandId, State state) {
    find(commandId)
        .ifPresent(found -> entries.put(found.getKey(), found.getValue().with(state, null)));
  }

  private void store(long place, OutboxEntry entry) {
    try {
      folder.write(place, entry);
    } catch (IOException e) {
      LOG.warn("What became of a message could not be noted; it is tried after a restart", e);
    }
  }

  private Optional<Map.Entry<Long, OutboxEntry>> find(String commandId) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().commandId().equals(commandId))
        .findFirst()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()));
  }
}

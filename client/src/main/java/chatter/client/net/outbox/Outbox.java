package chatter.client.net.outbox;

import chatter.client.net.outbox.OutboxEntry.State;
import chatter.shared.protocol.RejectCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages and changes on their way, in the order of sending, the same in memory and on disk.
/// Safe for any thread: whoever types adds, the session takes away.
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private static final int STORED_LATELY = 200;

  /// Nothing is held back longer.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final OutboxFolder folder;
  private final OutboxFiles copies;
  private final TreeMap<Long, OutboxEntry> entries;

  /// Not the last of `entries`: the folder may hold a file that could not be read, and it must not
  /// be written over.
  private long lastPlace;

  /// Messages that were stored a moment ago, for who still means them by the id they had here.
  private final Map<String, MessageRef> storedLately =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MessageRef> eldest) {
          return size() > STORED_LATELY;
        }
      };

  /// What may be at the server already: what was sent, or is from an earlier run that may have sent
  /// it. It cannot be changed here any more, as its id stands for what it was.
  private final Set<String> tried = new HashSet<>();

  /// Those whose number of what they answer or change is surely one of now. Marked as soon as
  /// something can be sent, since whoever sends may look between.
  private final Set<String> checked = new HashSet<>();

  /// Whether this session has heard from the server. Until then what is shown is what an earlier
  /// one knew.
  private boolean welcomed;

  private Outbox(OutboxFolder folder, Map<Long, OutboxEntry> entries, long lastPlace) {
    this.folder = folder;
    copies = folder.copies();
    this.entries = new TreeMap<>(entries);
    this.lastPlace = lastPlace;
    // Before its files are at the server it was surely not sent.
    entries.values().stream()
        .filter(OutboxEntry::uploaded)
        .forEach(entry -> tried.add(entry.commandId()));
  }

  /// Reads what an earlier run left.
  public static Outbox open(Path folder) throws IOException {
    OutboxFolder files = new OutboxFolder(folder);
    Outbox outbox = new Outbox(files, files.load(), files.lastPlace());
    outbox.dropOrphans();
    outbox.dropOrphanedFiles();
    return outbox;
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
    return add(conversation, body, replyTo, answeredAt, now, List.of());
  }

  /// Adds a message with files of which there are copies here.
  public synchronized String add(
      long conversation,
      String body,
      Long replyTo,
      Instant answeredAt,
      Instant now,
      List<OutboxFile> files)
      throws OutboxException {
    return put(
        new OutboxEntry(
            conversation,
            newId(),
            body,
            replyTo,
            now,
            State.WAITING,
            null,
            replyTo == null ? null : answeredAt,
            0,
            null,
            files,
            null));
  }

  /// Copies a file for a message that is being written; the copy is on the disk when this returns.
  /// Not for the thread of a window: it takes as long as the file is large.
  public OutboxFile take(InputStream source, String name) throws OutboxException {
    try {
      return copies.take(source, name);
    } catch (IOException e) {
      throw new OutboxException("a file could not be kept on this computer", e);
    }
  }

  /// Forgets the copy of a file that goes with no message.
  public void forget(OutboxFile file) {
    copies.delete(file);
  }

  /// Where the copy of a file is.
  public Path copyOf(OutboxFile file) {
    return copies.path(file);
  }

  private String put(OutboxEntry entry) throws OutboxException {
    try {
      folder.add(lastPlace + 1, entry);
      lastPlace++;
      entries.put(lastPlace, entry);
      if (welcomed) {
        checked.add(entry.commandId());
      }
    } catch (IOException e) {
      throw new OutboxException("it could not be kept on this computer", e);
    }
    return entry.commandId();
  }

  private String put(long conversation, OutboxChange change, String body, Instant at, Instant now)
      throws OutboxException {
    return put(
        new OutboxEntry(
            conversation, newId(), body, null, now, State.WAITING, null, at, 0, change));
  }

  /// Gives a message another text; it is on the disk when this returns. One that waits here and has
  /// never been sent is changed here; so is an edit that waits itself.
  ///
  /// @return the id of what goes out
  public synchronized String edit(long conversation, MessageRef message, String body, Instant now)
      throws OutboxException {
    if (changeable(message.waiting())) {
      return say(message.waiting(), body);
    }
    MessageRef meant = current(message);
    OutboxChange edit = OutboxChange.edit(meant);
    Optional<OutboxEntry> before =
        similar(conversation, edit).filter(entry -> changeable(entry.commandId()));
    return before.isPresent()
        ? say(before.get().commandId(), body)
        : put(conversation, edit, body, meant.at(), now);
  }

  /// A message as it is to be meant now.
  private MessageRef current(MessageRef message) {
    return message.waiting() == null
        ? message
        : storedLately.getOrDefault(message.waiting(), message);
  }

  private String say(String commandId, String body) throws OutboxException {
    Map.Entry<Long, OutboxEntry> found = find(commandId).orElseThrow();
    OutboxEntry after = found.getValue().saying(body);
    try {
      folder.write(found.getKey(), after);
    } catch (IOException e) {
      throw new OutboxException("it could not be kept on this computer", e);
    }
    entries.put(found.getKey(), after);
    return commandId;
  }

  /// Deletes a message. One that waits here and has never been sent is taken out, with what was to
  /// happen to it.
  ///
  /// @param notBefore until when it can be taken back with `discard`
  /// @return the id of what goes out; null if nothing needs to
  public synchronized String delete(
      long conversation, MessageRef message, Instant notBefore, Instant now)
      throws OutboxException {
    if (changeable(message.waiting())) {
      var _ = remove(message.waiting(), state -> true);
      return null;
    }
    MessageRef meant = current(message);
    OutboxChange delete = OutboxChange.delete(meant, notBefore);
    Optional<OutboxEntry> before = similar(conversation, delete);
    return before.isPresent()
        ? before.get().commandId()
        : put(conversation, delete, "", meant.at(), now);
  }

  /// Puts a reaction on a message or takes it off.
  ///
  /// @return the id of what goes out; null if nothing needs to, because the opposite, which waited
  ///   here and had never been sent, was taken out
  public synchronized String react(
      long conversation, MessageRef message, String emoji, boolean on, Instant now)
      throws OutboxException {
    MessageRef meant = current(message);
    return toggle(conversation, OutboxChange.react(meant, emoji, on), meant.at(), now);
  }

  /// Pins a message or takes the pin off.
  ///
  /// @return as for `react`
  public synchronized String pin(long conversation, MessageRef message, boolean on, Instant now)
      throws OutboxException {
    MessageRef meant = current(message);
    return toggle(conversation, OutboxChange.pin(meant, on), meant.at(), now);
  }

  private String toggle(long conversation, OutboxChange change, Instant at, Instant now)
      throws OutboxException {
    Optional<OutboxEntry> before = similar(conversation, change);
    if (before.isPresent() && before.get().change().on() == change.on()) {
      return before.get().commandId();
    }
    if (before.isPresent() && changeable(before.get().commandId())) {
      var _ = remove(before.get().commandId(), state -> true);
      return null;
    }
    return put(conversation, change, "", at, now);
  }

  /// The last that waits and does the same kind of thing to the same message.
  private Optional<OutboxEntry> similar(long conversation, OutboxChange change) {
    return entries.descendingMap().values().stream()
        .filter(entry ->
            entry.conversation() == conversation
                && !entry.isMessage()
                && entry.change().kind() == change.kind()
                && entry.change().sameTarget(change)
                && Objects.equals(entry.change().emoji(), change.emoji()))
        .findFirst();
  }

  /// Whether it is here and surely not at the server.
  private boolean changeable(String commandId) {
    return commandId != null
        && find(commandId)
            .filter(found -> !tried.contains(commandId) || found.getValue().state() == State.FAILED)
            .isPresent();
  }

  /// What is next in a conversation; what failed lets the others pass, what has to wait for a while
  /// too. A change of a message that is here itself comes after it.
  ///
  /// What has files goes when they are at the server. Until then what has none passes it, as a
  /// large file takes its time; what has some too stays behind it.
  synchronized Optional<OutboxEntry> next(long conversation, Instant now) {
    boolean uploading = false;
    for (OutboxEntry entry : entries.values()) {
      if (entry.conversation() != conversation || entry.state() == State.FAILED) {
        continue;
      }
      boolean ready =
          entry.isMessage()
              ? entry.uploaded() && !(uploading && !entry.files().isEmpty())
              : entry.change().waiting() == null && waitFor(entry, now).isZero();
      if (ready) {
        return Optional.of(entry);
      }
      uploading |= entry.isMessage();
    }
    return Optional.empty();
  }

  /// A file that has to be uploaded.
  record Upload(OutboxEntry entry, OutboxFile file) {}

  /// The file that is to be uploaded next.
  synchronized Optional<Upload> nextUpload() {
    return entries.values().stream()
        .filter(entry -> entry.state() != State.FAILED)
        .flatMap(entry ->
            entry.files().stream()
                .filter(file -> !file.finished())
                .map(file -> new Upload(entry, file)))
        .findFirst();
  }

  /// A message that is here and has not failed.
  synchronized Optional<OutboxEntry> waitingEntry(String commandId) {
    return find(commandId).map(Map.Entry::getValue).filter(entry -> entry.state() != State.FAILED);
  }

  /// How far a file of a message got; on the disk when this returns, unless the disk fails: then
  /// more than needed is sent after a restart.
  synchronized void uploading(String commandId, OutboxFile now) {
    replace(commandId, entry -> entry.having(now));
  }

  /// The files of a message were refused.
  ///
  /// @param code the server's, or one of `OutboxEntry`
  /// @param afterSeq the newest `seq` of the conversation that is known
  synchronized void refused(String commandId, String code, long afterSeq) {
    replace(commandId, entry -> entry.refusedBehind(afterSeq, code));
  }

  /// How long until the first thing of a conversation may go that has to wait for a while; empty if
  /// there is none.
  synchronized Optional<Duration> soonest(long conversation, Instant now) {
    return entries.values().stream()
        .filter(entry -> entry.conversation() == conversation && !entry.isMessage())
        .map(entry -> waitFor(entry, now))
        .filter(Duration::isPositive)
        .min(Comparator.naturalOrder());
  }

  private static Duration waitFor(OutboxEntry entry, Instant now) {
    Instant notBefore = entry.change().notBefore();
    Duration left = notBefore == null ? Duration.ZERO : Duration.between(now, notBefore);
    // A clock that was set back must not keep it for days.
    return left.isNegative() || left.compareTo(LONGEST_WAIT) > 0 ? Duration.ZERO : left;
  }

  /// A message is stored: what was to happen to it can be asked for by its number from now on. On
  /// the disk before the message is taken out.
  synchronized void resolve(String commandId, long seq, Instant at) {
    storedLately.put(commandId, MessageRef.stored(seq, at));
    List<String> resolved =
        entries.values().stream()
            .filter(entry -> dependsOn(entry, commandId))
            .map(OutboxEntry::commandId)
            .toList();
    checked.addAll(resolved);
    resolved.forEach(change -> replace(change, entry -> entry.of(seq, at)));
  }

  /// Whether the number of what it answers or changes is one of now. What an earlier run wrote, and
  /// what waited while the server was restored, has to be looked at first.
  synchronized boolean isChecked(String commandId) {
    return checked.contains(commandId);
  }

  /// It was looked at, and is one of now.
  synchronized void checked(String commandId) {
    checked.add(commandId);
  }

  /// Another session begins, which does not know whether the server is as it was.
  synchronized void begun() {
    welcomed = false;
    checked.clear();
  }

  /// The server says which numbers are those of now.
  synchronized void welcomed() {
    welcomed = true;
  }

  /// The server was restored from a backup: numbers mean other messages than before.
  synchronized void restored() {
    checked.clear();
  }

  private static boolean dependsOn(OutboxEntry entry, String commandId) {
    return !entry.isMessage() && commandId.equals(entry.change().waiting());
  }

  /// Changes of messages that are not here, because the disk failed when these were stored.
  private synchronized void dropOrphans() {
    Set<String> messages = new HashSet<>();
    entries.values().forEach(entry -> messages.add(entry.commandId()));
    for (OutboxEntry entry : List.copyOf(entries.values())) {
      if (!entry.isMessage()
          && entry.change().waiting() != null
          && !messages.contains(entry.change().waiting())) {
        LOG.warn("A change of a message is given up, because the message is not known any more");
        var _ = remove(entry.commandId(), state -> true);
      }
    }
  }

  private synchronized void dropOrphanedFiles() throws IOException {
    if (folder.isWhole()) {
      copies.keepOnly(
          entries.values().stream()
              .flatMap(entry -> entry.files().stream())
              .map(OutboxFile::id)
              .collect(Collectors.toSet()));
    }
  }

  synchronized void sending(String commandId) {
    tried.add(commandId);
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

  /// Takes a message or a change out, and with a message what was still to happen to it.
  ///
  /// @return what was taken out, if it was there and in a state to go
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
      entry.getValue().files().forEach(copies::delete);
      tried.remove(commandId);
      checked.remove(commandId);
      entries.values().stream()
          .filter(other -> dependsOn(other, commandId))
          .map(OutboxEntry::commandId)
          .toList()
          .forEach(change -> remove(change, state -> true));
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

package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.client.net.PictureCache;
import chatter.client.net.SearchPage;
import chatter.client.net.SearchRequest;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.ConversationCalls;
import chatter.client.net.http.Failures;
import chatter.client.net.http.FileCalls;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.MessageRef;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.net.outbox.OutboxException;
import chatter.client.net.outbox.OutboxFile;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.PeopleResponse;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import chatter.shared.protocol.Visibility;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// A session with a server that is made up on the spot: it has so many messages, answers at once
/// (or when told), and records what it is asked. Runs where it is called.
public final class FakeSession implements ChatSession {
  public static final AccountInfo ME = new AccountInfo(1, "Ada Brandt", "ada@example.org", null);
  public static final AccountInfo LENA = new AccountInfo(4, "Lena Koch", null, null);
  public static final AccountInfo OMAR = new AccountInfo(3, "Omar Malik", null, null);
  static final AccountInfo ANA = new AccountInfo(5, "Ana Silva", null, null);

  public final List<MessagePosted> stored = new ArrayList<>();
  public final List<OutboxEntry> outbox = new ArrayList<>();
  public final List<AccountInfo> everybody = new ArrayList<>();
  public final List<String> calls = new ArrayList<>();
  public final List<Runnable> held = new ArrayList<>();
  private final Clock clock;
  public Consumer<SessionEvent> listener = _ -> {};
  public long readSeq;
  public final FakeRooms rooms = new FakeRooms();
  public boolean hold;

  /// The files of messages, by their ids.
  public final FakeFiles files = new FakeFiles();

  /// Small pictures that are on this computer.
  public final FakePictures pictures = new FakePictures();

  /// Where copies of files are kept; only for tests that send some.
  public Path copies = Path.of(System.getProperty("java.io.tmpdir"));

  /// What every page of history holds; null for what is stored.
  public List<ServerEvent.Row> rows;

  boolean refusePeople;
  public boolean refuseHistory;

  /// Whether what is sought is found on this computer alone.
  public boolean away;

  public boolean refuseAround;
  boolean diskFull;
  private int ids;

  public FakeSession(Clock clock) {
    this.clock = clock;
  }

  /// Holds nothing but a message of Lena, read, with these reactions.
  public void holdReacted(Instant at, Reaction... reactions) {
    rows =
        List.of(
            new MessagePosted(
                1, 1, LENA, "lunch?", at, null, null, null, null, null, List.of(reactions), null));
    readSeq = 1;
  }

  /// Stores a message without telling anybody.
  public MessagePosted add(AccountInfo sender, Instant at, String body, Long replyTo) {
    MessagePosted message =
        new MessagePosted(1, stored.size() + 1L, sender, body, at, replyTo, null);
    stored.add(message);
    return message;
  }

  /// The same with files.
  public MessagePosted addFiles(AccountInfo sender, Instant at, String body, List<FileInfo> files) {
    MessagePosted message =
        new MessagePosted(
            1,
            stored.size() + 1L,
            sender,
            body,
            at,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            files);
    stored.add(message);
    return message;
  }

  public MessagePosted add(AccountInfo sender, Instant at, String body) {
    return add(sender, at, body, null);
  }

  /// Stores a message and tells the listener.
  public void post(AccountInfo sender, String body) {
    listener.accept(new SessionEvent.EntryApplied(add(sender, clock.instant(), body), true));
  }

  public ConversationInfo lobby() {
    return room(1, "Lobby", stored.size());
  }

  /// A room as the server tells of it. Only the first one has messages.
  public ConversationInfo room(long id, String title, long lastSeq) {
    int unread =
        (int)
            stored.stream()
                .filter(message -> id == 1 && message.seq() > readSeq)
                .filter(message -> message.sender().id() != ME.id())
                .count();
    MessagePosted last = id == 1 && !stored.isEmpty() ? stored.getLast() : null;
    return new ConversationInfo(
        id,
        ConversationKind.ROOM,
        title,
        "",
        Visibility.OPEN,
        false,
        false,
        lastSeq,
        id == 1 ? readSeq : lastSeq,
        unread,
        0,
        14,
        false,
        Level.AUTO,
        null,
        last == null
            ? null
            : new LastRow(
                last.seq(),
                last.sender().name(),
                last.body(),
                last.sentAt(),
                LastRow.Kind.MESSAGE));
  }

  /// A direct conversation with somebody.
  public static ConversationInfo direct(long id, AccountInfo with) {
    return new ConversationInfo(
        id,
        ConversationKind.DIRECT,
        "",
        "",
        Visibility.PRIVATE,
        false,
        false,
        0,
        0,
        0,
        0,
        2,
        false,
        Level.AUTO,
        List.of(ME.publicView(), with),
        null);
  }

  /// An entry comes.
  public void comes(ServerEvent.Entry entry) {
    listener.accept(new SessionEvent.EntryApplied(entry, true));
  }

  public void welcome() {
    listener.accept(new SessionEvent.Welcomed(ME, List.of(lobby()), 8000));
  }

  /// The server stores what waits first.
  public void acknowledge() {
    OutboxEntry first =
        outbox.stream()
            .filter(e -> e.state() != OutboxEntry.State.FAILED)
            .findFirst()
            .orElseThrow();
    outbox.remove(first);
    MessagePosted message =
        new MessagePosted(
            1,
            stored.size() + 1L,
            ME,
            first.body(),
            clock.instant(),
            first.replyTo(),
            first.commandId(),
            null,
            null,
            null,
            null,
            null,
            first.files().stream()
                .map(file ->
                    new FileInfo(
                        file.id(),
                        file.name(),
                        file.width() == null ? "application/octet-stream" : "image/png",
                        file.bytes(),
                        file.width(),
                        file.height(),
                        null))
                .toList());
    stored.add(message);
    listener.accept(
        new SessionEvent.MessageSent(1, first.commandId(), message.seq(), message.sentAt()));
    listener.accept(new SessionEvent.EntryApplied(message, true));
    outboxChanged();
  }

  /// The server refuses what waits first.
  public void refuse(RejectCode reason) {
    OutboxEntry first = outbox.removeFirst();
    outbox.add(
        new OutboxEntry(
            1,
            first.commandId(),
            first.body(),
            first.replyTo(),
            first.createdAt(),
            OutboxEntry.State.FAILED,
            reason,
            first.answeredAt(),
            stored.size(),
            null,
            first.files(),
            null));
    outboxChanged();
  }

  /// The server refuses the files of what waits first.
  public void refuseFiles(String code) {
    OutboxEntry first = outbox.removeFirst();
    outbox.add(
        new OutboxEntry(
            1,
            first.commandId(),
            first.body(),
            first.replyTo(),
            first.createdAt(),
            OutboxEntry.State.FAILED,
            null,
            first.answeredAt(),
            stored.size(),
            null,
            first.files(),
            code));
    outboxChanged();
  }

  /// So much of the first file that waits is there.
  public void progress(long sent) {
    OutboxEntry first = outbox.getFirst();
    listener.accept(
        new SessionEvent.FileProgress(1, first.commandId(), first.files().getFirst().id(), sent));
  }

  private void outboxChanged() {
    listener.accept(new SessionEvent.OutboxChanged(outbox));
  }

  /// Who is in the chat, in pages of 50.
  @Override
  public CompletableFuture<PeopleResponse> people(String query, Long after) {
    calls.add("people " + query + " " + after);
    if (refusePeople) {
      return CompletableFuture.failedFuture(Failures.unreachable());
    }
    List<AccountInfo> rest =
        everybody.stream()
            .filter(one -> new WordStarts(query).in(one.name()))
            .filter(one -> after == null || one.id() > after)
            .toList();
    List<AccountInfo> page = rest.subList(0, Math.min(50, rest.size()));
    PeopleResponse answer =
        new PeopleResponse(page, List.of(), rest.size() > 50 ? page.getLast().id() : null);
    if (!hold) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<PeopleResponse> late = new CompletableFuture<>();
    held.add(() -> late.complete(answer));
    return late;
  }

  @Override
  public String send(
      long conversation, String body, Long replyTo, Instant answeredAt, List<OutboxFile> files)
      throws OutboxException {
    if (diskFull) {
      throw new OutboxException("disk full", null);
    }
    String id = "00000000-0000-4000-8000-%012d".formatted(++ids);
    outbox.add(
        new OutboxEntry(
            conversation,
            id,
            body,
            replyTo,
            clock.instant(),
            OutboxEntry.State.WAITING,
            null,
            answeredAt,
            0,
            null,
            files,
            null));
    outboxChanged();
    return id;
  }

  @Override
  public CompletableFuture<OutboxFile> keep(Callable<InputStream> source, String name) {
    if (diskFull) {
      return CompletableFuture.failedFuture(new OutboxException("disk full", null));
    }
    try (InputStream in = source.call()) {
      String id = "00000000-0000-4000-9000-%012d".formatted(++ids);
      Path copy = copies.resolve(id);
      Files.write(copy, in.readAllBytes());
      return CompletableFuture.completedFuture(
          new OutboxFile(id, name, Files.size(copy), null, null, null, false));
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void forget(OutboxFile file) {
    calls.add("forget " + file.name());
  }

  @Override
  public Path copyOf(OutboxFile file) {
    return copies.resolve(file.id());
  }

  @Override
  public FileCalls files() {
    return files;
  }

  @Override
  public PictureCache pictures() {
    return pictures;
  }

  private void change(long conversation, OutboxChange change, String body) throws OutboxException {
    if (diskFull) {
      throw new OutboxException("disk full", null);
    }
    outbox.add(
        new OutboxEntry(
            conversation,
            "00000000-0000-4000-8000-%012d".formatted(++ids),
            body,
            null,
            clock.instant(),
            OutboxEntry.State.WAITING,
            null,
            null,
            0,
            change));
    outboxChanged();
  }

  @Override
  public void edit(long conversation, MessageRef message, String body) throws OutboxException {
    change(conversation, change(OutboxChange.Kind.EDIT, message, null, true), body);
  }

  @Override
  public void delete(long conversation, MessageRef message) throws OutboxException {
    change(conversation, change(OutboxChange.Kind.DELETE, message, null, true), "");
  }

  @Override
  public void react(long conversation, MessageRef message, String emoji, boolean on)
      throws OutboxException {
    change(conversation, change(OutboxChange.Kind.REACT, message, emoji, on), "");
  }

  @Override
  public void pin(long conversation, MessageRef message, boolean on) throws OutboxException {
    change(conversation, change(OutboxChange.Kind.PIN, message, null, on), "");
  }

  private OutboxChange change(
      OutboxChange.Kind kind, MessageRef message, String emoji, boolean on) {
    return new OutboxChange(
        kind,
        message.seq(),
        message.waiting(),
        emoji,
        on,
        kind == OutboxChange.Kind.DELETE ? clock.instant().plus(UNDO) : null);
  }

  /// The server carries out the change that waits first, or refuses it.
  public void answerChange(RejectCode refusal) {
    OutboxEntry first = outbox.removeFirst();
    if (refusal == null) {
      listener.accept(new SessionEvent.ChangeSent(first, stored.size() + 100L, clock.instant()));
    } else {
      if (first.change().kind() == OutboxChange.Kind.EDIT) {
        outbox.add(
            new OutboxEntry(
                first.conversation(),
                first.commandId(),
                first.body(),
                null,
                first.createdAt(),
                OutboxEntry.State.FAILED,
                refusal,
                null,
                0,
                first.change()));
      }
      listener.accept(new SessionEvent.ChangeRefused(first, refusal));
    }
    outboxChanged();
  }

  @Override
  public ConversationCalls conversations() {
    return rooms;
  }

  @Override
  public void retry(String commandId) {
    calls.add("retry " + commandId);
  }

  @Override
  public void discard(String commandId) {
    outbox.removeIf(entry -> entry.commandId().equals(commandId));
    outboxChanged();
  }

  @Override
  public void markRead(long conversation, long seq) {
    calls.add("read " + seq);
    readSeq = Math.max(readSeq, seq);
  }

  @Override
  public void setTyping(long conversation, boolean typing) {
    calls.add("typing " + typing);
  }

  @Override
  public CompletableFuture<HistoryPage> history(long conversation, HistoryQuery query) {
    calls.add("history " + query);
    CompletableFuture<HistoryPage> answer = new CompletableFuture<>();
    HistoryPage page = page(query);
    Runnable reply =
        () -> {
          if (refuseHistory || (refuseAround && query instanceof HistoryQuery.Around)) {
            answer.completeExceptionally(new IllegalStateException("no answer"));
          } else {
            answer.complete(page);
          }
        };
    if (hold) {
      held.add(reply);
    } else {
      reply.run();
    }
    return answer;
  }

  /// Lets the answers go that were held back.
  public void release() {
    hold = false;
    List.copyOf(held).forEach(Runnable::run);
    held.clear();
  }

  private HistoryPage page(HistoryQuery query) {
    if (rows != null) {
      return new HistoryPage(rows, rows.isEmpty() ? 0 : rows.getLast().seq(), false, false);
    }
    long size = stored.size();
    long from;
    long to;
    switch (query) {
      case HistoryQuery.Newest(int limit) -> {
        from = size - limit;
        to = size;
      }
      case HistoryQuery.Before(long seq, int limit) -> {
        from = seq - 1 - limit;
        to = seq - 1;
      }
      case HistoryQuery.After(long seq, int limit) -> {
        from = seq;
        to = seq + limit;
      }
      case HistoryQuery.Around(long seq, int limit) -> {
        from = seq - 1 - limit / 2;
        to = from + limit;
      }
    }
    from = Math.max(0, from);
    to = Math.min(size, to);
    List<MessagePosted> messages =
        LongStream.range(from, to).mapToObj(i -> stored.get((int) i)).toList();
    return new HistoryPage(
        List.copyOf(messages), size, from > 0 && from < to, to < size && from < to);
  }

  /// What the rooms have; `away` says from where.
  @Override
  public CompletableFuture<SearchPage> search(SearchRequest request) {
    return rooms
        .search(request.text(), request.here(), request.zone().getId(), request.cursor())
        .thenApply(response -> new SearchPage(response, away));
  }

  @Override
  public CompletableFuture<byte[]> avatar(String avatarUrl) {
    return new CompletableFuture<>();
  }

  @Override
  public void tryNow() {
    calls.add("tryNow");
  }
}

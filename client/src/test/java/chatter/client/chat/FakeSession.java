package chatter.client.chat;

import chatter.client.net.ChatSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.net.outbox.OutboxException;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.PeopleResponse;
import chatter.shared.limits.WordStarts;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  final List<AccountInfo> everybody = new ArrayList<>();
  public final List<String> calls = new ArrayList<>();
  public final List<Runnable> held = new ArrayList<>();
  private final Clock clock;
  public Consumer<SessionEvent> listener = _ -> {};
  public long readSeq;
  public boolean hold;
  boolean refusePeople;
  public boolean refuseHistory;
  public boolean refuseAround;
  boolean diskFull;
  private int ids;

  public FakeSession(Clock clock) {
    this.clock = clock;
  }

  /// Stores a message without telling anybody.
  public MessagePosted add(AccountInfo sender, Instant at, String body, Long replyTo) {
    MessagePosted message =
        new MessagePosted(1, stored.size() + 1L, sender, body, at, replyTo, null);
    stored.add(message);
    return message;
  }

  public MessagePosted add(AccountInfo sender, Instant at, String body) {
    return add(sender, at, body, null);
  }

  /// Stores a message and tells the listener.
  public void post(AccountInfo sender, String body) {
    listener.accept(new SessionEvent.MessageApplied(add(sender, clock.instant(), body), true));
  }

  public ConversationInfo lobby() {
    return new ConversationInfo(1, ConversationKind.ROOM, "Lobby", stored.size(), readSeq, 14);
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
            first.commandId());
    stored.add(message);
    listener.accept(
        new SessionEvent.MessageSent(1, first.commandId(), message.seq(), message.sentAt()));
    listener.accept(new SessionEvent.MessageApplied(message, true));
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
            stored.size()));
    outboxChanged();
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
    PeopleResponse answer = new PeopleResponse(page, rest.size() > 50 ? page.getLast().id() : null);
    if (!hold) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<PeopleResponse> late = new CompletableFuture<>();
    held.add(() -> late.complete(answer));
    return late;
  }

  @Override
  public String send(long conversation, String body, Long replyTo, Instant answeredAt)
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
            0));
    outboxChanged();
    return id;
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

  @Override
  public CompletableFuture<byte[]> avatar(String avatarUrl) {
    return new CompletableFuture<>();
  }

  @Override
  public void tryNow() {
    calls.add("tryNow");
  }
}

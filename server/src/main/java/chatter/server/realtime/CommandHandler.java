package chatter.server.realtime;

import chatter.server.conversation.CommandResult;
import chatter.server.conversation.Conversations;
import chatter.server.limit.HeapShare;
import chatter.server.limit.RateLimiter;
import chatter.server.realtime.RealtimeMetrics.Outcome;
import chatter.server.store.StorageException;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out commands. Called on the socket's reading thread, one command after the other; what
/// blocks goes to `blocking`, what writes goes to the database's writer. A command with an id gets
/// one answer.
final class CommandHandler {
  private static final Logger log = LoggerFactory.getLogger(CommandHandler.class);
  private static final int WAITING_SYNCS = 16;

  /// What a command takes while it waits, beside its text.
  private static final int COMMAND_BYTES = 256;

  private final Hub hub;
  private final Conversations conversations;
  private final Resumption resumption;
  private final PacedDelivery delivery;
  private final Rates rates;
  private final Executor blocking;
  private final RealtimeMetrics metrics;

  /// Bytes of messages that wait for the disk: a disk that stands still must not fill the memory.
  private final AtomicLong storing = new AtomicLong();

  private final long mostStoring = HeapShare.bytes();

  /// @param rates per account
  /// @param delivery shared with `resumption`
  /// @param blocking for what reads the database; a thread each
  /// @param metrics where commands are counted
  CommandHandler(
      Hub hub,
      Conversations conversations,
      Resumption resumption,
      Rates rates,
      PacedDelivery delivery,
      Executor blocking,
      RealtimeMetrics metrics) {
    this.hub = hub;
    this.conversations = conversations;
    this.resumption = resumption;
    this.delivery = delivery;
    this.rates = rates;
    this.blocking = blocking;
    this.metrics = metrics;
  }

  /// Carries out one command.
  void handle(Connection from, ClientCommand command) {
    if (hub.isStale(from)) {
      hub.close(from, CloseCode.DRAINING, "the server stood still; ask again");
      return;
    }
    if (!from.helloSaid() && !(command instanceof ClientCommand.Hello)) {
      reject(from, command, RejectCode.HELLO_FIRST, "say hello first", false, null);
      return;
    }
    switch (command) {
      case ClientCommand.Hello hello -> hello(from, hello);
      case ClientCommand.Durable durable -> carryOut(from, durable);
      case ClientCommand.MarkRead mark -> markRead(from, mark);
      case ClientCommand.SetTyping typing -> {
        if (passes(rates.typing(), from, typing, "too many signs of typing")) {
          metrics.command(typing, Outcome.DONE);
          hub.typing(from, typing);
        }
      }
      case ClientCommand.Sync sync -> sync(from, sync);
      case ClientCommand.Ping ping -> {
        metrics.command(ping, Outcome.DONE);
        hub.answer(from, new ServerEvent.Pong(ping.id()));
      }
      case ClientCommand.Pong pong -> {
        // Having been heard is all it is for.
        metrics.command(pong, Outcome.DONE);
      }
    }
  }

  private void hello(Connection from, ClientCommand.Hello hello) {
    if (hello.version() != ProtocolVersion.CURRENT) {
      from.refused = true;
      metrics.command(hello, Outcome.REFUSED);
      hub.close(from, CloseCode.VERSION, "this server speaks version " + ProtocolVersion.CURRENT);
    } else if (from.helloSaid()) {
      reject(from, hello, RejectCode.BAD_FRAME, "hello was said before", false, null);
    } else {
      from.saidHello();
      metrics.command(hello, Outcome.DONE);
      onOtherThread(from, hello, () -> resumption.run(from, hello));
    }
  }

  /// Whether an account may do one more of these. If not, the command is rejected.
  private boolean passes(
      RateLimiter<Long> rate, Connection from, ClientCommand command, String message) {
    long wait = rate.take(from.account());
    if (wait > 0) {
      reject(from, command, RejectCode.RATE_LIMITED, message, true, wait);
    }
    return wait == 0;
  }

  private void carryOut(Connection from, ClientCommand.Durable command) {
    String text =
        switch (command) {
          case ClientCommand.SendMessage send -> send.body();
          case ClientCommand.EditMessage edit -> edit.body();
          case ClientCommand.React react -> react.emoji();
          case ClientCommand.DeleteMessage delete -> "";
          case ClientCommand.PinMessage pin -> "";
        };
    boolean writes =
        command instanceof ClientCommand.SendMessage
            || command instanceof ClientCommand.EditMessage;
    if (!(writes
        ? passes(rates.sends(), from, command, "too many messages")
        : passes(rates.reactions(), from, command, "too many changes of messages"))) {
      return;
    }
    int bytes = 2 * text.length() + COMMAND_BYTES;
    if (storing.addAndGet(bytes) > mostStoring) {
      storing.addAndGet(-bytes);
      reject(from, command, RejectCode.BUSY, "too much waits to be stored", true, 1_000L);
      return;
    }
    var _ =
        conversations
            .carryOut(from.account(), command, stored -> ack(from, command, stored))
            .whenComplete((result, failure) -> {
              storing.addAndGet(-bytes);
              if (failure != null) {
                failed(from, command, failure);
              } else if (result instanceof CommandResult.Refused refused) {
                reject(from, command, refused.code(), refused.reason(), false, null);
              }
            });
  }

  /// Called on the writer's thread, which tells the hub when the whole group is committed.
  private void ack(Connection to, ClientCommand.Durable command, CommandResult.Stored stored) {
    metrics.command(
        command,
        stored.duplicate()
            ? Outcome.DUPLICATE
            : stored.changed() ? Outcome.DONE : Outcome.UNCHANGED);
    if (command.id() != null) {
      hub.committed(
          to,
          new ServerEvent.Ack(
              command.id(),
              stored.conversation(),
              // As this try wrote it, which is what its sender compares with.
              command.commandId(),
              stored.seq(),
              stored.at(),
              stored.duplicate(),
              stored.changed() ? null : false));
    }
  }

  private void markRead(Connection from, ClientCommand.MarkRead mark) {
    if (!passes(rates.readMarks(), from, mark, "too many read marks")) {
      return;
    }
    var _ =
        conversations
            .markRead(from.account(), mark.conversation(), mark.seq())
            .whenComplete((seq, failure) -> {
              if (failure != null) {
                failed(from, mark, failure);
              } else if (seq.isEmpty()) {
                notMember(from, mark);
              } else {
                metrics.command(mark, Outcome.DONE);
                if (mark.id() == null) {
                  return;
                }
                hub.answer(
                    from,
                    new ServerEvent.Ack(
                        mark.id(), mark.conversation(), null, seq.get(), null, null));
              }
            });
  }

  private void sync(Connection from, ClientCommand.Sync sync) {
    if (!passes(rates.syncs(), from, sync, "too many syncs")) {
      return;
    }
    if (from.syncs.incrementAndGet() > WAITING_SYNCS) {
      from.syncs.decrementAndGet();
      reject(from, sync, RejectCode.BUSY, "too many at once", true, 1_000L);
      return;
    }
    onOtherThread(
        from,
        sync,
        () -> {
          // One at a time: each holds a page of the largest messages until the client has read it.
          from.pacing.lock();
          try {
            answer(from, sync);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hub.close(from, CloseCode.DRAINING, "the server is stopping");
          } finally {
            from.pacing.unlock();
            from.syncs.decrementAndGet();
          }
        });
  }

  private void answer(Connection to, ClientCommand.Sync sync) throws InterruptedException {
    if (!delivery.awaitRoom(to)) {
      hub.close(to, CloseCode.SLOW_CONSUMER, "reads too slowly");
      return;
    }
    // Who was told of a room by another server can be ahead of what this one has heard.
    if (page(to, sync) || (hub.caughtUp() && page(to, sync))) {
      metrics.command(sync, Outcome.DONE);
    } else {
      notMember(to, sync);
    }
  }

  /// @return whether they are a member
  private boolean page(Connection to, ClientCommand.Sync sync) throws InterruptedException {
    return delivery.inTurn(() -> {
      int limit =
          sync.limit() == null ? Limits.SYNC_PAGE : Math.min(sync.limit(), Limits.SYNC_PAGE);
      Optional<Conversations.Page> page =
          conversations.after(to.account(), sync.conversation(), sync.after(), limit);
      return page.isPresent() && handOver(to, sync, page.get());
    });
  }

  /// What does not fit at once is for the client to ask for again, as what is beyond a page.
  private boolean handOver(Connection to, ClientCommand.Sync sync, Conversations.Page page) {
    PacedDelivery.Portion portion = PacedDelivery.portion(to, page.entries());
    boolean whole = portion.lines().size() == page.entries().size();
    List<byte[]> lines = new ArrayList<>(portion.lines());
    lines.add(
        Codec.encodeUtf8(
            new ServerEvent.Synced(
                sync.id(),
                sync.conversation(),
                whole ? page.upto() : portion.upto(),
                !whole || page.more())));
    return delivery.handOver(to, sync.conversation(), portion.upto(), lines);
  }

  private void onOtherThread(Connection from, ClientCommand command, Runnable work) {
    try {
      blocking.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException e) {
          failed(from, command, e);
        }
      });
    } catch (RejectedExecutionException closing) {
      reject(from, command, RejectCode.BUSY, "the server is stopping", true, 1_000L);
    }
  }

  private void failed(Connection from, ClientCommand command, Throwable failure) {
    Throwable cause = failure instanceof CompletionException c ? c.getCause() : failure;
    StorageException.Kind kind =
        cause instanceof StorageException s ? s.kind() : StorageException.Kind.FAILED;
    switch (kind) {
      case FULL ->
          reject(from, command, RejectCode.STORAGE_FULL, "the server's disk is full", true, 5_000L);
      case BUSY -> reject(from, command, RejectCode.BUSY, "the server is busy", true, 1_000L);
      // A refusal would say that nothing was changed. Whoever comes back asks again, by the same
      // id.
      case IN_DOUBT -> {
        metrics.command(command, Outcome.IN_DOUBT);
        hub.close(from, CloseCode.DRAINING, "nobody knows whether it is stored");
      }
      case UNUSABLE, FAILED -> {
        log.error("a command of account {} failed", from.account(), cause);
        reject(from, command, RejectCode.INTERNAL, "the server failed", true, 5_000L);
      }
    }
  }

  private void notMember(Connection from, ClientCommand command) {
    reject(from, command, RejectCode.NOT_MEMBER, "you are no member of it", false, null);
  }

  private void reject(
      Connection from,
      ClientCommand command,
      RejectCode code,
      String message,
      boolean retry,
      Long afterMillis) {
    metrics.command(command, code);
    hub.answer(from, new ServerEvent.Rejected(command.id(), code, message, retry, afterMillis));
  }

  /// How often an account may do what costs others something.
  ///
  /// @param sends messages and edits
  /// @param reactions and whatever else happens to a message
  /// @param readMarks each is stored, and in small rooms told to everybody
  /// @param typing signs of it, of which few are passed on
  /// @param syncs each reads a page
  record Rates(
      RateLimiter<Long> sends,
      RateLimiter<Long> reactions,
      RateLimiter<Long> readMarks,
      RateLimiter<Long> typing,
      RateLimiter<Long> syncs) {}
}

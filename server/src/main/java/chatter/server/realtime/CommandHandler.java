package chatter.server.realtime;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.PostResult;
import chatter.server.limit.RateLimiter;
import chatter.server.store.StorageException;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out commands. Called on the socket's reading thread, one command after the other; what
/// blocks goes to `blocking`, what writes goes to the database's writer. A command with an id gets
/// one answer.
final class CommandHandler {
  private static final Logger log = LoggerFactory.getLogger(CommandHandler.class);
  private static final int WAITING_SYNCS = 16;

  private final Hub hub;
  private final Conversations conversations;
  private final Resumption resumption;
  private final PacedDelivery delivery;
  private final RateLimiter<Long> sends;
  private final Executor blocking;

  /// @param sends messages per account
  /// @param blocking for what reads the database; a thread each
  CommandHandler(
      Hub hub,
      Conversations conversations,
      Resumption resumption,
      RateLimiter<Long> sends,
      Executor blocking) {
    this.hub = hub;
    this.conversations = conversations;
    this.resumption = resumption;
    this.delivery = new PacedDelivery(hub);
    this.sends = sends;
    this.blocking = blocking;
  }

  /// Carries out one command.
  void handle(Connection from, ClientCommand command) {
    if (!from.helloSaid() && !(command instanceof ClientCommand.Hello)) {
      reject(from, command.id(), RejectCode.HELLO_FIRST, "say hello first", false, null);
      return;
    }
    switch (command) {
      case ClientCommand.Hello hello -> hello(from, hello);
      case ClientCommand.SendMessage send -> send(from, send);
      case ClientCommand.MarkRead mark -> markRead(from, mark);
      case ClientCommand.SetTyping typing -> hub.typing(from, typing);
      case ClientCommand.Sync sync -> sync(from, sync);
      case ClientCommand.Ping ping -> hub.answer(from, new ServerEvent.Pong(ping.id()));
      case ClientCommand.Pong pong -> {
        // Having been heard is all it is for.
      }
    }
  }

  private void hello(Connection from, ClientCommand.Hello hello) {
    if (hello.version() != ProtocolVersion.CURRENT) {
      from.refused = true;
      hub.close(from, CloseCode.VERSION, "this server speaks version " + ProtocolVersion.CURRENT);
    } else if (from.helloSaid()) {
      reject(from, hello.id(), RejectCode.BAD_FRAME, "hello was said before", false, null);
    } else {
      from.saidHello();
      onOtherThread(from, hello.id(), () -> resumption.run(from, hello));
    }
  }

  private void send(Connection from, ClientCommand.SendMessage send) {
    long wait = sends.take(from.account());
    if (wait > 0) {
      reject(from, send.id(), RejectCode.RATE_LIMITED, "too many messages", true, wait);
      return;
    }
    var _ =
        conversations
            .post(from.account(), send, stored -> ack(from, send, stored))
            .whenComplete((result, failure) -> {
              if (failure != null) {
                failed(from, send.id(), failure);
              } else if (result instanceof PostResult.Refused refused) {
                reject(from, send.id(), refused.code(), refused.reason(), false, null);
              }
            });
  }

  /// Called on the writer's thread, which tells the hub when the whole group is committed.
  private void ack(Connection to, ClientCommand.SendMessage send, PostResult.Stored stored) {
    if (send.id() != null) {
      MessagePosted message = stored.message();
      hub.committed(
          to,
          new ServerEvent.Ack(
              send.id(),
              message.conversation(),
              // As this try wrote it, which is what its sender compares with.
              send.clientMessageId(),
              message.seq(),
              message.sentAt(),
              stored.duplicate()));
    }
  }

  private void markRead(Connection from, ClientCommand.MarkRead mark) {
    var _ =
        conversations
            .markRead(from.account(), mark.conversation(), mark.seq())
            .whenComplete((seq, failure) -> {
              if (failure != null) {
                failed(from, mark.id(), failure);
              } else if (seq.isEmpty()) {
                notMember(from, mark.id());
              } else if (mark.id() != null) {
                hub.answer(
                    from,
                    new ServerEvent.Ack(
                        mark.id(), mark.conversation(), null, seq.get(), null, null));
              }
            });
  }

  private void sync(Connection from, ClientCommand.Sync sync) {
    if (from.syncs.incrementAndGet() > WAITING_SYNCS) {
      from.syncs.decrementAndGet();
      reject(from, sync.id(), RejectCode.BUSY, "too many at once", true, 1_000L);
      return;
    }
    onOtherThread(
        from,
        sync.id(),
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
    int limit = sync.limit() == null ? Limits.SYNC_PAGE : Math.min(sync.limit(), Limits.SYNC_PAGE);
    Optional<Conversations.Page> page =
        conversations.after(to.account(), sync.conversation(), sync.after(), limit);
    if (page.isEmpty()) {
      notMember(to, sync.id());
      return;
    }
    List<ServerEvent> events = new ArrayList<>(page.get().messages());
    events.add(
        new ServerEvent.Synced(
            sync.id(), sync.conversation(), page.get().upto(), page.get().more()));
    if (!delivery.send(to, events)) {
      hub.close(to, CloseCode.SLOW_CONSUMER, "reads too slowly");
    }
  }

  private void onOtherThread(Connection from, Long id, Runnable work) {
    try {
      blocking.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException e) {
          failed(from, id, e);
        }
      });
    } catch (RejectedExecutionException closing) {
      reject(from, id, RejectCode.BUSY, "the server is stopping", true, 1_000L);
    }
  }

  private void failed(Connection from, Long id, Throwable failure) {
    Throwable cause = failure instanceof CompletionException c ? c.getCause() : failure;
    StorageException.Kind kind =
        cause instanceof StorageException s ? s.kind() : StorageException.Kind.FAILED;
    switch (kind) {
      case FULL ->
          reject(from, id, RejectCode.STORAGE_FULL, "the server's disk is full", true, 5_000L);
      case BUSY -> reject(from, id, RejectCode.BUSY, "the server is busy", true, 1_000L);
      case UNUSABLE, FAILED -> {
        log.error("a command of account {} failed", from.account(), cause);
        reject(from, id, RejectCode.INTERNAL, "the server failed", true, 5_000L);
      }
    }
  }

  private void notMember(Connection from, Long id) {
    reject(from, id, RejectCode.NOT_MEMBER, "you are no member of it", false, null);
  }

  private void reject(
      Connection from, Long id, RejectCode code, String message, boolean retry, Long afterMillis) {
    hub.answer(from, new ServerEvent.Rejected(id, code, message, retry, afterMillis));
  }
}

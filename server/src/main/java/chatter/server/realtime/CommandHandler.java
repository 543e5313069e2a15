package chatter.server.realtime;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.PostResult;
import chatter.server.limit.RateLimiter;
import chatter.server.store.StorageException;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.DecodedCommand;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out what arrives on a connection. Called on the socket's reading thread, one frame after
/// the other; what blocks goes to `blocking`, what writes goes to the database's writer. A command
/// with an id gets one answer.
final class CommandHandler {
  private static final Logger log = LoggerFactory.getLogger(CommandHandler.class);
  private static final int BAD_FRAMES_IN_A_ROW = 20;
  private static final int LINES_PER_TOKEN = 16;

  private final Hub hub;
  private final Conversations conversations;
  private final Resumption resumption;
  private final RateLimiter<Long> sends;
  private final Executor blocking;
  private final LongSupplier nanoTime;

  /// @param sends messages per account
  /// @param blocking for what reads the database; a thread each
  CommandHandler(
      Hub hub,
      Conversations conversations,
      Resumption resumption,
      RateLimiter<Long> sends,
      Executor blocking,
      LongSupplier nanoTime) {
    this.hub = hub;
    this.conversations = conversations;
    this.resumption = resumption;
    this.sends = sends;
    this.blocking = blocking;
    this.nanoTime = nanoTime;
  }

  /// Handles one text frame.
  void frame(Connection from, String frame) {
    long now = nanoTime.getAsLong();
    from.heard(now);
    if (from.closed()) {
      return;
    }
    if (tooLarge(frame)) {
      from.badFrames++;
      String message = "a frame has at most " + Limits.FRAME_BYTES + " bytes";
      ids(Codec.split(frame))
          .forEach(id -> reject(from, id.orElse(null), RejectCode.TOO_LARGE, message, false, null));
      return;
    }
    List<String> lines = Codec.split(frame);
    if (lines.isEmpty()) {
      bad(from, null, RejectCode.BAD_FRAME, "an empty frame");
      return;
    }
    long wait = 0;
    for (int i = 0; i < lines.size() && wait == 0; i += LINES_PER_TOKEN) {
      wait = from.frames.take(now);
    }
    if (wait > 0) {
      tooFast(from, lines, wait, now);
      return;
    }
    for (String line : lines) {
      if (from.closed()) {
        return;
      }
      switch (Codec.decodeCommand(line)) {
        case DecodedCommand.Invalid invalid ->
            bad(from, invalid.id(), invalid.code(), invalid.message());
        case DecodedCommand.Valid valid -> {
          from.badFrames = 0;
          handle(from, valid.command());
        }
      }
    }
  }

  /// A binary frame: nothing in the protocol is one.
  void binary(Connection from) {
    from.heard(nanoTime.getAsLong());
    bad(from, null, RejectCode.BAD_FRAME, "frames are text");
  }

  private void handle(Connection from, ClientCommand command) {
    if (!from.helloSaid && !(command instanceof ClientCommand.Hello)) {
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
      from.close(CloseCode.VERSION, "this server speaks version " + ProtocolVersion.CURRENT);
    } else if (from.helloSaid) {
      reject(from, hello.id(), RejectCode.BAD_FRAME, "hello was said before", false, null);
    } else {
      from.helloSaid = true;
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

  /// On the writer's thread, which wakes the hub when the whole group is committed.
  private void ack(Connection to, ClientCommand.SendMessage send, PostResult.Stored stored) {
    if (send.id() != null) {
      MessagePosted message = stored.message();
      hub.direct(
          to,
          new ServerEvent.Ack(
              send.id(),
              message.conversation(),
              message.clientMessageId(),
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
                hub.direct(
                    from,
                    new ServerEvent.Ack(
                        mark.id(), mark.conversation(), null, seq.get(), null, null));
              }
            });
  }

  private void sync(Connection from, ClientCommand.Sync sync) {
    int limit = sync.limit() == null ? Limits.SYNC_PAGE : Math.min(sync.limit(), Limits.SYNC_PAGE);
    onOtherThread(
        from,
        sync.id(),
        () -> {
          Optional<Conversations.Page> page =
              conversations.after(from.account(), sync.conversation(), sync.after(), limit);
          if (page.isEmpty()) {
            notMember(from, sync.id());
            return;
          }
          page.get().messages().forEach(message -> hub.direct(from, message));
          hub.answer(
              from,
              new ServerEvent.Synced(
                  sync.id(), sync.conversation(), page.get().upto(), page.get().more()));
        });
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

  /// Rejects every command of the frame. Who goes on and on loses the connection.
  private void tooFast(Connection from, List<String> lines, long wait, long now) {
    if (from.patience.take(now) > 0) {
      from.close(CloseCode.RATE_LIMIT, "too many frames");
      return;
    }
    ids(lines)
        .forEach(id ->
            reject(from, id.orElse(null), RejectCode.RATE_LIMITED, "too many frames", true, wait));
  }

  /// The commands' numbers, so that each refused one gets its answer.
  private static List<Optional<Long>> ids(List<String> lines) {
    return lines.stream()
        .map(line ->
            switch (Codec.decodeCommand(line)) {
              case DecodedCommand.Invalid invalid -> Optional.ofNullable(invalid.id());
              case DecodedCommand.Valid valid -> Optional.ofNullable(valid.command().id());
            })
        .toList();
  }

  private void bad(Connection from, Long id, RejectCode code, String message) {
    // A newer client that tries a newer command is no broken one.
    if (code != RejectCode.UNKNOWN_TYPE) {
      from.badFrames++;
    }
    if (from.badFrames > BAD_FRAMES_IN_A_ROW) {
      from.close(CloseCode.BAD_FRAMES, "too many frames that are no commands");
    } else {
      reject(from, id, code, message, false, null);
    }
  }

  private void reject(
      Connection from, Long id, RejectCode code, String message, boolean retry, Long afterMillis) {
    hub.answer(from, new ServerEvent.Rejected(id, code, message, retry, afterMillis));
  }

  private static boolean tooLarge(String frame) {
    return frame.length() > Limits.FRAME_BYTES
        || (frame.length() > Limits.FRAME_BYTES / 3
            && frame.getBytes(StandardCharsets.UTF_8).length > Limits.FRAME_BYTES);
  }
}

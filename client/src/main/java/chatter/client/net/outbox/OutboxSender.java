package chatter.client.net.outbox;

import chatter.client.net.outbox.OutboxEntry.State;
import chatter.client.net.socket.EventLoop;
import chatter.client.net.socket.PendingCommands;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the outbox: in order, one un-acked command per conversation, the same id in every try,
/// until the server has stored or refused it. On the loop's thread only.
public final class OutboxSender {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);

  /// No answer for so long on a living connection: what became of the message is unknown, and a new
  /// connection finds out.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final EventLoop loop;
  private final PendingCommands commands;
  private final Listener listener;
  private final Known known;
  private final OutboxUploader uploads;

  private final Map<Long, Lane> lanes = new HashMap<>();
  private boolean live;

  /// What comes of sending, on the loop's thread.
  public interface Listener {
    /// The outbox is another now.
    void changed(List<OutboxEntry> entries);

    /// A message is stored at the server. Comes once for each, before the `changed` that no longer
    /// holds it.
    void sent(long conversation, String commandId, long seq, Instant sentAt);

    /// A change of a message was carried out, or there was nothing to change.
    void changeSent(OutboxEntry change, long seq, Instant at);

    /// A change of a message was refused for good.
    void changeRefused(OutboxEntry change, RejectCode reason);

    /// An answer is overdue.
    void silent();
  }

  /// What is known of the messages that are stored.
  public interface Known {
    /// The newest `seq` of a conversation that is applied.
    long newest(long conversation);

    /// When a message was sent; nothing if there is none of this number. Completes on any thread;
    /// fails with an `ApiException`.
    CompletableFuture<Optional<Instant>> sentAt(long conversation, long seq);
  }

  public OutboxSender(
      Outbox outbox,
      EventLoop loop,
      PendingCommands commands,
      Listener listener,
      Known known,
      OutboxUploader uploads) {
    this.known = known;
    this.uploads = uploads;
    this.outbox = outbox;
    outbox.begun();
    this.loop = loop;
    this.commands = commands;
    this.listener = listener;
  }

  /// One conversation's way out.
  private static final class Lane {
    private String sending;
    private boolean paused;
    private Duration pause = FIRST_PAUSE;
    private EventLoop.Alarm alarm = () -> {};

    /// Rings when something that was held back for a while may go.
    private EventLoop.Alarm held = () -> {};
  }

  public void live() {
    live = true;
    uploads.live();
    pump();
  }

  public void disconnected() {
    live = false;
    uploads.disconnected();
    lanes
        .values()
        .forEach(lane -> {
          lane.alarm.cancel();
          lane.held.cancel();
        });
    lanes.clear();
    outbox.allWaiting();
    changed();
  }

  /// Something was added, or may go again.
  public void pump() {
    uploads.pump();
    if (live) {
      Set<Long> conversations = new LinkedHashSet<>();
      outbox.entries().forEach(entry -> conversations.add(entry.conversation()));
      conversations.forEach(this::sendNext);
    }
    changed();
  }

  /// The server says which numbers are those of now.
  public void welcomed() {
    outbox.welcomed();
  }

  /// The server was restored from a backup: numbers mean other messages than before.
  public void restored() {
    outbox.restored();
  }

  public void retry(String commandId) {
    outbox.retry(commandId, loop.now());
    pump();
  }

  public void discard(String commandId) {
    outbox.remove(commandId, state -> state != State.SENDING).ifPresent(uploads::abandon);
    changed();
  }

  /// The server has stored it: told by the ack, or by the message itself, whichever comes first.
  public void stored(long conversation, String commandId, long seq, Instant sentAt) {
    outbox.resolve(commandId, seq, sentAt);
    Optional<OutboxEntry> done = outbox.remove(commandId, state -> true);
    if (done.isPresent()) {
      if (done.get().isMessage()) {
        listener.sent(conversation, commandId, seq, sentAt);
      } else {
        listener.changeSent(done.get(), seq, sentAt);
      }
      Lane lane = lane(conversation);
      if (commandId.equals(lane.sending)) {
        free(lane);
        lane.pause = FIRST_PAUSE;
      }
      pump();
    }
  }

  private void sendNext(long conversation) {
    Lane lane = lane(conversation);
    if (lane.sending != null || lane.paused) {
      return;
    }
    Instant now = loop.now();
    lane.held.cancel();
    outbox
        .soonest(conversation, now)
        .ifPresent(left -> lane.held = loop.schedule(left, () -> pump()));
    outbox
        .next(conversation, now)
        .ifPresent(entry -> {
          lane.sending = entry.commandId();
          if (entry.answeredAt() != null && !outbox.isChecked(entry.commandId())) {
            check(entry, lane);
            return;
          }
          lane.alarm = loop.schedule(ANSWER_WITHIN, listener::silent);
          outbox.sending(entry.commandId());
          commands.ask(id -> command(id, entry), answer -> answered(entry, lane, answer));
        });
  }

  private static ClientCommand command(long id, OutboxEntry entry) {
    long conversation = entry.conversation();
    String commandId = entry.commandId();
    OutboxChange change = entry.change();
    if (change == null) {
      return new ClientCommand.SendMessage(
          id,
          conversation,
          commandId,
          entry.body(),
          entry.replyTo(),
          entry.files().stream().map(OutboxFile::upload).toList());
    }
    return switch (change.kind()) {
      case EDIT ->
          new ClientCommand.EditMessage(
              id, conversation, commandId, change.message(), entry.body());
      case DELETE -> new ClientCommand.DeleteMessage(id, conversation, commandId, change.message());
      case REACT ->
          new ClientCommand.React(
              id, conversation, commandId, change.message(), change.emoji(), change.on());
      case PIN ->
          new ClientCommand.PinMessage(id, conversation, commandId, change.message(), change.on());
    };
  }

  /// Whether the number of what it answers or changes still means that message. It was written
  /// before a restart of this program or a restore of the server, and may have waited for long.
  private void check(OutboxEntry entry, Lane lane) {
    var _ =
        known
            .sentAt(
                entry.conversation(),
                entry.isMessage() ? entry.replyTo() : entry.change().message())
            .whenComplete((sentAt, failure) ->
                loop.execute(() -> {
                  if (!lane.equals(lanes.get(entry.conversation()))
                      || !entry.commandId().equals(lane.sending)) {
                    return;
                  }
                  free(lane);
                  if (failure != null) {
                    pause(lane, lane.pause);
                    return;
                  }
                  boolean same = sentAt.equals(Optional.of(entry.answeredAt()));
                  if (!same && !entry.isMessage()) {
                    LOG.info("What a waiting change was about is not there any more");
                    refused(entry, RejectCode.NOT_FOUND);
                    return;
                  }
                  if (!same) {
                    LOG.info("What a waiting message answers is not there any more");
                    outbox.dropReply(entry.commandId());
                  }
                  outbox.checked(entry.commandId());
                  pump();
                }));
  }

  private void answered(OutboxEntry entry, Lane lane, ServerEvent answer) {
    switch (answer) {
      case ServerEvent.Ack ack when ack.seq() != null && ack.at() != null ->
          stored(entry.conversation(), entry.commandId(), ack.seq(), ack.at());
      case ServerEvent.Rejected rejected when rejected.retry() -> {
        free(lane);
        outbox.waiting(entry.commandId());
        pause(
            lane,
            rejected.retryAfterMs() == null
                ? lane.pause
                : Duration.ofMillis(Math.max(0, rejected.retryAfterMs())));
        changed();
      }
      case ServerEvent.Rejected rejected
          when rejected.code() == RejectCode.NOT_FOUND && !entry.files().isEmpty() -> {
        lane.alarm.cancel();
        outbox.waiting(entry.commandId());
        lookForFiles(entry, lane);
      }
      case ServerEvent.Rejected rejected -> {
        free(lane);
        refused(entry, rejected.code());
      }
      // An answer that says nothing leaves the message unknown.
      default -> listener.silent();
    }
  }

  /// Whether it is a file that is not there any more.
  private void lookForFiles(OutboxEntry entry, Lane lane) {
    var _ =
        uploads
            .areThere(entry)
            .whenComplete((there, failure) ->
                loop.execute(() -> {
                  if (!lane.equals(lanes.get(entry.conversation()))
                      || !entry.commandId().equals(lane.sending)) {
                    return;
                  }
                  free(lane);
                  if (failure != null) {
                    pause(lane, lane.pause);
                  } else if (there) {
                    refused(entry, RejectCode.NOT_FOUND);
                  } else {
                    pump();
                  }
                }));
  }

  /// What somebody wrote stays, to be tried again; a reaction or the like is simply not so.
  private void refused(OutboxEntry entry, RejectCode reason) {
    boolean written = entry.isMessage() || entry.change().kind() == OutboxChange.Kind.EDIT;
    if (written) {
      outbox.failed(entry.commandId(), reason, known.newest(entry.conversation()));
    } else {
      var _ = outbox.remove(entry.commandId(), state -> true);
    }
    if (!entry.isMessage()) {
      listener.changeRefused(entry, reason);
    }
    pump();
  }

  private void pause(Lane lane, Duration pause) {
    Duration doubled = lane.pause.multipliedBy(2);
    lane.pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    lane.paused = true;
    lane.alarm =
        loop.schedule(
            pause,
            () -> {
              lane.paused = false;
              pump();
            });
  }

  private static void free(Lane lane) {
    lane.alarm.cancel();
    lane.sending = null;
  }

  private Lane lane(long conversation) {
    return lanes.computeIfAbsent(conversation, id -> new Lane());
  }

  private void changed() {
    listener.changed(outbox.entries());
  }
}

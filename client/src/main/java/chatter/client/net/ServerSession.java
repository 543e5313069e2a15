package chatter.client.net;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ApiException;
import chatter.client.net.http.ConversationCalls;
import chatter.client.net.http.ErrorMessage;
import chatter.client.net.http.FileCalls;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.TlsFailure;
import chatter.client.net.outbox.MessageRef;
import chatter.client.net.outbox.Outbox;
import chatter.client.net.outbox.OutboxEntry;
import chatter.client.net.outbox.OutboxException;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.net.outbox.OutboxSender;
import chatter.client.net.outbox.OutboxUploader;
import chatter.client.net.socket.Backoff;
import chatter.client.net.socket.EndReason;
import chatter.client.net.socket.EventLoop;
import chatter.client.net.socket.PendingCommands;
import chatter.client.net.socket.ServerConnection;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.PeopleResponse;
import chatter.shared.crypto.Sha256;
import chatter.shared.limits.Limits;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.CloseCode;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ProtocolVersion;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.text.MessageText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One login on one server, from sign-in to sign-out: keeps a connection open, brings what arrives
/// into order without holes, and keeps what is sent on disk until the server has it.
///
/// The methods are safe for any thread. The listener is called on the session's own thread, one
/// event at a time.
///
/// The outbox outlives the program, and so do the cursors if there is a copy of what was read: then
/// the session goes on where the last one was, a page that is known asks the server for nothing,
/// and what is missing is fetched while nobody asks for anything.
public final class ServerSession implements ChatSession, AutoCloseable {
  private final AccountApi api;
  private final EventLoop loop;
  private final String client;
  private final Consumer<SessionEvent> listener;

  /// How long what may be out of date is shown before the server is asked again that did not
  /// answer.
  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(10);

  /// The listener without the copy.
  private final Consumer<SessionEvent> screens;

  private final Outbox outbox;
  private final ServerConnection connection;
  private final PendingCommands commands;
  private final Sequencer inbox;
  private final OutboxSender delivery;
  private final ReadAndTyping signals;
  private final Searches searches;

  /// Null if nothing is kept.
  private final HistoryCopy copy;

  /// Null as well.
  private final HistoryFiller filler;

  /// Those of which a page was answered that may be out of date.
  private final Set<Long> shownStale = new HashSet<>();

  /// Whether the cursors are those of the copy; on the loop's thread only.
  private boolean resumed;

  private volatile boolean connected;
  private volatile boolean welcomedBefore;
  private volatile String epoch;

  /// The same without a copy of what was read.
  public ServerSession(
      AccountApi api,
      Path outboxFolder,
      EventLoop loop,
      RandomGenerator random,
      String client,
      Consumer<SessionEvent> listener)
      throws IOException {
    this(api, outboxFolder, loop, random, client, null, listener);
  }

  /// Reads the outbox; does not connect yet.
  ///
  /// @param api the login's calls; not closed by the session
  /// @param outboxFolder where this account's unsent messages on this server are kept
  /// @param loop the session's thread and clock; closed by the session
  /// @param random spreads reconnects
  /// @param client name and version of the program, for the server's log
  /// @param copy keeps what the server says, and answers while it is away; null for none. Not
  ///   closed by the session
  /// @param listener hears everything
  /// @throws IOException if the outbox cannot be read
  public ServerSession(
      AccountApi api,
      Path outboxFolder,
      EventLoop loop,
      RandomGenerator random,
      String client,
      HistoryCopy copy,
      Consumer<SessionEvent> listener)
      throws IOException {
    this.api = api;
    this.loop = loop;
    this.client = client;
    this.copy = copy;
    filler = copy == null ? null : new HistoryFiller(copy, loop, this::ask);
    screens = listener;
    this.listener =
        copy == null
            ? listener
            : event -> {
              copy.heard(event);
              listener.accept(event);
            };
    outbox = Outbox.open(outboxFolder);
    connection = new ServerConnection(api, loop, random, new ConnectionEvents());
    commands = new PendingCommands(connection::send);
    inbox = new Sequencer(loop, commands, this.listener);
    OutboxUploader uploads =
        new OutboxUploader(outbox, loop, files(), new Backoff(random), new UploadEvents());
    delivery =
        new OutboxSender(
            outbox, loop, commands, new DeliveryEvents(), new StoredMessages(), uploads);
    signals = new ReadAndTyping(loop, commands);
    searches =
        new Searches(
            request ->
                conversations()
                    .search(
                        request.text(), request.here(), request.zone().getId(), request.cursor()),
            copy,
            loop,
            () -> connected,
            this::tryNow);
  }

  /// Tells what the outbox holds and begins to connect, for as long as it takes.
  public void start() {
    loop.execute(() -> {
      delivery.pump();
      connection.open();
    });
  }

  /// Tells what the outbox holds, without connecting: for who waits with `start`.
  public void showOutbox() {
    loop.execute(delivery::pump);
  }

  /// Closes the connection and ends the session's thread; the login stays good. The listener hears
  /// nothing more soon after.
  @Override
  public void close() {
    loop.execute(connection::close);
    loop.close();
  }

  @Override
  public String send(
      long conversation, String body, Long replyTo, Instant answeredAt, List<OutboxFile> files)
      throws OutboxException {
    if (files.size() > Limits.FILES_PER_MESSAGE) {
      throw new IllegalArgumentException("more files than a message has");
    }
    String text = !files.isEmpty() && MessageText.of(body).isEmpty() ? "" : text(body);
    String commandId = outbox.add(conversation, text, replyTo, answeredAt, loop.now(), files);
    loop.execute(() -> {
      signals.sent(conversation);
      delivery.pump();
    });
    return commandId;
  }

  @Override
  public CompletableFuture<OutboxFile> keep(Callable<InputStream> source, String name) {
    CompletableFuture<OutboxFile> kept = new CompletableFuture<>();
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              try (InputStream in = source.call()) {
                OutboxFile copy = outbox.take(in, name);
                if (!kept.complete(copy)) {
                  outbox.forget(copy);
                }
              } catch (Exception e) {
                kept.completeExceptionally(e);
              }
            });
    return kept;
  }

  @Override
  public void forget(OutboxFile file) {
    outbox.forget(file);
  }

  @Override
  public Path copyOf(OutboxFile file) {
    return outbox.copyOf(file);
  }

  @Override
  public FileCalls files() {
    return api.files(this::first);
  }

  @Override
  public PictureCache pictures() {
    return copy == null ? PictureCache.NONE : copy;
  }

  private static String text(String body) {
    String text = MessageText.of(body);
    if (text.isEmpty() || Limits.codePoints(text) > Limits.BODY_CODE_POINTS) {
      throw new IllegalArgumentException(
          "a message has 1 to " + Limits.BODY_CODE_POINTS + " code points");
    }
    return text;
  }

  @Override
  public void edit(long conversation, MessageRef message, String body) throws OutboxException {
    var _ = outbox.edit(conversation, message, text(body), loop.now());
    loop.execute(() -> {
      signals.sent(conversation);
      delivery.pump();
    });
  }

  @Override
  public void delete(long conversation, MessageRef message) throws OutboxException {
    Instant now = loop.now();
    var _ = outbox.delete(conversation, message, now.plus(UNDO), now);
    loop.execute(delivery::pump);
  }

  @Override
  public void react(long conversation, MessageRef message, String emoji, boolean on)
      throws OutboxException {
    var _ = outbox.react(conversation, message, emoji, on, loop.now());
    loop.execute(delivery::pump);
  }

  @Override
  public void pin(long conversation, MessageRef message, boolean on) throws OutboxException {
    var _ = outbox.pin(conversation, message, on, loop.now());
    loop.execute(delivery::pump);
  }

  @Override
  public ConversationCalls conversations() {
    return api.conversations(this::first);
  }

  @Override
  public void retry(String commandId) {
    loop.execute(() -> delivery.retry(commandId));
  }

  @Override
  public void discard(String commandId) {
    loop.execute(() -> delivery.discard(commandId));
  }

  @Override
  public void markRead(long conversation, long seq) {
    loop.execute(() -> signals.read(conversation, seq));
  }

  @Override
  public void setTyping(long conversation, boolean typing) {
    loop.execute(() -> signals.typing(conversation, typing));
  }

  @Override
  public CompletableFuture<HistoryPage> history(long conversation, HistoryQuery query) {
    if (copy == null) {
      return ask(conversation, query);
    }
    boolean away = !connected;
    return copy.page(conversation, query, away)
        .thenCompose(kept -> {
          if (kept.isPresent()) {
            return CompletableFuture.completedFuture(shown(conversation, kept.get()));
          }
          // Before the first welcome nothing is asked: what is at the address may not be the
          // server yet, and everything is loaded anew with the welcome.
          return welcomedBefore
              ? askOrElse(conversation, query)
              : CompletableFuture.failedFuture(new ApiException.Unreachable(null));
        });
  }

  private HistoryPage shown(long conversation, HistoryCopy.Kept kept) {
    if (kept.stale()) {
      loop.execute(() -> {
        if (!connected) {
          shownStale.add(conversation);
        } else if (inbox.knows(conversation)) {
          startOver(conversation);
        }
      });
    }
    return kept.page();
  }

  /// The same, if the connection still counts as one though the server does not answer. To start
  /// over at once would come to the same, again and again.
  private HistoryPage shownMeanwhile(long conversation, HistoryCopy.Kept kept) {
    if (kept.stale()) {
      loop.execute(() -> {
        if (shownStale.add(conversation) && connected) {
          var _ = loop.schedule(ASK_AGAIN_AFTER, () -> startOverIfStale(conversation));
        }
      });
    }
    return kept.page();
  }

  private void startOverIfStale(long conversation) {
    // Without a connection the next welcome sees to it.
    if (connected && shownStale.remove(conversation) && inbox.knows(conversation)) {
      startOver(conversation);
    }
  }

  private void startOver(long conversation) {
    screens.accept(
        new SessionEvent.ConversationReset(conversation, inbox.newest(conversation), false));
  }

  /// What the server says; if it says nothing, what is known.
  private CompletableFuture<HistoryPage> askOrElse(long conversation, HistoryQuery query) {
    return filler
        .goesFirst(ask(conversation, query))
        .exceptionallyCompose(failure ->
            ApiException.of(failure) instanceof ApiException.Unreachable
                ? copy.page(conversation, query, true)
                    .thenCompose(kept ->
                        kept.map(page ->
                                CompletableFuture.completedFuture(
                                    shownMeanwhile(conversation, page)))
                            .orElseGet(() -> CompletableFuture.failedFuture(failure)))
                : CompletableFuture.failedFuture(failure));
  }

  /// What the server says, and nobody else.
  private CompletableFuture<HistoryPage> ask(long conversation, HistoryQuery query) {
    String asked = epoch;
    CompletableFuture<HistoryPage> answer = noticingSignOut(api.history(conversation, query));
    return copy == null
        ? answer
        : answer.whenComplete((page, failure) -> {
          if (failure == null) {
            copy.fetched(asked, conversation, query, page);
          }
        });
  }

  @Override
  public CompletableFuture<SearchPage> search(SearchRequest request) {
    return searches.page(request);
  }

  @Override
  public CompletableFuture<byte[]> avatar(String avatarUrl) {
    PictureCache.Key key = new PictureCache.Key(avatarUrl, PictureCache.Kind.AVATAR);
    // What is kept is not decoded on the copy's thread.
    return pictures()
        .find(key)
        .thenComposeAsync(
            kept -> kept.map(CompletableFuture::completedFuture).orElseGet(() -> fetchAvatar(key)));
  }

  private CompletableFuture<byte[]> fetchAvatar(PictureCache.Key key) {
    String avatarUrl = key.owner();
    return first(api.avatar(avatarUrl))
        .thenApply(bytes -> {
          // Its address says what it is: what another answers in the server's place is not kept.
          if (avatarUrl.endsWith("/" + Sha256.hex(bytes))) {
            pictures().keep(key, bytes);
          }
          return bytes;
        });
  }

  @Override
  public CompletableFuture<PeopleResponse> people(String query, Long after) {
    return first(api.people(query, after));
  }

  @Override
  public void tryNow() {
    loop.execute(connection::tryNow);
  }

  /// How many messages are not confirmed yet, those that failed included.
  public int unsent() {
    return outbox.entries().size();
  }

  /// A call that somebody waits for, before which nothing is asked for that nobody waits for.
  private <T> CompletableFuture<T> first(CompletableFuture<T> call) {
    CompletableFuture<T> noticed = noticingSignOut(call);
    return filler == null ? noticed : filler.goesFirst(noticed);
  }

  private <T> CompletableFuture<T> noticingSignOut(CompletableFuture<T> call) {
    return call.whenComplete((answer, failure) -> {
      if (failure != null && ApiException.of(failure).signedOut()) {
        loop.execute(connection::signedOut);
      }
    });
  }

  private void state(ConnectionState state, Instant retryAt) {
    if (state == ConnectionState.STOPPED) {
      connected = false;
    }
    listener.accept(new SessionEvent.ConnectionChanged(state, retryAt));
  }

  /// Whether it does not pass by waiting: somebody answers, but not as the server that is trusted,
  /// or lets no websocket through. That no secure connection came about says less: it happens too
  /// when a server stops in the middle of it.
  private static boolean distrusted(ApiException reason) {
    return reason instanceof ApiException.WrongKey
        || reason instanceof ApiException.NoWebSocket
        || (reason instanceof ApiException.NotSecure not && not.reason() != TlsFailure.NO_TLS);
  }

  private void disconnected() {
    connected = false;
    commands.disconnected();
    inbox.disconnected();
    delivery.disconnected();
    signals.disconnected();
    if (filler != null) {
      filler.disconnected();
    }
  }

  /// What the server has, for those that wait.
  private final class StoredMessages implements OutboxSender.Known {
    @Override
    public long newest(long conversation) {
      return inbox.newest(conversation);
    }

    @Override
    public CompletableFuture<Optional<Instant>> sentAt(long conversation, long seq) {
      return ask(conversation, new HistoryQuery.Around(seq, 1))
          .thenApply(page ->
              page.messages().stream()
                  .filter(message -> message.seq() == seq)
                  .map(ServerEvent.MessagePosted::sentAt)
                  .findFirst());
    }
  }

  /// Tells what comes of sending.
  private final class DeliveryEvents implements OutboxSender.Listener {
    @Override
    public void changed(List<OutboxEntry> entries) {
      listener.accept(new SessionEvent.OutboxChanged(entries));
    }

    @Override
    public void sent(long conversation, String commandId, long seq, Instant sentAt) {
      listener.accept(new SessionEvent.MessageSent(conversation, commandId, seq, sentAt));
    }

    @Override
    public void changeSent(OutboxEntry change, long seq, Instant at) {
      listener.accept(new SessionEvent.ChangeSent(change, seq, at));
    }

    @Override
    public void changeRefused(OutboxEntry change, RejectCode reason) {
      listener.accept(new SessionEvent.ChangeRefused(change, reason));
    }

    @Override
    public void silent() {
      connection.restart();
    }
  }

  /// Tells what comes of uploading.
  private final class UploadEvents implements OutboxUploader.Listener {
    @Override
    public void progress(long conversation, String commandId, OutboxFile file, long sent) {
      listener.accept(new SessionEvent.FileProgress(conversation, commandId, file.id(), sent));
    }

    @Override
    public void changed() {
      delivery.pump();
    }

    @Override
    public long newest(long conversation) {
      return inbox.newest(conversation);
    }
  }

  /// Listens to the connection.
  private final class ConnectionEvents implements ServerConnection.Listener {
    @Override
    public void connecting() {
      state(ConnectionState.CONNECTING, null);
    }

    @Override
    public void opened() {
      if (copy != null && !resumed) {
        // Only now: the disk is read while the connection comes about.
        inbox.resume(copy.standing());
      }
      resumed = true;
      commands.tell(
          new ClientCommand.Hello(
              null, ProtocolVersion.CURRENT, client, inbox.epoch(), inbox.cursors()));
    }

    @Override
    public void waiting(Instant retryAt, ApiException reason) {
      disconnected();
      listener.accept(
          new SessionEvent.ConnectionChanged(
              ConnectionState.WAITING,
              retryAt,
              distrusted(reason) ? ErrorMessage.of(reason) : null));
    }

    @Override
    public void ended(EndReason reason) {
      disconnected();
      state(ConnectionState.STOPPED, null);
      listener.accept(new SessionEvent.Ended(reason));
    }

    @Override
    public void received(ServerEvent event) {
      switch (event) {
        case ServerEvent.Welcome welcome -> welcomed(welcome);
        case ServerEvent.Live _ -> {
          inbox.live();
          state(ConnectionState.LIVE, null);
          signals.live();
          delivery.live();
          if (filler != null) {
            filler.live();
          }
        }
        case ServerEvent.Entry entry -> {
          if (entry instanceof ServerEvent.MessagePosted message && message.commandId() != null) {
            delivery.stored(
                message.conversation(), message.commandId(), message.seq(), message.sentAt());
          }
          inbox.came(entry);
        }
        case ServerEvent.ConversationAdded(ConversationInfo conversation) -> {
          inbox.added(conversation);
          signals.added(conversation);
          listener.accept(new SessionEvent.ConversationAdded(conversation));
        }
        case ServerEvent.ConversationRemoved(long conversation) -> {
          inbox.removed(conversation);
          listener.accept(new SessionEvent.ConversationRemoved(conversation));
        }
        case ServerEvent.MineChanged mine -> {
          signals.moved(mine.conversation(), mine.readSeq());
          listener.accept(
              new SessionEvent.MineChanged(
                  mine.conversation(),
                  mine.starred(),
                  mine.level(),
                  mine.readSeq(),
                  mine.unread(),
                  mine.mentions(),
                  mine.host()));
        }
        case ServerEvent.Reset reset -> inbox.reset(reset.conversation(), reset.lastSeq());
        case ServerEvent.Ack ack -> commands.answered(ack.id(), ack);
        case ServerEvent.Rejected rejected -> commands.answered(rejected.id(), rejected);
        case ServerEvent.Synced synced -> commands.answered(synced.id(), synced);
        case ServerEvent.ReadMoved moved ->
            listener.accept(
                new SessionEvent.ReadMoved(moved.conversation(), moved.account(), moved.seq()));
        case ServerEvent.Typing typing ->
            listener.accept(
                new SessionEvent.Typing(
                    typing.conversation(), typing.account(), typing.name(), typing.typing()));
        case ServerEvent.Presence presence ->
            listener.accept(
                new SessionEvent.Presence(
                    presence.full(), presence.online(), presence.members(), presence.accounts()));
        case ServerEvent.AccountChanged changed ->
            listener.accept(new SessionEvent.AccountChanged(changed.account()));
        case ServerEvent.NotificationsChanged(NotificationSettings settings) ->
            listener.accept(new SessionEvent.NotificationsChanged(settings));
        case ServerEvent.Bye bye when bye.code() == CloseCode.DRAINING.code() ->
            listener.accept(new SessionEvent.ServerStopping());
        // The connection sees to these.
        case ServerEvent.Ping _, ServerEvent.Pong _, ServerEvent.Bye _ -> {}
      }
    }

    private void welcomed(ServerEvent.Welcome welcome) {
      epoch = welcome.epoch();
      connected = true;
      boolean again = welcomedBefore;
      welcomedBefore = true;
      state(ConnectionState.CATCHING_UP, null);
      listener.accept(
          new SessionEvent.Welcomed(
              welcome.account(),
              welcome.conversations(),
              welcome.limits().bodyCodePoints(),
              welcome.limits().fileBytes(),
              welcome.notifications() == null
                  ? NotificationSettings.USUAL
                  : welcome.notifications(),
              welcome.epoch()));
      boolean restored = inbox.welcomed(welcome);
      if (again) {
        // What was shown of these while away may be out of date, and no entry will tell: the
        // screens start over. The copy knows already.
        shownStale.stream().filter(inbox::knows).forEach(ServerSession.this::startOver);
      }
      shownStale.clear();
      if (restored) {
        delivery.restored();
      }
      delivery.welcomed();
      signals.welcomed(welcome.conversations(), restored);
    }
  }
}

package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.net.outbox.OutboxEntry;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.text.Mentions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Which part of a conversation is loaded: fetches pages at both ends, takes in what arrives when
/// the newest message is loaded, and keeps the whole bounded by forgetting the far end. JavaFX
/// application thread only.
final class TimelinePages {
  /// Messages fetched at a time.
  static final int PAGE = 50;

  /// Most stored messages kept loaded.
  static final int WINDOW = 600;

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  /// Whether anything can be shown.
  enum State {
    /// The first page is on its way.
    LOADING,
    /// There is a page, perhaps an empty one.
    READY,
    /// The first page could not be fetched.
    FAILED
  }

  private final TimelineWindow window;
  private final HistoryLoader loader;
  private final long me;
  private AccountInfo account;

  /// What waits to change messages here.
  private List<OutboxEntry> changes = List.of();

  private final Consumer<Throwable> onError;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOADING);
  private final ReadOnlyBooleanWrapper startComplete = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper endComplete = new ReadOnlyBooleanWrapper();
  private List<ChatMessage> outbox = List.of();
  private boolean following = true;

  /// Whether what is shown is only what was known when the program ended.
  private boolean remembered;

  /// Whether a page could not be fetched, so that the next one waits for a moment.
  private boolean stalled;

  private Instant stalledSince;

  TimelinePages(
      TimelineWindow window,
      HistoryLoader loader,
      AccountInfo account,
      Consumer<Throwable> onError) {
    this.window = window;
    this.loader = loader;
    this.account = account;
    me = account.id();
    this.onError = onError;
    startComplete.subscribe(this::tellComplete);
    endComplete.subscribe(this::tellComplete);
  }

  private void tellComplete() {
    window.setComplete(startComplete.get(), endComplete.get());
  }

  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  State state() {
    return state.get();
  }

  /// Whether the conversation's newest message is loaded.
  ReadOnlyBooleanProperty endCompleteProperty() {
    return endComplete.getReadOnlyProperty();
  }

  boolean isEndComplete() {
    return endComplete.get();
  }

  /// Whether its first message is loaded.
  boolean isStartComplete() {
    return startComplete.get();
  }

  /// Whether the view is at the end, so that old rows may be forgotten for new ones.
  void setFollowing(boolean atEnd) {
    following = atEnd;
  }

  void loadOlder() {
    if (!startComplete.get() && mayLoad()) {
      fetch(
          new HistoryQuery.Before(window.firstSeq(), PAGE),
          page -> {
            addPage(page);
            startComplete.set(!page.older());
            if (window.storedCount() > WINDOW) {
              leaveEnd();
              window.keepOldest(WINDOW);
            }
          });
    }
  }

  void loadNewer() {
    if (!endComplete.get() && mayLoad()) {
      fetch(
          new HistoryQuery.After(window.lastSeq(), PAGE),
          page -> {
            addPage(page);
            if (!page.newer()) {
              reachEnd();
            }
            forgetOldest(WINDOW);
          });
    }
  }

  private boolean mayLoad() {
    return state.get() == State.READY && !loader.busy() && !stalled;
  }

  /// Replaces what is loaded by another page.
  void show(HistoryQuery query, Runnable then) {
    if (window.firstSeq() == 0) {
      state.set(State.LOADING);
    }
    fetch(
        query,
        page -> {
          boolean forward = query instanceof HistoryQuery.After;
          remembered = false;
          leaveEnd();
          window.clear();
          addPage(page);
          startComplete.set(forward || !page.older());
          if (!page.newer()) {
            reachEnd();
          }
          state.set(State.READY);
          then.run();
        },
        failure -> {
          if (state.get() == State.LOADING && !(query instanceof HistoryQuery.Newest)) {
            // While the server is away perhaps only the newest are at hand.
            show(new HistoryQuery.Newest(PAGE), then);
          } else {
            fail(failure);
          }
        });
  }

  /// Shows what was known when the program ended, and what waits to be sent behind it, until the
  /// first page is there.
  void showRemembered(HistoryPage page) {
    remembered = true;
    addPage(page);
    reachEnd();
  }

  /// The newest messages, to be shown elsewhere until the server's are there; nothing while they
  /// are not all loaded.
  Optional<HistoryPage> newest(long conversation) {
    if (remembered || state.get() != State.READY || !endComplete.get()) {
      return Optional.empty();
    }
    List<ServerEvent.Row> newest =
        window.newest(PAGE).stream().map(message -> message.row(conversation)).toList();
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.of(new HistoryPage(newest, newest.getLast().seq(), true, false));
  }

  /// Forgets everything.
  void clear() {
    leaveEnd();
    startComplete.set(false);
    window.clear();
  }

  /// Shows what waits to be sent, as if there were nothing else, until a page is asked for.
  void showOutboxAlone() {
    startComplete.set(true);
    reachEnd();
  }

  private void reachEnd() {
    window.addStored(loader.arrivedAfter(window.lastSeq()).stream().map(this::upToDate).toList());
    window.setPending(outbox);
    endComplete.set(true);
  }

  /// From here on the newest messages are not loaded, so what waits to be sent, which comes after
  /// them, is not shown either.
  private void leaveEnd() {
    endComplete.set(false);
    window.setPending(List.of());
  }

  private void forgetOldest(int keep) {
    if (window.storedCount() > WINDOW) {
      window.keepNewest(keep);
      startComplete.set(false);
    }
  }

  private void fetch(HistoryQuery query, Consumer<HistoryPage> then) {
    fetch(query, then, this::fail);
  }

  private void fetch(
      HistoryQuery query, Consumer<HistoryPage> then, Consumer<Throwable> otherwise) {
    loader.fetch(
        query,
        page -> {
          then.accept(page);
          loader.fetchQuotes(window);
        },
        otherwise);
  }

  private void fail(Throwable failure) {
    stalled = true;
    stalledSince = null;
    if (state.get() == State.LOADING) {
      state.set(State.FAILED);
      if (remembered) {
        // What comes from now on does not follow it.
        remembered = false;
        clear();
      }
      // What somebody wrote is never out of sight, least of all while the server is.
      showOutboxAlone();
    }
    onError.accept(failure);
  }

  /// Pages may be fetched again, though one has just failed.
  void allowFetching() {
    stalled = false;
    loader.fetchQuotes(window);
  }

  void tick(Instant now) {
    if (stalled && stalledSince == null) {
      stalledSince = now;
    } else if (stalled && !now.isBefore(stalledSince.plus(AFTER_FAILURE))) {
      stalled = false;
    }
    loader.fetchQuotesAgain(window, now);
  }

  /// Adds the rows of a page, with what has changed since it was read.
  private void addPage(HistoryPage page) {
    window.knowTo(page.upto());
    page.rows().forEach(row -> window.seen(row.actor()));
    window.addStored(
        page.rows().stream()
            .map(row -> upToDate(ChatMessage.of(row, me, false, page.upto())))
            .toList());
  }

  private ChatMessage upToDate(ChatMessage row) {
    ChatMessage now = row;
    for (ServerEvent.Entry change : loader.changes()) {
      if (messageOf(change) == row.seq()) {
        now = now.changedBy(change, me, false);
      }
    }
    return awaiting(now);
  }

  /// The message that an entry changes; 0 if it is a row itself.
  private static long messageOf(ServerEvent.Entry entry) {
    return switch (entry) {
      case ServerEvent.MessageEdited edit -> edit.message();
      case ServerEvent.MessageDeleted gone -> gone.message();
      case ServerEvent.ReactionChanged reaction -> reaction.message();
      case ServerEvent.MessagePinned pin -> pin.message();
      case ServerEvent.Row _ -> 0;
    };
  }

  /// As it is shown while changes of it wait.
  private ChatMessage awaiting(ChatMessage message) {
    if (message.isNotice()) {
      return message;
    }
    return message.awaiting(
        changes.stream().filter(entry -> concerns(entry, message)).toList(), account);
  }

  /// An entry that changes a message came. If that is not loaded, there is nothing to change.
  void changed(ServerEvent.Entry entry) {
    loader.changed(entry);
    ChatMessage message = window.bySeq(messageOf(entry));
    if (message != null) {
      window.change(message.key(), one -> awaiting(one.changedBy(entry, me, false)));
    }
  }

  /// One's own change was carried out: it shows as done though its entry may be still to come.
  void changeSent(OutboxEntry sent, long seq, Instant at) {
    changes = changes.stream().filter(one -> !one.commandId().equals(sent.commandId())).toList();
    ChatMessage message = window.bySeq(sent.change().message());
    if (message != null) {
      ServerEvent.Entry entry = entryOf(sent, seq, at);
      window.change(message.key(), one -> awaiting(one.changedBy(entry, me, true)));
    }
  }

  private ServerEvent.Entry entryOf(OutboxEntry sent, long seq, Instant at) {
    OutboxChange change = sent.change();
    long conversation = sent.conversation();
    long message = change.message();
    AccountInfo who = account.publicView();
    return switch (change.kind()) {
      case EDIT ->
          new ServerEvent.MessageEdited(
              conversation,
              seq,
              who,
              at,
              message,
              sent.body(),
              List.copyOf(Mentions.in(sent.body())));
      case DELETE -> new ServerEvent.MessageDeleted(conversation, seq, who, at, message);
      case REACT ->
          new ServerEvent.ReactionChanged(
              conversation, seq, who, at, message, change.emoji(), change.on());
      case PIN -> new ServerEvent.MessagePinned(conversation, seq, who, at, message, change.on());
    };
  }

  /// What waits to change messages here, in the order in which it goes out.
  void setChanges(List<OutboxEntry> waiting) {
    if (!waiting.equals(changes)) {
      changes = waiting;
      window.all().stream()
          .filter(message -> message.change() != null || hasChange(message))
          .forEach(message -> window.change(message.key(), this::awaiting));
    }
  }

  private boolean hasChange(ChatMessage message) {
    return !message.isNotice() && changes.stream().anyMatch(entry -> concerns(entry, message));
  }

  private static boolean concerns(OutboxEntry entry, ChatMessage message) {
    return entry.change().concerns(message.seq(), message.key() instanceof String id ? id : null);
  }

  /// Goes by another name.
  void setAccount(AccountInfo now) {
    account = now;
  }

  /// A message came. It is shown if it follows what is loaded.
  void arrived(ChatMessage message) {
    loader.arrived(message);
    ChatMessage known = window.bySeq(message.seq());
    if (known != null && known.hasCopies()) {
      window.remap(other -> other.key().equals(known.key()) ? other.withFilesOf(message) : other);
    }
    // What is remembered may end long before it; the page on its way has both.
    if (endComplete.get() && !remembered) {
      if (!following && window.storedCount() >= WINDOW) {
        // The reader is up there: forgetting old rows would take them from under his eyes.
        leaveEnd();
      } else {
        window.addStored(List.of(awaiting(message)));
        if (following) {
          forgetOldest(WINDOW - PAGE);
        }
        loader.fetchQuotes(window);
      }
    }
    outbox = without(message.key());
  }

  /// A message of the outbox was stored.
  void sent(String commandId, long seq, Instant sentAt) {
    for (ChatMessage message : window.pending()) {
      if (message.key().equals(commandId)) {
        window.store(awaiting(message.storedAs(seq, sentAt)));
      }
    }
    outbox = without(commandId);
  }

  /// What waits to be sent.
  void setOutbox(List<ChatMessage> messages) {
    outbox = messages.stream().map(this::awaiting).toList();
    window.setFailed(
        outbox.stream()
            .filter(message -> message.delivery() == ChatMessage.Delivery.FAILED)
            .toList());
    if (endComplete.get()) {
      window.setPending(outbox);
    }
  }

  private List<ChatMessage> without(Object key) {
    return outbox.stream().filter(message -> !message.key().equals(key)).toList();
  }
}

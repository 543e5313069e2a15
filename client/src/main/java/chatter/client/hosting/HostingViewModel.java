package chatter.client.hosting;

import chatter.client.hosting.HostedServer.Running;
import chatter.client.hosting.HostedServer.Wish;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.HostingPreferences;
import chatter.client.prefs.KnownServer;
import chatter.client.ui.Futures;
import chatter.client.ui.dialog.Dialogs;
import chatter.server.HostControl;
import chatter.server.archive.Archive;
import chatter.server.backup.BackupShelf;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chat that this computer hosts: whether it runs, for whom, and what keeps it from running.
/// JavaFX application thread only.
public final class HostingViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(HostingViewModel.class);

  /// What the server does.
  public enum State {
    /// Nothing.
    STOPPED,
    /// It opens its data and its port.
    STARTING,
    /// It can be reached.
    RUNNING,
    /// It tells everybody good-bye.
    STOPPING
  }

  /// Whoever breaks again so soon breaks always.
  private static final long AT_ONCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final HostingContext context;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.STOPPED);
  private final ReadOnlyObjectWrapper<Optional<Running>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<BackupShelf.Item>> rescue =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper wishedOpen = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyIntegerWrapper online = new ReadOnlyIntegerWrapper();
  private String nameForNew;

  /// What to say when it runs again.
  private String whenItRuns = "";

  private boolean brokeBefore;
  private long brokeNanos;

  /// One that does not run yet.
  ///
  /// @param nameForNew what a chat that begins here is called
  public HostingViewModel(HostingContext context, String nameForNew) {
    this.context = context;
    this.nameForNew = nameForNew;
    open.set(kept().open());
    context.server().whenBroken(cause -> context.ui().execute(() -> broke(cause)));
  }

  /// It could not go on by itself. It starts again; but not for ever, if that is of no use.
  private void broke(Throwable cause) {
    if (state.get() != State.RUNNING) {
      return;
    }
    long now = System.nanoTime();
    boolean atOnce = brokeBefore && now - brokeNanos < AT_ONCE_NANOS;
    brokeBefore = true;
    brokeNanos = now;
    String reason =
        cause instanceof OutOfMemoryError
            ? context.say("hosting.broke.memory")
            : context.say("hosting.broke.error", cause);
    if (atOnce) {
      running.set(Optional.empty());
      notice.set("");
      state.set(State.STOPPED);
      problem.set(context.say("hosting.broke.again", reason));
    } else {
      run(context.server().start(wish()));
      whenItRuns = context.say("hosting.broke", reason);
    }
  }

  private HostingPreferences kept() {
    return context.keeper().current();
  }

  /// Starts the server.
  public void start() {
    if (state.get() == State.STOPPED) {
      run(context.server().start(wish()));
    }
  }

  /// Stops it, and remembers that it is not wanted.
  public void stop() {
    if (state.get() != State.RUNNING) {
      return;
    }
    state.set(State.STOPPING);
    notice.set("");
    Futures.deliver(
        context.server().stop(),
        context.ui(),
        (done, failure) -> {
          running.set(Optional.empty());
          state.set(State.STOPPED);
          context.keeper().update(hosting -> hosting.withOn(false));
        });
  }

  /// Chooses who can reach it. A running server starts again for it; everybody reconnects by
  /// themselves.
  public void chooseOpen(boolean newOpen) {
    if (open.get() == newOpen || isBusy()) {
      return;
    }
    open.set(newOpen);
    context.keeper().update(hosting -> hosting.withOpen(newOpen));
    startAgain();
  }

  /// Says who is to reach a chat that begins here, once it has an owner. Until then nobody else
  /// can: whoever creates the first account owns the chat, and that is to be the person here.
  void wishOpen(boolean newOpen) {
    wishedOpen.set(newOpen);
  }

  /// The chat that began here has its owner now: whoever was to reach it can.
  public void begun() {
    chooseOpen(wishedOpen.get());
  }

  /// Lets a running server start again, because something it was started with has changed; one that
  /// is starting does so once it runs.
  void startAgain() {
    whenIdle(() -> {
      if (state.get() == State.RUNNING) {
        run(context.server().start(wish()));
      }
    });
  }

  /// Says what a chat that begins here is called.
  void callNew(String name) {
    nameForNew = name;
  }

  /// Puts a backup in the place of the chat, and starts. While the server starts or stops, that is
  /// done first.
  void restore(Path backup) {
    whenIdle(() -> run(context.server().restore(backup, wish()), state.get() == State.RUNNING));
  }

  /// Takes in a chat that was moved here, from a file the person chooses, and starts it.
  void bring(Dialogs dialogs) {
    dialogs
        .chooseFile(
            context.say("hosting.bring.title"), context.say("hosting.bring.kind"), Archive.ENDING)
        .ifPresent(this::bring);
  }

  /// Takes in a chat that was moved here, and starts it.
  public void bring(Path archive) {
    if (state.get() == State.STOPPED) {
      run(context.server().bring(archive, wish()));
    }
  }

  /// Restores the backup that `rescueProperty` offers.
  void rescue() {
    rescue.get().map(BackupShelf.Item::file).ifPresent(this::restore);
  }

  /// Asks how many people are here.
  void refresh() {
    if (state.get() == State.RUNNING) {
      askOnline(count -> {});
    }
  }

  /// Asks how many people are here.
  ///
  /// @param then gets how many; none if nobody can say
  public void askOnline(IntConsumer then) {
    Futures.deliver(
        context.server().ask(HostControl::online),
        context.ui(),
        (count, failure) -> {
          int people = failure == null ? count : 0;
          online.set(people);
          then.accept(people);
        });
  }

  /// Does something now, or when the server has started or stopped.
  private void whenIdle(Runnable action) {
    if (!isBusy()) {
      action.run();
      return;
    }
    state.addListener(
        new ChangeListener<>() {
          @Override
          public void changed(ObservableValue<? extends State> property, State before, State now) {
            if (!isBusy()) {
              state.removeListener(this);
              // Not here: others must hear of this state before it changes again.
              context.ui().execute(() -> whenIdle(action));
            }
          }
        });
  }

  private boolean isBusy() {
    return state.get() == State.STARTING || state.get() == State.STOPPING;
  }

  private Wish wish() {
    return new Wish(open.get(), kept().port(), kept().backups(), nameForNew);
  }

  private void run(CompletableFuture<Running> starting) {
    run(starting, false);
  }

  /// @param otherwise whether the chat starts as it was if this fails
  private void run(CompletableFuture<Running> starting, boolean otherwise) {
    state.set(State.STARTING);
    problem.set("");
    notice.set("");
    rescue.set(Optional.empty());
    int wanted = kept().port();
    Futures.deliver(
        starting,
        context.ui(),
        (now, failure) -> {
          if (failure == null) {
            runs(wanted, now);
          } else if (otherwise) {
            failed(failure);
            String said = problem.get();
            run(context.server().start(wish()));
            problem.set(said);
          } else {
            failed(failure);
            offerRescue();
          }
        });
  }

  private void runs(int wanted, Running now) {
    if (wanted != 0 && wanted != now.port()) {
      notice.set(context.say("hosting.notice.otherPort", text(wanted), text(now.port())));
    }
    // Before anybody hears of it, so that whoever does finds the new port.
    context.keeper().update(hosting -> hosting.withOn(true).withPort(now.port()).withId(now.id()));
    if (!whenItRuns.isEmpty()) {
      notice.set(whenItRuns);
      whenItRuns = "";
    }
    running.set(Optional.of(now));
    state.set(State.RUNNING);
    refresh();
  }

  private void failed(Throwable failure) {
    Throwable reason = Futures.cause(failure);
    LOG.warn("The hosted chat could not start", reason);
    running.set(Optional.empty());
    state.set(State.STOPPED);
    problem.set(context.say("hosting.problem", reason.getMessage()));
  }

  private void offerRescue() {
    Futures.deliver(
        context.data().newestGood(),
        context.ui(),
        (backup, none) -> {
          if (none == null) {
            rescue.set(backup);
          }
        });
  }

  /// Without the separators that a number would get.
  private static String text(int number) {
    return Integer.toString(number);
  }

  /// The port it listens on, or last listened on; 0 if it never did.
  public int port() {
    return kept().port();
  }

  /// Whether an address is that of the server hosted here.
  public boolean isAt(ServerAddress address) {
    return port() != 0 && address.equals(ServerAddress.local(port()));
  }

  /// Whether a known chat is the one hosted here. Two that had the same port one after the other
  /// are told apart by their numbers, as far as these are known.
  public boolean hosts(KnownServer server) {
    return (server.isAsked() && !id().isEmpty())
        ? server.id().equals(id())
        : server.addresses().stream()
            .flatMap(address -> ServerAddress.parse(address).stream())
            .anyMatch(this::isAt);
  }

  /// The number by which the chat is known; empty if it never ran.
  public String id() {
    return kept().id();
  }

  /// Looks whether others can reach the running chat and whether its data is safe.
  ///
  /// @param found gets what is found, one after the other, on any thread
  public CompletableFuture<Void> examine(Consumer<HostedFinding> found) {
    return context.server().examine(found);
  }

  /// Whether a chat was hosted here before.
  public boolean hasChat() {
    return context.server().hasChat();
  }

  /// What the server does.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// How it runs; empty if it does not.
  public ReadOnlyObjectProperty<Optional<Running>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// The newest good backup, if the chat cannot be opened and one is there.
  ReadOnlyObjectProperty<Optional<BackupShelf.Item>> rescueProperty() {
    return rescue.getReadOnlyProperty();
  }

  /// Whether everyone on the network is to reach a chat that begins here.
  ReadOnlyBooleanProperty wishedOpenProperty() {
    return wishedOpen.getReadOnlyProperty();
  }

  /// Whether everyone on the network can reach it.
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /// How many people are here, when it was last asked.
  public ReadOnlyIntegerProperty onlineProperty() {
    return online.getReadOnlyProperty();
  }

  /// What is worth knowing; empty if nothing is.
  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Why it does not run; empty if nothing is wrong.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }
}

package chatter.client.hosting;

import chatter.client.prefs.Hosting;
import chatter.client.ui.Answers;
import chatter.client.ui.Texts;
import chatter.server.NetworkAddresses;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The chat that this computer hosts: whether it runs, for whom, and where it is to be found.
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

  private final HostedServer server;
  private final Texts texts;
  private final Executor ui;
  private final Consumer<Hosting> onChanged;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.STOPPED);
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ObservableList<String> addresses = FXCollections.observableArrayList();
  private int port;

  /// @param remembered how it was when the program ended
  /// @param ui runs on the JavaFX application thread
  /// @param onChanged gets what is to be remembered
  public HostingViewModel(
      HostedServer server,
      Hosting remembered,
      Texts texts,
      Executor ui,
      Consumer<Hosting> onChanged) {
    this.server = server;
    this.texts = texts;
    this.ui = ui;
    this.onChanged = onChanged;
    open.set(remembered.open());
    port = remembered.port();
  }

  /// Starts the server.
  public void start() {
    if (state.get() == State.STOPPED) {
      run();
    }
  }

  /// Stops it, and remembers that it is not wanted.
  public void stop() {
    if (state.get() != State.RUNNING) {
      return;
    }
    state.set(State.STOPPING);
    notice.set("");
    Answers.deliver(
        server.stop(),
        ui,
        (done, failure) -> {
          addresses.clear();
          state.set(State.STOPPED);
          onChanged.accept(new Hosting(false, open.get(), port));
        });
  }

  /// Chooses who can reach it. A running server starts again for it; everybody reconnects by
  /// themselves.
  public void chooseOpen(boolean newOpen) {
    if (open.get() == newOpen || state.get() == State.STARTING || state.get() == State.STOPPING) {
      return;
    }
    open.set(newOpen);
    if (state.get() == State.RUNNING) {
      run();
    }
  }

  private void run() {
    state.set(State.STARTING);
    problem.set("");
    notice.set("");
    addresses.clear();
    int wanted = port;
    Answers.deliver(
        server.start(open.get(), wanted),
        ui,
        (got, failure) -> {
          if (failure == null) {
            running(wanted, got);
          } else {
            failed(failure);
          }
        });
  }

  private void running(int wanted, int got) {
    port = got;
    List<String> hosts =
        open.get()
            ? NetworkAddresses.list().stream().map(NetworkAddresses.Address::host).toList()
            : List.of("localhost");
    addresses.setAll(hosts.stream().map(host -> "http://" + host + ":" + got).toList());
    if (wanted != 0 && wanted != got) {
      notice.set(texts.say("hosting.notice.otherPort", text(wanted), text(got)));
    }
    state.set(State.RUNNING);
    onChanged.accept(new Hosting(true, open.get(), got));
  }

  private void failed(Throwable failure) {
    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
    LOG.warn("The hosted chat could not start", reason);
    problem.set(texts.say("hosting.problem", reason.getMessage()));
    state.set(State.STOPPED);
  }

  /// Without the separators that a number would get.
  private static String text(int number) {
    return Integer.toString(number);
  }

  /// The port it listens on, or last listened on; 0 if it never did.
  public int port() {
    return port;
  }

  /// Looks whether others can reach the running chat and whether its data is safe.
  ///
  /// @param found gets what is found, one after the other, on any thread
  public CompletableFuture<Void> examine(Consumer<HostedFinding> found) {
    return server.examine(found);
  }

  /// Whether a chat was hosted here before.
  public boolean hasChat() {
    return server.hasChat();
  }

  /// What the server does.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Whether everyone on the network can reach it.
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /// What is worth knowing; empty if nothing is.
  public ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Why it does not run; empty if nothing is wrong.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// Where it is to be found while it runs; empty if there is no network.
  public ObservableList<String> addresses() {
    return addresses;
  }
}

package chatter.client.hosting;

import chatter.client.prefs.HostingPreferences.WhenClosed;
import chatter.client.system.AutoStart;
import chatter.client.ui.Futures;
import chatter.client.ui.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the hosted chat when the window is closed, and whether the program starts with
/// the computer. JavaFX application thread only.
public final class BackgroundViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundViewModel.class);

  private final HostingContext context;
  private final Desk desk;
  private final ReadOnlyObjectWrapper<WhenClosed> whenClosed = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper atLogin = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);
  private boolean looked;

  /// What the desktop of this computer offers.
  ///
  /// @param trayExists asks whether it has a tray; takes a moment
  /// @param autoStart the way to start with the computer; empty if there is none
  /// @param background where slow questions to the system are asked
  public record Desk(
      Supplier<CompletableFuture<Boolean>> trayExists,
      Optional<AutoStart> autoStart,
      Executor background) {}

  /// Asks the desktop nothing before `look`.
  public BackgroundViewModel(HostingContext context, Desk desk) {
    this.context = context;
    this.desk = desk;
    whenClosed.set(context.keeper().current().whenClosed());
  }

  /// Asks the desktop what it offers; the first time only.
  public void look() {
    if (looked) {
      return;
    }
    looked = true;
    Futures.deliver(
        desk.trayExists().get(),
        context.ui(),
        (tray, failure) ->
            hint.set(
                context.say(
                    failure == null && tray
                        ? "hosting.background.tray"
                        : "hosting.background.minimise")));
    desk.autoStart().ifPresent(this::ask);
  }

  private void ask(AutoStart autoStart) {
    Futures.deliver(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return autoStart.isOn();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            desk.background()),
        context.ui(),
        (on, failure) -> {
          if (failure == null) {
            atLogin.set(on);
          } else {
            LOG.warn("The system does not say whether Chatter starts with it", failure);
          }
        });
  }

  /// Chooses what becomes of the chat when the window is closed.
  public void setWhenClosed(WhenClosed wanted) {
    whenClosed.set(wanted);
    context.keeper().update(hosting -> hosting.withWhenClosed(wanted));
  }

  /// Chooses whether the program starts when the person signs in to the computer.
  public void setAtLogin(boolean on) {
    if (desk.autoStart().isEmpty()) {
      return;
    }
    AutoStart autoStart = desk.autoStart().get();
    status.set(Status.NONE);
    Futures.deliver(
        CompletableFuture.runAsync(() -> turn(autoStart, on), desk.background()),
        context.ui(),
        (done, failure) -> {
          if (failure == null) {
            atLogin.set(on);
            return;
          }
          LOG.warn("Starting with the computer could not be changed", failure);
          // Shows again what holds.
          atLogin.set(on);
          atLogin.set(!on);
          status.set(Status.problem(context.say("hosting.atLogin.problem")));
        });
  }

  private static void turn(AutoStart autoStart, boolean on) {
    try {
      if (on) {
        autoStart.turnOn();
      } else {
        autoStart.turnOff();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the system can start the program at all.
  public boolean atLoginPossible() {
    return desk.autoStart().isPresent();
  }

  /// What becomes of the chat when the window is closed.
  public ReadOnlyObjectProperty<WhenClosed> whenClosedProperty() {
    return whenClosed.getReadOnlyProperty();
  }

  /// What becomes of the window if the chat goes on; empty while nobody knows.
  public ReadOnlyStringProperty hintProperty() {
    return hint.getReadOnlyProperty();
  }

  /// Whether the program starts when the person signs in to the computer.
  public ReadOnlyBooleanProperty atLoginProperty() {
    return atLogin.getReadOnlyProperty();
  }

  /// How it went.
  ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }
}

package chatter.client;

import chatter.client.hosting.HostingController;
import chatter.client.hosting.HostingScreen;
import chatter.client.hosting.HostingViewModel;
import chatter.client.prefs.HostingPreferences.WhenClosed;
import chatter.client.system.Tray;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import chatter.client.ui.Theme;
import chatter.client.ui.dialog.Dialogs;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.application.Platform;

/// What closing the window means while a chat is hosted here: the person is asked, unless an answer
/// was to be remembered, whether the chat goes on. Then the program stays in the tray, or where the
/// desktop has none, the window is minimised. JavaFX application thread only.
final class CloseHandler implements AutoCloseable {
  private final AppWindow window;
  private final HostingScreen hosting;
  private final Executor ui;
  private final Texts texts = Texts.of(HostingController.class);
  private final Tray tray;

  /// @param ui the way onto the JavaFX application thread
  CloseHandler(AppWindow window, HostingScreen hosting, Executor ui) {
    this.window = window;
    this.hosting = hosting;
    this.ui = ui;
    tray =
        new Tray(
            new Tray.Look(
                Theme.class.getResource("app-icon.png"),
                texts.say("hosting.tray.tip"),
                texts.say("hosting.tray.open"),
                texts.say("hosting.tray.quit")),
            () -> ui.execute(window::comeUp),
            () -> ui.execute(Platform::exit));
    window.whenClosing(this::mayClose);
    window.whenComingUp(this::comesBack);
    window.setQuitKey(this::wantsToQuit);
  }

  private boolean mayClose() {
    if (hosting.model().stateProperty().get() != HostingViewModel.State.RUNNING) {
      return true;
    }
    switch (hosting.background().whenClosedProperty().get()) {
      case ASK -> ask();
      case KEEP -> keepRunning();
      case STOP -> quit();
    }
    return false;
  }

  /// The way out for whoever let the window stay for ever: asks whatever was remembered.
  private void wantsToQuit() {
    if (hosting.model().stateProperty().get() == HostingViewModel.State.RUNNING) {
      ask();
    } else {
      quit();
    }
  }

  private void ask() {
    hosting
        .model()
        .askOnline(online ->
            Futures.deliver(
                Tray.exists(), ui, (tray, failure) -> ask(online - 1, failure == null && tray)));
  }

  private void ask(int others, boolean tray) {
    String here = texts.say("hosting.close.here", Math.max(0, others));
    window
        .dialogs()
        .choose(
            new Dialogs.Choice<>(
                texts.say("hosting.close.title"),
                texts.say(tray ? "hosting.close.tray" : "hosting.close.minimise", here),
                List.of(
                    new Dialogs.Option<>(WhenClosed.KEEP, texts.say("hosting.close.keep"), false),
                    new Dialogs.Option<>(WhenClosed.STOP, texts.say("hosting.close.stop"), true)),
                texts.say("question.no"),
                texts.say("hosting.close.remember")),
            this::answered);
  }

  private void answered(WhenClosed wanted, boolean remember) {
    if (remember) {
      hosting.background().setWhenClosed(wanted);
    }
    if (wanted == WhenClosed.KEEP) {
      keepRunning();
    } else {
      quit();
    }
  }

  private void keepRunning() {
    Futures.deliver(
        tray.show(),
        ui,
        (shown, failure) -> {
          if (failure == null && shown) {
            // The program must not end with its last window.
            Platform.setImplicitExit(false);
            window.hide();
          } else {
            window.minimise();
          }
        });
  }

  /// Ends the program, and the chat with it. The chat is there again when the program is.
  private void quit() {
    window.hide();
  }

  /// Starts out of sight: in the tray, or minimised where there is none.
  void startHidden() {
    Futures.deliver(
        tray.show(),
        ui,
        (shown, failure) -> {
          if (failure != null || !shown) {
            window.minimise();
          }
        });
  }

  /// From the tray, by a notification, or by the link of an invite.
  private void comesBack() {
    Platform.setImplicitExit(true);
    tray.close();
  }

  /// Takes the icon out of the tray.
  @Override
  public void close() {
    tray.close();
  }
}

package chatter.client;

import chatter.client.hosting.HostingController;
import chatter.client.hosting.HostingScreen;
import chatter.client.hosting.HostingViewModel;
import chatter.client.system.Tray;
import chatter.client.ui.Answers;
import chatter.client.ui.Dialogs;
import chatter.client.ui.Texts;
import chatter.client.ui.Theme;
import java.util.concurrent.Executor;
import javafx.application.Platform;

/// What closing the window means while a chat is hosted here. Where it is to go on, the program
/// stays in the tray, or without one the window is minimised, and a question says so; otherwise a
/// question keeps others from being cut off by mistake. JavaFX application thread only.
final class Closing implements AutoCloseable {
  private final AppWindow window;
  private final HostingScreen hosting;
  private final Executor ui;
  private final Texts texts = Texts.of(HostingController.class);
  private final Tray tray;

  /// @param ui the way onto the JavaFX application thread
  Closing(AppWindow window, HostingScreen hosting, Executor ui) {
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
            () -> ui.execute(this::comeBack),
            () -> ui.execute(Platform::exit));
    window.whenClosing(this::mayClose);
  }

  private boolean mayClose() {
    if (hosting.model().stateProperty().get() != HostingViewModel.State.RUNNING) {
      return true;
    }
    if (hosting.stay().staysProperty().get()) {
      stay();
    } else {
      hosting.model().askOnline(this::closeFor);
    }
    return false;
  }

  private void stay() {
    Answers.deliver(
        tray.show(),
        ui,
        (shown, failure) -> {
          if (failure == null && shown) {
            // The program must not end with its last window.
            Platform.setImplicitExit(false);
            window.hide();
          } else {
            askToMinimise();
          }
        });
  }

  private void closeFor(int online) {
    int others = online - 1;
    if (others < 1) {
      window.hide();
      return;
    }
    window
        .dialogs()
        .ask(
            new Dialogs.Question(
                texts.say("hosting.leave.title"),
                texts.say("hosting.leave.text", others),
                texts.say("hosting.leave.yes"),
                texts.say("hosting.leave.no")),
            close -> {
              if (close) {
                window.hide();
              }
            });
  }

  private void askToMinimise() {
    window
        .dialogs()
        .ask(
            new Dialogs.Question(
                texts.say("hosting.close.title"),
                texts.say("hosting.close.text"),
                texts.say("hosting.close.yes"),
                texts.say("hosting.close.no")),
            quit -> {
              if (quit) {
                Platform.exit();
              } else {
                window.minimise();
              }
            });
  }

  /// Starts out of sight: in the tray, or minimised where there is none.
  void startHidden() {
    Answers.deliver(
        tray.show(),
        ui,
        (shown, failure) -> {
          if (failure != null || !shown) {
            window.minimise();
          }
        });
  }

  private void comeBack() {
    window.comeUp();
    Platform.setImplicitExit(true);
    tray.close();
  }

  /// Takes the icon out of the tray.
  @Override
  public void close() {
    tray.close();
  }
}

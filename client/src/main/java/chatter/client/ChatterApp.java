package chatter.client;

import chatter.client.hosting.HostedServer;
import chatter.client.hosting.HostingController;
import chatter.client.hosting.HostingViewModel;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.LoginFile;
import chatter.client.prefs.PreferencesFile;
import chatter.client.ui.Fonts;
import chatter.client.ui.FxExecutor;
import chatter.client.ui.Texts;
import chatter.client.ui.Views;
import java.io.IOException;
import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desktop app: opens everything that lives as long as the program, and closes it.
public final class ChatterApp extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(ChatterApp.class);

  private ClientFolder folder;
  private Remembered remembered;
  private AppWindow window;
  private HostedServer server;
  private Flow flow;
  private Parent hostingPanel;

  /// For JavaFX.
  public ChatterApp() {}

  @Override
  public void start(Stage stage) throws IOException {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> LOG.error("{} failed", thread.getName(), failure));
    Fonts.load();
    Texts texts = Texts.shared();
    window = new AppWindow(stage, texts.say("app.name"));
    Options options = Options.parse(getParameters().getRaw());
    Optional<ClientFolder> taken = ClientFolder.take(options.data());
    if (taken.isEmpty()) {
      Label label = new Label(texts.say("app.alreadyOpen", options.data()));
      label.setWrapText(true);
      window.show(new StackPane(label));
      window.open(Optional.empty());
      return;
    }
    folder = taken.get();
    remembered = new Remembered(new PreferencesFile(folder.path()));
    remembered.property().subscribe(now -> window.dress(now.appearance()));
    server = new HostedServer(folder.hosted());
    // When the system ends the session, nobody closes the window first.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "chatter-shutdown"));
    FxExecutor ui = new FxExecutor();
    Texts hostingTexts = Texts.of(HostingController.class);
    HostingViewModel hosting =
        new HostingViewModel(
            server,
            remembered.current().hosting(),
            hostingTexts,
            ui,
            now -> remembered.update(before -> before.withHosting(now)));
    flow =
        new Flow(
            new Home(folder, remembered, window, ui, hosting, () -> panel(hosting, hostingTexts)),
            new LoginFile(folder.path()),
            uri -> getHostServices().showDocument(uri.toString()));
    window.open(remembered.current().window());
    flow.begin();
  }

  /// Made when it is wanted: most people who start the program look at the chat, not at this.
  private Parent panel(HostingViewModel hosting, Texts texts) {
    if (hostingPanel == null) {
      hostingPanel =
          Views.load(
              HostingController.class,
              "Hosting.fxml",
              texts,
              new HostingController(hosting, texts, window.dialogs()));
    }
    return hostingPanel;
  }

  /// Called by JavaFX when the last window is closed.
  @Override
  public void stop() throws IOException {
    if (folder == null) {
      return;
    }
    remembered.update(before -> before.withWindow(window.place()));
    flow.close();
    server.close();
    window.close();
    folder.close();
  }
}

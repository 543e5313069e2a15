package chatter.client;

import chatter.client.hosting.BackgroundViewModel;
import chatter.client.hosting.HostedData;
import chatter.client.hosting.HostedServer;
import chatter.client.hosting.HostingContext;
import chatter.client.hosting.HostingController;
import chatter.client.hosting.HostingScreen;
import chatter.client.launch.LinkInbox;
import chatter.client.launch.Options;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.HostingPreferences;
import chatter.client.prefs.KnownServersFile;
import chatter.client.prefs.PreferencesFile;
import chatter.client.session.KnownServers;
import chatter.client.settings.CurrentPreferences;
import chatter.client.system.AutoStart;
import chatter.client.system.TextScale;
import chatter.client.system.Tray;
import chatter.client.system.notification.SystemNotifications;
import chatter.client.system.notification.UnreadBadge;
import chatter.client.ui.Fonts;
import chatter.client.ui.FxExecutor;
import chatter.client.ui.ReadersClock;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.emoji.EmojiImages;
import chatter.client.ui.emoji.EmojiText;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desktop app: opens everything that lives as long as the program, and closes it.
public final class ChatterApp extends Application {
  private static final Logger LOG = LoggerFactory.getLogger(ChatterApp.class);

  private final TextScale textScale = TextScale.here();
  private ClientFolder folder;
  private CurrentPreferences preferences;
  private AppWindow window;
  private HostedServer server;
  private HostedData hostedData;
  private CloseHandler closing;
  private AppFlow flow;
  private LinkInbox links;
  private NotificationCenter notifications;
  private UnreadBadge badge;

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
    if (taken.isEmpty() && !options.link().isEmpty()) {
      // The program that has the folder takes it from here.
      LinkInbox.leave(options.data(), options.link());
      Platform.exit();
      return;
    }
    if (taken.isEmpty()) {
      Label label = new Label(texts.say("app.alreadyOpen", options.data()));
      label.setWrapText(true);
      window.show(new StackPane(label));
      window.open(Optional.empty());
      return;
    }
    folder = taken.get();
    FxExecutor ui = new FxExecutor();
    badge =
        UnreadBadge.here(
            unread -> unread == 0 ? texts.say("app.name") : texts.say("app.nameUnread", unread),
            () -> ui.execute(window::comeUp));
    preferences = new CurrentPreferences(new PreferencesFile(folder.path()));
    preferences.property().subscribe(now -> window.dress(now.appearance()));
    // It may have been changed while somebody was elsewhere.
    window
        .inFront()
        .subscribe(inFront -> {
          if (inFront) {
            followTextScale();
            badge.setUrgent(false);
          }
        });
    server = new HostedServer(folder.hosted());
    hostedData = new HostedData(folder.hosted());
    // When the system ends the session, nobody closes the window first.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "chatter-shutdown"));
    HostingScreen hosting = hosting(ui, options);
    notifications =
        new NotificationCenter(
            preferences,
            ui,
            actions -> SystemNotifications.here(words(texts), actions),
            this::call,
            () -> badge.setUrgent(false));
    closing = new CloseHandler(window, hosting, ui);
    flow =
        new AppFlow(
            new AppContext(
                folder,
                preferences,
                window,
                ui,
                hosting.model(),
                hosting,
                notifications,
                badge,
                options.nearby()),
            new KnownServers(new KnownServersFile(folder.path())),
            this::openOutside,
            Clock.systemUTC());
    links = new LinkInbox(folder.path(), link -> ui.execute(() -> flow.opened(link)));
    show(options);
    flow.begin(options.link());
  }

  private static SystemNotifications.Words words(Texts texts) {
    return new SystemNotifications.Words(
        texts.say("app.name"),
        texts.say("notification.open"),
        texts.say("notification.markRead"),
        texts.say("notification.reply"));
  }

  /// To whoever is at another window.
  private void call() {
    if (!window.inFront().get()) {
      badge.setUrgent(true);
    }
  }

  private void followTextScale() {
    Thread.ofPlatform()
        .daemon()
        .name("chatter-text-scale")
        .start(() -> {
          double factor = textScale.read();
          Platform.runLater(() -> window.setTextScale(factor));
        });
  }

  private void show(Options options) {
    if (options.background() && preferences.current().hosting().on()) {
      window.restore(preferences.current().window());
      closing.startHidden();
    } else {
      window.open(preferences.current().window());
    }
  }

  private HostingScreen hosting(FxExecutor ui, Options options) {
    EmojiImages emoji = new EmojiImages();
    BackgroundViewModel.Desk desk =
        new BackgroundViewModel.Desk(
            Tray::exists,
            AutoStart.here(options.forBackground()),
            task -> Thread.ofPlatform().daemon().name("chatter-desk").start(task));
    return new HostingScreen(
        new HostingContext(
            server,
            hostedData,
            new HostingPart(preferences),
            Texts.of(HostingController.class),
            ui),
        new HostingScreen.Environment(
            window.dialogs(),
            new TimeLabels(new ReadersClock(), Locale.getDefault(Locale.Category.FORMAT)),
            () -> flow.showCheck(),
            path -> openOutside(path.toUri()),
            words -> new EmojiText(words, emoji),
            desk),
        System.getProperty("user.name", ""));
  }

  /// The part of the preferences that the hosted chat has.
  private record HostingPart(CurrentPreferences preferences) implements HostingContext.Keeper {
    @Override
    public HostingPreferences current() {
      return preferences.current().hosting();
    }

    @Override
    public void update(UnaryOperator<HostingPreferences> change) {
      preferences.update(before -> before.withHosting(change.apply(before.hosting())));
    }
  }

  private void openOutside(URI place) {
    getHostServices().showDocument(place.toString());
  }

  /// Called by JavaFX when the last window is closed.
  @Override
  public void stop() throws IOException {
    if (folder == null) {
      return;
    }
    preferences.update(before -> before.withWindow(window.place()));
    links.close();
    flow.close();
    notifications.close();
    badge.close();
    closing.close();
    hostedData.close();
    server.close();
    window.close();
    folder.close();
  }
}

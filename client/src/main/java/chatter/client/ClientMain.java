package chatter.client;

import chatter.client.hosting.HostedServer;
import chatter.client.launch.Options;
import chatter.client.launch.StartCheck;
import chatter.client.launch.StartNotice;
import chatter.client.prefs.ClientFolder;
import chatter.client.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;

/// The desktop program. A plain class, because Java refuses to start a JavaFX application class
/// from the class path.
public final class ClientMain {
  private static final int FAILED = 1;
  private static final int WRONG_OPTIONS = 2;

  private ClientMain() {}

  /// Opens the window, or does what the command line asks for instead.
  public static void main(String[] args) {
    // Before the first logger: it would tell at every start which logger that is.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println("chatter: " + e.getMessage());
      System.exit(WRONG_OPTIONS);
      return;
    }
    switch (options.wish()) {
      case VERSION -> System.out.println("Chatter " + HostedServer.version());
      case HELP ->
          System.out.printf(
              """
              Usage: chatter [OPTIONS] [LINK]
              Opens the Chatter desktop app; with a link on the chat it is to: that of
              an invite (chatter://join?...) or of a message (chatter://HOST/#/c/3/42).

                --data DIR   Folder for settings, the login and unsent messages
                             (default %s). Also %s.
                --background Start out of sight if a chat is hosted here: in the tray, or
                             minimised.
                --no-nearby  Look for no chats on the network.
                --version    Print the version.
                --help       Print this.
              """,
              ClientFolder.standard(), ClientFolder.ENVIRONMENT);
      case WINDOW -> {
        if (hasDisplay()) {
          open(options, args);
        } else {
          System.out.println("There is no display here, so Chatter runs as a server only.");
          System.exit(HostedServer.runHeadless());
        }
      }
    }
  }

  private static void open(Options options, String... args) {
    StartCheck check = new StartCheck(System.getenv());
    Optional<String> trouble = check.beforeStart(options.data());
    if (trouble.isEmpty()) {
      check.slower().ifPresent(System.err::println);
      try {
        Application.launch(ChatterApp.class, args);
        return;
      } catch (RuntimeException | LinkageError e) {
        trouble = check.afterFailure(e);
        if (trouble.isEmpty()) {
          throw e;
        }
      }
    }
    System.err.println(trouble.get());
    StartNotice.show(Texts.shared().plain("app.start.title"), trouble.get());
    System.exit(FAILED);
  }

  /// Linux may have no screen at all; the headless platform of the tests needs none.
  private static boolean hasDisplay() {
    return !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
        || "Headless".equals(System.getProperty("glass.platform"))
        || isSet("DISPLAY")
        || isSet("WAYLAND_DISPLAY");
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isBlank();
  }
}

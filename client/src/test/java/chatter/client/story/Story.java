package chatter.client.story;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.tls.TlsFiles;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.Registration;
import chatter.shared.api.SessionsResponse.SessionInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// A real server and the real desktop app, for one test.
final class Story implements AutoCloseable {
  static final String PASSWORD = "correct horse";

  private final Path folder;
  private final TlsFiles tls;
  private ChatterServer running;
  private int port;
  private Desktop desktop;

  Story(Path folder) throws IOException {
    this(folder, null);
  }

  /// @param tls the server's certificate, or null for plain HTTP
  Story(Path folder, TlsFiles tls) throws IOException {
    this.folder = folder;
    this.tls = tls;
    startServer();
  }

  /// Starts the server, after a stop on the same port and data.
  void startServer() throws IOException {
    running =
        new ChatterServer(
                ServerConfig.inFolder(folder.resolve("server"))
                    .withPort(port)
                    .withTls(tls)
                    .withRegistration(Registration.OPEN)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
    port = running.port();
  }

  void stopServer() {
    running.close();
  }

  int port() {
    return port;
  }

  String address() {
    return (tls == null ? "" : "https://") + "127.0.0.1:" + port;
  }

  private ServerAddress server() {
    return ServerAddress.parse(address()).orElseThrow();
  }

  /// Every message of the lobby as the server has it, told to somebody who was not there before.
  List<MessagePosted> history(String name) throws Exception {
    try (ServerApi api = new ServerApi(server())) {
      String token = api.login(email(name), PASSWORD, "reader").get(60, TimeUnit.SECONDS).token();
      AccountApi account = api.as(new SessionToken(token));
      List<MessagePosted> all = new ArrayList<>();
      HistoryPage page;
      do {
        long after = all.isEmpty() ? 0 : all.getLast().seq();
        page = account.history(1, new HistoryQuery.After(after, 100)).get(60, TimeUnit.SECONDS);
        all.addAll(page.messages());
      } while (page.newer());
      return all;
    }
  }

  Desktop desktop() {
    if (desktop == null) {
      desktop = new Desktop(folder.resolve("desktop"));
    }
    return desktop;
  }

  /// Makes an account without the app.
  void signUp(String name) throws Exception {
    Friend.signUp(server(), name);
  }

  /// Somebody else, signed in without a window.
  Friend friend(String name) throws Exception {
    return new Friend(server(), email(name), folder.resolve("friends").resolve(name));
  }

  /// Somebody else with the desktop program, without its window.
  Participant participant(String name) throws Exception {
    return new Participant(server(), name, folder.resolve("participants").resolve(name));
  }

  /// Ends every other login of an account from one that is made for it.
  void endOtherSessions(String name) throws Exception {
    try (ServerApi api = new ServerApi(server())) {
      String token =
          api.login(email(name), PASSWORD, "elsewhere").get(60, TimeUnit.SECONDS).token();
      AccountApi account = api.as(new SessionToken(token));
      for (SessionInfo session : account.sessions().get(60, TimeUnit.SECONDS)) {
        if (!session.current()) {
          account.endSession(session.id()).get(60, TimeUnit.SECONDS);
        }
      }
    }
  }

  /// Gives an account another name from somewhere else; the email address stays.
  void rename(String name, String newName) throws Exception {
    try (ServerApi api = new ServerApi(server())) {
      String token =
          api.login(email(name), PASSWORD, "elsewhere").get(60, TimeUnit.SECONDS).token();
      api.as(new SessionToken(token)).rename(newName).get(60, TimeUnit.SECONDS);
    }
  }

  static String email(String name) {
    return name.toLowerCase(Locale.ROOT) + "@example.org";
  }

  /// Signs somebody in who has an account.
  Desktop signedIn(String name) {
    return signedIn(name, port);
  }

  /// Fills in the sign-in form and sends it, whatever comes of it.
  Desktop signingIn(String address, String name) {
    Desktop app = desktop();
    app.fill("#address", address);
    app.click("#submit");
    app.fill("#email", email(name));
    app.fill("#password", PASSWORD);
    app.click("#submit");
    return app;
  }

  /// Signs somebody in by another port, which leads to the server.
  Desktop signedIn(String name, int by) {
    Desktop app = signingIn(address().replace(":" + port, ":" + by), name);
    app.sees("Lobby");
    return app;
  }

  @Override
  public void close() {
    if (desktop != null) {
      desktop.close();
    }
    running.close();
  }
}

package chatter.client.story;

import chatter.client.net.http.AdminApi;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.Registration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A real server with a name, which one joins with an invite. Ana owns it.
final class Club implements AutoCloseable {
  static final String OWNER = "Ana";

  private final Path folder;
  private final String name;
  private ChatterServer running;
  private int port;

  Club(Path folder, String name) throws Exception {
    this.folder = folder;
    this.name = name;
    start();
    Friend.signUp(server(), OWNER);
  }

  /// Starts the server, after a stop on the same port and data.
  void start() throws IOException {
    running =
        new ChatterServer(
                ServerConfig.inFolder(folder)
                    .withPort(port)
                    .withName(name)
                    .withRegistration(Registration.INVITE)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
    port = running.port();
  }

  void stop() {
    running.close();
  }

  ServerAddress server() {
    return ServerAddress.local(port);
  }

  String address() {
    return server().display();
  }

  /// An invite of the owner's.
  InviteOffer invite(Integer uses) throws Exception {
    return asOwner(api -> api.invite(uses, 24));
  }

  /// Makes an account with an invite.
  void signUp(String person, InviteOffer with) throws Exception {
    Friend.signUp(server(), person, with.invite().code());
  }

  /// Makes an account.
  void signUp(String person) throws Exception {
    signUp(person, invite(1));
  }

  Friend friend(String person) throws Exception {
    return new Friend(server(), Story.email(person), folder.resolveSibling("friend-" + person));
  }

  <T> T asOwner(Function<AdminApi, CompletableFuture<T>> call) throws Exception {
    try (ServerApi api = new ServerApi(server())) {
      String token =
          api.login(Story.email(OWNER), Story.PASSWORD, "elsewhere")
              .get(60, TimeUnit.SECONDS)
              .token();
      return call.apply(api.as(new SessionToken(token)).admin()).get(60, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    running.close();
  }
}

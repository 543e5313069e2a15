package chatter.client.settings;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.ui.Texts;
import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.Registration;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A real server with some people, whose answers come when the test lets them, as on the JavaFX
/// thread.
final class SettingsFixture implements AutoCloseable {
  private static final String PASSWORD = "correct horse";

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final ChatterServer server;
  private final ServerApi api;

  /// @param folder for the server's data
  /// @param names of those who have an account
  SettingsFixture(Path folder, String... names) throws Exception {
    server =
        new ChatterServer(
                ServerConfig.inFolder(folder.resolve("server"))
                    .withPort(0)
                    .withRegistration(Registration.OPEN)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start();
    api = new ServerApi(ServerAddress.local(server.port()));
    for (String name : names) {
      api.register(name, email(name), PASSWORD).get(60, TimeUnit.SECONDS);
    }
  }

  private static String email(String name) {
    return name.toLowerCase(Locale.ROOT) + "@example.org";
  }

  LoginResponse login(String name) throws Exception {
    return api.login(email(name), PASSWORD, "test").get(60, TimeUnit.SECONDS);
  }

  /// What somebody who is signed in asks for.
  AccountCalls calls(LoginResponse login) {
    return new AccountCalls(
        api.as(new SessionToken(login.token())),
        tasks::add,
        Texts.of(SettingsController.class),
        () -> {});
  }

  ChatterServer server() {
    return server;
  }

  /// The next answer, which is not taken in yet; null if none comes within a minute.
  Runnable next() throws InterruptedException {
    return tasks.poll(60, TimeUnit.SECONDS);
  }

  /// Whether no answer waits.
  boolean isIdle() {
    return tasks.isEmpty();
  }

  /// Runs what the calls bring back until it is so.
  void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(task, "nothing more comes");
      task.run();
    }
  }

  @Override
  public void close() {
    api.close();
    server.close();
  }
}

package chatter.client.hosting;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import chatter.client.hosting.HostingViewModel.State;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.prefs.HostingPreferences;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.dialog.AskedDialogs;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// A chat hosted on a folder by the real server, without a window.
final class HostingFixture implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final String NAME = "Ada’s Chatter";

  final Path folder;
  final HostedServer server;
  final HostedData data;
  final HostingContext context;
  final HostingViewModel hosting;
  final AskedDialogs dialogs = new AskedDialogs();
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private HostingPreferences kept = HostingPreferences.NEVER.withPort(freePort());

  HostingFixture(Path folder) throws IOException {
    this.folder = folder;
    server = new HostedServer(folder);
    data = new HostedData(folder);
    dialogs.answer = true;
    context =
        new HostingContext(
            server, data, new Memory(), Texts.of(HostingController.class), tasks::add);
    hosting = new HostingViewModel(context, NAME);
  }

  private final class Memory implements HostingContext.Keeper {
    @Override
    public HostingPreferences current() {
      return kept;
    }

    @Override
    public void update(UnaryOperator<HostingPreferences> change) {
      kept = change.apply(kept);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  BackupsViewModel backups() {
    return new BackupsViewModel(
        context,
        hosting,
        dialogs,
        new TimeLabels(Clock.system(java.time.ZoneId.systemDefault()), Locale.UK));
  }

  HostingPreferences kept() {
    return kept;
  }

  /// Runs what comes back, as the JavaFX thread would, until it is so.
  void until(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      Runnable task = tasks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertNotNull(
          task, () -> "nothing more comes; the problem is: " + hosting.problemProperty().get());
      task.run();
    }
  }

  void start() throws InterruptedException {
    hosting.start();
    untilRunning();
  }

  void untilRunning() throws InterruptedException {
    until(() -> hosting.stateProperty().get() == State.RUNNING);
  }

  /// Tries to start.
  ///
  /// @return what is said about why it does not
  String problemAtStart() throws InterruptedException {
    hosting.start();
    until(() -> !hosting.problemProperty().get().isEmpty());
    return hosting.problemProperty().get();
  }

  void stop() throws InterruptedException {
    hosting.stop();
    until(() -> hosting.stateProperty().get() == State.STOPPED);
  }

  ServerAddress address() {
    return ServerAddress.local(hosting.port());
  }

  /// Makes an account; the first becomes the owner.
  void signUp(String name) throws Exception {
    try (ServerApi api = new ServerApi(address())) {
      api.register(name, email(name), PASSWORD).get(60, TimeUnit.SECONDS);
    }
  }

  /// Gives the account another name, which is something that a backup keeps.
  void rename(String name, String newName) throws Exception {
    try (ServerApi api = new ServerApi(address())) {
      String token = api.login(email(name), PASSWORD, "test").get(60, TimeUnit.SECONDS).token();
      api.as(new SessionToken(token)).rename(newName).get(60, TimeUnit.SECONDS);
    }
  }

  /// What an account is called.
  static String nameOf(ServerAddress server, String person) throws Exception {
    try (ServerApi api = new ServerApi(server)) {
      return api.login(email(person), PASSWORD, "test").get(60, TimeUnit.SECONDS).account().name();
    }
  }

  static String email(String name) {
    return name.toLowerCase(Locale.ROOT) + "@example.org";
  }

  @Override
  public void close() {
    data.close();
    server.close();
  }
}

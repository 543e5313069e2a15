package chatter.server;

import chatter.server.backup.BackupState;
import chatter.server.limit.Limit;
import chatter.server.tls.TestCertificates;
import chatter.server.tls.TlsFiles;
import chatter.shared.api.ApiJson;
import chatter.shared.api.LoginRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.Registration;
import chatter.shared.protocol.AccountInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real server for tests: on a free port, in a folder of its own, with cheap password hashing,
/// open to everybody. As a JUnit extension, `@RegisterExtension final TestServer server =
/// TestServer.standard()`, it runs during each test, or during all tests of a class if the field is
/// static. Outside JUnit call `start` and `close`.
///
/// What it made, users and their connections, is closed with it.
public final class TestServer
    implements AutoCloseable,
        BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback {
  /// Everybody's password.
  public static final String PASSWORD = "correct horse battery";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(2);

  /// The page as it is written.
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("src/main/resources/web");

  /// Where servers were that are closed, one of them for the next that asks to be there.
  private static final Queue<Integer> LEFT = new ConcurrentLinkedQueue<>();

  private final PinnedClock clock;
  private final PinnedClock monotonic;
  private final List<TestConnection> connections = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> namesakes = new ConcurrentHashMap<>();
  private UnaryOperator<ServerConfig> options = UnaryOperator.identity();
  private Path folder;
  private ChatterServer server;
  private TestHttp http;
  private int port;
  private SSLContext trust;
  private boolean startedForClass;
  private boolean whereOthersWere;
  private boolean encrypted;
  private boolean pageAsWritten;

  /// Whether somebody else may be at the port by now.
  private boolean guessed;

  private TestServer(PinnedClock clock, PinnedClock monotonic) {
    this.clock = clock;
    this.monotonic = monotonic;
  }

  /// A server on the system's clocks, with the limits it has by default.
  public static TestServer standard() {
    return new TestServer(null, null);
  }

  /// A server for which time only passes by `forward`, or on its wall clock alone by `clock()`.
  public static TestServer pinned() {
    return new TestServer(new PinnedClock(), new PinnedClock());
  }

  /// A server that runs elsewhere, on this computer: for its people, not to be started or stopped.
  public static TestServer at(int port) {
    TestServer elsewhere = standard();
    elsewhere.port = port;
    elsewhere.http = new TestHttp(port);
    return elsewhere;
  }

  /// The same with something else set; takes effect at the next start.
  public TestServer with(UnaryOperator<ServerConfig> change) {
    UnaryOperator<ServerConfig> before = options;
    options = config -> change.apply(before.apply(config));
    return this;
  }

  /// The same where one was before that is closed by now, if nobody else listens there: a browser
  /// that was at it keeps the page's files, which are the same at every server.
  public TestServer whereOthersWere() {
    whereOthersWere = true;
    return this;
  }

  /// The same with TLS, or without it, from the next start on.
  public TestServer encrypted(boolean encrypted) {
    this.encrypted = encrypted;
    return this;
  }

  /// The same with the page as it is written, module by module, for tests that import some; takes
  /// effect at the next start. Everybody else has it bundled, as people do.
  public TestServer withPageAsWritten() {
    pageAsWritten = true;
    return this;
  }

  /// The same without these limits; takes effect at the next start.
  public TestServer without(Limit... limits) {
    for (Limit limit : limits) {
      with(config -> config.withLimit(limit, 0));
    }
    return this;
  }

  /// Starts it, on the folder and the port it had before, or else on new ones.
  public TestServer start() {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("chatter-test");
        port = whereOthersWere ? freePort() : 0;
        guessed = port != 0;
      }
      ServerConfig config =
          options.apply(
              Stores.in(ServerConfig.inFolder(folder.resolve("data")))
                  .withPort(port)
                  .withRegistration(Registration.OPEN)
                  .withBcryptCost(ServerConfig.MIN_BCRYPT_COST));
      if (encrypted) {
        config = config.withTls(certificate());
      }
      server =
          clock == null
              ? new ChatterServer(config)
              : new ChatterServer(config, clock, monotonic::nanoTime);
      if (pageAsWritten) {
        server.withPage(PAGE);
      }
      try {
        server.start();
      } catch (IOException | RuntimeException taken) {
        if (!guessed) {
          throw taken;
        }
        // Somebody else got there meanwhile.
        server.close();
        port = 0;
        guessed = false;
        return start();
      }
      guessed = false;
      port = server.port();
      trust = config.tls() == null ? null : TestCertificates.trusting();
      http = trust == null ? new TestHttp(port) : new TestHttp(port, trust);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TlsFiles certificate() throws IOException {
    TlsFiles files = new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"));
    TestCertificates.put(files, "ec", "ec");
    return files;
  }

  /// Stops it; what is in its folder stays.
  public void stop() {
    if (http != null) {
      // The server waits a moment for idle connections, so they go first.
      http.close();
      http = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /// Stops it and starts it on the same folder and port.
  public void restart() {
    stop();
    start();
  }

  /// Closes all connections and the server, and removes its folder.
  @Override
  public void close() {
    connections.forEach(TestConnection::vanish);
    connections.clear();
    stop();
    if (folder != null) {
      if (whereOthersWere) {
        LEFT.add(port);
      }
      removeFolder();
      folder = null;
      namesakes.clear();
    }
  }

  /// Makes an account of that name and signs it in. The first of a name is `<name>@example.org`,
  /// the second, called `<name> 2`, `<name>.2@example.org`.
  public TestUser signUp(String name) {
    int count = namesakes.merge(name, 1, Integer::sum);
    String email = email(count == 1 ? name : name + "." + count);
    String shown = count == 1 ? name : name + " " + count;
    HttpResponse<String> answer =
        http().post("/api/register", null, new RegisterRequest(shown, email, PASSWORD));
    TestHttp.expect(201, answer);
    return login(email, PASSWORD);
  }

  /// Another login of the first account that `signUp` made for the name.
  public TestUser signIn(String name) {
    return login(email(name), PASSWORD);
  }

  /// Another login of an account.
  public TestUser login(String email, String password) {
    HttpResponse<String> answer =
        http().post("/api/login", null, new LoginRequest(email, password, "test"));
    TestHttp.expect(200, answer);
    LoginResponse login = ApiJson.MAPPER.readValue(answer.body(), LoginResponse.class);
    AccountInfo account = login.account();
    return new TestUser(this, account, login.token());
  }

  /// Lets time pass on both clocks of a pinned server. The server looks at its timers within half a
  /// second of real time, so await what should follow.
  public void forward(Duration time) {
    monotonic.forward(time);
    clock.forward(time);
  }

  /// The wall clock of a pinned server.
  public PinnedClock clock() {
    return clock;
  }

  /// The clock of a pinned server that its waiting goes by.
  public PinnedClock monotonic() {
    return monotonic;
  }

  /// By which key others can know it.
  public Optional<String> fingerprint() {
    return server.fingerprint();
  }

  /// Waits until everything that was stored is found by whoever searches.
  public void awaitSearchable() {
    server.searchable().join();
  }

  /// How the backups are doing that the server takes by its plan.
  public BackupState backups() {
    return server.backups().orElseThrow();
  }

  /// How many connections the server knows of.
  public int connections() {
    return server.connections();
  }

  /// Waits until the server knows of exactly so many connections.
  public void awaitConnections(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int open = server.connections(); open != count; open = server.connections()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("there are " + open + " connections, not " + count);
      }
      // The server needs the processor more than this does.
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// What whoever runs it can do.
  HostControl chat() {
    return server.chat();
  }

  /// Calls over HTTP.
  public TestHttp http() {
    return http;
  }

  /// Where it can be watched, on 127.0.0.1.
  public int metricsPort() {
    return server.metricsPort().orElseThrow();
  }

  /// Where it listens, on 127.0.0.1.
  public int port() {
    return port;
  }

  /// What its clients trust if it speaks TLS; else empty.
  public Optional<SSLContext> trust() {
    return Optional.ofNullable(trust);
  }

  /// Where its data is.
  public Path data() {
    return folder.resolve("data");
  }

  /// @return 0 if there is none
  private static int freePort() {
    for (Integer left = LEFT.poll(); left != null; left = LEFT.poll()) {
      try (ServerSocket listening = new ServerSocket()) {
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), left));
        return left;
      } catch (IOException e) {
        // Somebody else is there by now: look at the next.
      }
    }
    return 0;
  }

  private static String email(String name) {
    return name + "@example.org";
  }

  /// Closes a connection together with the server.
  void closesWithMe(TestConnection connection) {
    connections.add(connection);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
    startedForClass = true;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    startedForClass = false;
    close();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!startedForClass) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!startedForClass) {
      close();
    }
  }

  private void removeFolder() {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package chatter.server;

import chatter.server.backup.BackupPlan;
import chatter.server.cluster.BusAddress;
import chatter.server.file.FilesAddress;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.network.ListenAddress;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.tls.TlsFiles;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.Registration;
import chatter.shared.limits.FieldRule;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// How a server is to run. Immutable; start from `inFolder` and change what is needed.
///
/// @param listening where, and how it speaks there
/// @param data the folder everything is kept in; made if it is not there
/// @param settings what it is called and who may join
/// @param signIn how people sign in
/// @param limits how fast and how much
/// @param backups whether it backs itself up
/// @param photoDetails whether photographs keep what they say of where and with what they were
///   taken
/// @param storage where accounts and history are
/// @param operation how it is watched, and how it leaves
public record ServerConfig(
    Listening listening,
    Path data,
    SettingsChange settings,
    SignIn signIn,
    LimitSettings limits,
    BackupPlan backups,
    boolean photoDetails,
    Storage storage,
    Operation operation) {
  /// The port when nobody says otherwise.
  public static final int DEFAULT_PORT = 8080;

  /// This computer only.
  public static final String LOOPBACK = ListenAddress.LOOPBACK;

  /// Every address this computer has.
  public static final String ANY_ADDRESS = ListenAddress.ANY;

  /// The cheapest hashing, for tests.
  public static final int MIN_BCRYPT_COST = 4;

  /// The most expensive hashing.
  public static final int MAX_BCRYPT_COST = 14;

  /// The cost when nobody says otherwise.
  public static final int DEFAULT_BCRYPT_COST = 12;

  /// A system property with another default, for tests of a program that brings a server along:
  /// what people set is the option.
  private static final String BCRYPT_COST = "chatter.bcrypt.cost";

  private static final int HIGHEST_PORT = 65_535;

  /// Below this cost the log warns.
  public static final int WEAK_BCRYPT_COST = 10;

  public ServerConfig {
    Objects.requireNonNull(listening, "listening is missing");
    Objects.requireNonNull(data, "data is missing");
    Objects.requireNonNull(settings, "settings is missing");
    Objects.requireNonNull(signIn, "signIn is missing");
    Objects.requireNonNull(limits, "limits is missing");
    Objects.requireNonNull(backups, "backups is missing");
    Objects.requireNonNull(storage, "storage is missing");
    Objects.requireNonNull(operation, "operation is missing");
    if (storage.database() == null && storage.files() != null) {
      throw new IllegalArgumentException(
          "--files is for several servers of one chat, whose database --store names; without it,"
              + " files are in the data folder");
    }
    if (storage.database() != null && backups.folder().isPresent()) {
      throw new IllegalArgumentException(
          "--backups is for the database file; back PostgreSQL up with its own tools, as pg_dump or"
              + " pgBackRest, and the data folder beside it");
    }
    if (storage.bus() != null) {
      mustSuitSeveral(listening, signIn, storage);
    }
  }

  /// What has no sense where several servers are one chat.
  private static void mustSuitSeveral(Listening listening, SignIn signIn, Storage storage) {
    if (storage.database() == null) {
      throw new IllegalArgumentException(
          "--bus is for several servers on one PostgreSQL; name that with --store");
    }
    if (storage.files() == null) {
      throw new IllegalArgumentException(
          "what people send at one server must be at the others: with --bus name a folder or a bucket"
              + " that all of them have, with --files");
    }
    if (signIn.grace() != null) {
      throw new IllegalArgumentException(
          "--session-grace counts the connections of one server alone, and does not go with --bus");
    }
    if (listening.announced()) {
      throw new IllegalArgumentException(
          "--announce would tell the network of one of several servers, and does not go with --bus;"
              + " give people the address of what is in front of them");
    }
    if (listening.tls() == null
        && !listening.plainHttp()
        && !ListenAddress.isOnlyHere(listening.host())) {
      throw new IllegalArgumentException(
          "each server would make itself another key: with --bus give all of them one certificate,"
              + " with --tls-cert, or --plain-http behind a proxy that encrypts");
    }
  }

  /// Whether it has to make itself a key: others reach it, and nobody said with which certificate,
  /// or that it is to speak plain HTTP.
  public boolean needsOwnKey() {
    return tls() == null && !plainHttp() && !ListenAddress.isOnlyHere(host());
  }

  /// The defaults, on a data folder.
  public static ServerConfig inFolder(Path data) {
    return new ServerConfig(
        new Listening(
            LOOPBACK, DEFAULT_PORT, null, false, false, TrustedProxies.none(), false, List.of()),
        data,
        new SettingsChange(null, null),
        new SignIn(null, Integer.getInteger(BCRYPT_COST, DEFAULT_BCRYPT_COST)),
        LimitSettings.defaults(),
        BackupPlan.none(),
        false,
        new Storage(null, null, null),
        new Operation(Duration.ZERO, null));
  }

  /// The address to listen on.
  public String host() {
    return listening.host();
  }

  /// The port to listen on; 0 takes any free one.
  public int port() {
    return listening.port();
  }

  /// The certificate and its key; null for plain HTTP.
  public TlsFiles tls() {
    return listening.tls();
  }

  /// Whether plain HTTP is meant, even where others are on the network.
  public boolean plainHttp() {
    return listening.plainHttp();
  }

  /// Whether it tells the network that it is there, if others can reach it.
  public boolean announced() {
    return listening.announced();
  }

  /// Whose word is believed about the addresses behind them.
  public TrustedProxies proxies() {
    return listening.proxies();
  }

  /// Whether they say it by the PROXY protocol.
  public boolean proxyProtocol() {
    return listening.proxyProtocol();
  }

  /// How long after its last connection a login ends; null if that ends no login.
  public Duration sessionGrace() {
    return signIn.grace();
  }

  /// How expensive hashing a password is.
  public int bcryptCost() {
    return signIn.bcryptCost();
  }

  /// Where others reach it, beside what can be seen from here; the likeliest first.
  public List<BaseUrl> publicUrls() {
    return listening.publicUrls();
  }

  /// The same on another address.
  public ServerConfig withHost(String newHost) {
    return with(
        new Listening(
            newHost,
            port(),
            tls(),
            plainHttp(),
            announced(),
            proxies(),
            proxyProtocol(),
            publicUrls()));
  }

  /// The same on another port.
  public ServerConfig withPort(int newPort) {
    return with(
        new Listening(
            host(),
            newPort,
            tls(),
            plainHttp(),
            announced(),
            proxies(),
            proxyProtocol(),
            publicUrls()));
  }

  /// The same with TLS.
  public ServerConfig withTls(TlsFiles newTls) {
    return with(
        new Listening(
            host(),
            port(),
            newTls,
            plainHttp(),
            announced(),
            proxies(),
            proxyProtocol(),
            publicUrls()));
  }

  /// The same, and whether plain HTTP is meant.
  public ServerConfig withPlainHttp(boolean newPlainHttp) {
    return with(
        new Listening(
            host(),
            port(),
            tls(),
            newPlainHttp,
            announced(),
            proxies(),
            proxyProtocol(),
            publicUrls()));
  }

  /// The same, and whether it tells the network by mDNS that it is there. One that only this
  /// computer can reach tells nobody.
  public ServerConfig withAnnounced(boolean newAnnounced) {
    return with(
        new Listening(
            host(),
            port(),
            tls(),
            plainHttp(),
            newAnnounced,
            proxies(),
            proxyProtocol(),
            publicUrls()));
  }

  /// The same, believing these proxies.
  public ServerConfig withProxies(TrustedProxies newProxies) {
    return with(
        new Listening(
            host(),
            port(),
            tls(),
            plainHttp(),
            announced(),
            newProxies,
            proxyProtocol(),
            publicUrls()));
  }

  /// The same, understanding the PROXY protocol from the proxies that it believes, or not.
  public ServerConfig withProxyProtocol(boolean newProxyProtocol) {
    return with(
        new Listening(
            host(),
            port(),
            tls(),
            plainHttp(),
            announced(),
            proxies(),
            newProxyProtocol,
            publicUrls()));
  }

  /// The same, reached by others at these addresses too.
  public ServerConfig withPublicUrls(List<BaseUrl> newUrls) {
    return with(
        new Listening(
            host(), port(), tls(), plainHttp(), announced(), proxies(), proxyProtocol(), newUrls));
  }

  /// The same under another name, or null for the one that is kept.
  public ServerConfig withName(String newName) {
    return with(new SettingsChange(newName, settings.registration()));
  }

  /// The same with another rule for who may join, or null for the one that is kept.
  public ServerConfig withRegistration(Registration newRegistration) {
    return with(new SettingsChange(settings.name(), newRegistration));
  }

  /// The same with another grace, or null.
  public ServerConfig withSessionGrace(Duration newGrace) {
    return with(new SignIn(newGrace, bcryptCost()));
  }

  /// The same with another cost.
  public ServerConfig withBcryptCost(int newCost) {
    return with(new SignIn(sessionGrace(), newCost));
  }

  /// The same with one limit set; 0 switches it off.
  public ServerConfig withLimit(Limit limit, int value) {
    return withLimits(limits.with(limit, value));
  }

  /// The same with other limits.
  public ServerConfig withLimits(LimitSettings newLimits) {
    return new ServerConfig(
        listening, data, settings, signIn, newLimits, backups, photoDetails, storage, operation);
  }

  /// The same on another data folder.
  public ServerConfig withData(Path newData) {
    return new ServerConfig(
        listening, newData, settings, signIn, limits, backups, photoDetails, storage, operation);
  }

  /// The same with another plan for its backups.
  public ServerConfig withBackups(BackupPlan newBackups) {
    return new ServerConfig(
        listening, data, settings, signIn, limits, newBackups, photoDetails, storage, operation);
  }

  /// The same, keeping what photographs say of themselves, or not.
  public ServerConfig withPhotoDetails(boolean kept) {
    return new ServerConfig(
        listening, data, settings, signIn, limits, backups, kept, storage, operation);
  }

  /// The same with its database elsewhere, or null for a file in the data folder.
  public ServerConfig withStore(PostgresAddress newStore) {
    return with(new Storage(newStore, bus(), files()));
  }

  /// The same as one of several servers on that database.
  ///
  /// @param newBus between them; null if it is the only one
  public ServerConfig withBus(BusAddress newBus) {
    return with(new Storage(store(), newBus, files()));
  }

  /// The database, if it is not a file in the data folder; else null.
  public PostgresAddress store() {
    return storage.database();
  }

  /// Between several servers on one database; null if this is the only one.
  public BusAddress bus() {
    return storage.bus();
  }

  /// Where what people send is, if not in the data folder; else null.
  public FilesAddress files() {
    return storage.files();
  }

  /// The same with what people send where other servers of the chat have it too, or null for the
  /// data folder.
  public ServerConfig withFiles(FilesAddress newFiles) {
    return with(new Storage(store(), bus(), newFiles));
  }

  private ServerConfig with(Storage other) {
    return new ServerConfig(
        listening, data, settings, signIn, limits, backups, photoDetails, other, operation);
  }

  /// How long it serves on, while it says that it is not ready, before it stops; 0 without a
  /// balancer in front.
  public Duration drain() {
    return operation.drain();
  }

  /// The same, serving on for so long before it stops.
  public ServerConfig withDrain(Duration newDrain) {
    return with(new Operation(newDrain, metrics()));
  }

  /// Where it can be watched; null if nowhere.
  public MetricsAddress metrics() {
    return operation.metrics();
  }

  /// The same, watched there, or nowhere if that is null.
  public ServerConfig withMetrics(MetricsAddress newMetrics) {
    return with(new Operation(drain(), newMetrics));
  }

  private ServerConfig with(Operation other) {
    return new ServerConfig(
        listening, data, settings, signIn, limits, backups, photoDetails, storage, other);
  }

  private ServerConfig with(Listening other) {
    return new ServerConfig(
        other, data, settings, signIn, limits, backups, photoDetails, storage, operation);
  }

  private ServerConfig with(SettingsChange other) {
    return new ServerConfig(
        listening, data, other, signIn, limits, backups, photoDetails, storage, operation);
  }

  private ServerConfig with(SignIn other) {
    return new ServerConfig(
        listening, data, settings, other, limits, backups, photoDetails, storage, operation);
  }

  /// Where a server listens, and how it speaks there.
  ///
  /// @param host the address to listen on; `127.0.0.1` is this computer only, `0.0.0.0` everybody
  ///   who can reach it
  /// @param port the port to listen on; 0 takes any free one
  /// @param tls the certificate and its key; null for plain HTTP on this computer alone, and a key
  ///   of its own where others are on the network
  /// @param plainHttp whether plain HTTP is meant, even where others are on the network
  /// @param announced whether it tells the network that it is there, if others can reach it
  /// @param proxies whose word is believed about the addresses behind them
  /// @param proxyProtocol whether they say it before anything else on a connection
  /// @param publicUrls where others reach it, beside what can be seen from here
  public record Listening(
      String host,
      int port,
      TlsFiles tls,
      boolean plainHttp,
      boolean announced,
      TrustedProxies proxies,
      boolean proxyProtocol,
      List<BaseUrl> publicUrls) {
    public Listening {
      Objects.requireNonNull(host, "host is missing");
      Objects.requireNonNull(proxies, "proxies is missing");
      publicUrls = List.copyOf(publicUrls);
      if (port < 0 || port > HIGHEST_PORT) {
        throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
      }
      if (tls != null && plainHttp) {
        throw new IllegalArgumentException(
            "--plain-http and --tls-cert exclude each other; choose one");
      }
      if (proxyProtocol && proxies.isEmpty()) {
        throw new IllegalArgumentException(
            "--proxy-protocol is understood from a --trusted-proxy alone; name the proxy");
      }
    }
  }

  /// What a start says of the server's settings. They are kept in the data folder, and people may
  /// change them while the server runs.
  ///
  /// @param name what its people call it; null for what is kept
  /// @param registration who may make an account; null for what is kept
  public record SettingsChange(String name, Registration registration) {
    public SettingsChange {
      if (name != null) {
        FieldRule.checkTitle(name)
            .ifPresent(rule -> {
              throw new IllegalArgumentException("the server's name: " + rule.message());
            });
      }
    }
  }

  /// Where accounts and history are.
  ///
  /// @param database null for a file in the data folder
  /// @param bus between several servers on one database; null if this is the only one
  /// @param files where what people send is, if not in the data folder; else null
  public record Storage(PostgresAddress database, BusAddress bus, FilesAddress files) {}

  /// How people sign in, and how long that lasts.
  ///
  /// @param grace how long after its last connection a login ends; null if that ends no login
  /// @param bcryptCost how expensive hashing a password is, 4 to 14
  public record SignIn(Duration grace, int bcryptCost) {
    public SignIn {
      if (grace != null && grace.isNegative()) {
        throw new IllegalArgumentException("the session grace is 0 or more");
      }
      if (bcryptCost < MIN_BCRYPT_COST || bcryptCost > MAX_BCRYPT_COST) {
        throw new IllegalArgumentException(
            "the bcrypt cost is "
                + MIN_BCRYPT_COST
                + " to "
                + MAX_BCRYPT_COST
                + ", not "
                + bcryptCost);
      }
    }
  }

  /// How it is watched, and how it leaves.
  ///
  /// @param drain how long it serves on before it stops, up to an hour
  /// @param metrics where it can be watched; null if nowhere
  public record Operation(Duration drain, MetricsAddress metrics) {
    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

    public Operation {
      if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
        throw new IllegalArgumentException(
            "--drain is 0 to 3600 seconds, not " + drain.toSeconds());
      }
    }
  }

  /// Where the server can be watched.
  ///
  /// @param host an address of this computer, in numbers
  /// @param port 0 takes any free one
  public record MetricsAddress(String host, int port) {
    /// Reads a port, of this computer alone, or an address and a port.
    ///
    /// @throws IllegalArgumentException with a sentence if it is neither
    public static MetricsAddress parse(String text) {
      String written = text.strip();
      int colon = written.lastIndexOf(':');
      String host = colon < 0 ? LOOPBACK : written.substring(0, colon).replaceAll("[\\[\\]]", "");
      try {
        int port = Integer.parseInt(written.substring(colon + 1));
        if (port >= 0 && port <= HIGHEST_PORT) {
          return new MetricsAddress(InetAddress.ofLiteral(host).getHostAddress(), port);
        }
      } catch (IllegalArgumentException e) {
        throw wrong(text, e);
      }
      throw wrong(text, null);
    }

    private static IllegalArgumentException wrong(String text, Exception cause) {
      return new IllegalArgumentException(
          "--metrics is a port, or an address and a port like 10.0.0.5:9090, not '" + text + "'",
          cause);
    }
  }
}

package chatter.server;

import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// How a server is to run. Immutable; start from `inFolder` and change what is needed.
///
/// @param host the address to listen on; `127.0.0.1` is this computer only, `0.0.0.0` everybody who
///   can reach it
/// @param port the port to listen on; 0 takes any free one
/// @param data the folder everything is kept in; made if it is not there
/// @param sessionGrace how long after its last connection a login ends; null if that ends no login
/// @param limits how fast and how much
/// @param bcryptCost how expensive hashing a password is, 4 to 14
/// @param tls the certificate and its key; null for plain HTTP
/// @param plainHttp whether plain HTTP is meant, even where others are on the network; changes only
///   what is said about it
public record ServerConfig(
    String host,
    int port,
    Path data,
    Duration sessionGrace,
    LimitSettings limits,
    int bcryptCost,
    TlsFiles tls,
    boolean plainHttp) {
  /// The port when nobody says otherwise.
  public static final int DEFAULT_PORT = 8080;

  /// This computer only.
  public static final String LOOPBACK = "127.0.0.1";

  /// Every address this computer has.
  public static final String ANY_ADDRESS = "0.0.0.0";

  /// The cheapest hashing, for tests.
  public static final int MIN_BCRYPT_COST = 4;

  /// The most expensive hashing.
  public static final int MAX_BCRYPT_COST = 14;

  /// The cost when nobody says otherwise.
  public static final int DEFAULT_BCRYPT_COST = 12;

  /// Below this cost the log warns.
  public static final int WEAK_BCRYPT_COST = 10;

  public ServerConfig {
    Objects.requireNonNull(host, "host is missing");
    Objects.requireNonNull(data, "data is missing");
    Objects.requireNonNull(limits, "limits is missing");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (sessionGrace != null && sessionGrace.isNegative()) {
      throw new IllegalArgumentException("the session grace is 0 or more");
    }
    if (tls != null && plainHttp) {
      throw new IllegalArgumentException(
          "--plain-http and --tls-cert exclude each other; choose one");
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

  /// The defaults, on a data folder.
  public static ServerConfig inFolder(Path data) {
    return new ServerConfig(
        LOOPBACK,
        DEFAULT_PORT,
        data,
        null,
        LimitSettings.defaults(),
        DEFAULT_BCRYPT_COST,
        null,
        false);
  }

  /// The same on another address.
  public ServerConfig withHost(String newHost) {
    return new ServerConfig(newHost, port, data, sessionGrace, limits, bcryptCost, tls, plainHttp);
  }

  /// The same on another port.
  public ServerConfig withPort(int newPort) {
    return new ServerConfig(host, newPort, data, sessionGrace, limits, bcryptCost, tls, plainHttp);
  }

  /// The same with another grace, or null.
  public ServerConfig withSessionGrace(Duration newGrace) {
    return new ServerConfig(host, port, data, newGrace, limits, bcryptCost, tls, plainHttp);
  }

  /// The same with one limit set; 0 switches it off.
  public ServerConfig withLimit(Limit limit, int value) {
    return withLimits(limits.with(limit, value));
  }

  /// The same with other limits.
  public ServerConfig withLimits(LimitSettings newLimits) {
    return new ServerConfig(host, port, data, sessionGrace, newLimits, bcryptCost, tls, plainHttp);
  }

  /// The same with another cost.
  public ServerConfig withBcryptCost(int newCost) {
    return new ServerConfig(host, port, data, sessionGrace, limits, newCost, tls, plainHttp);
  }

  /// The same with TLS.
  public ServerConfig withTls(TlsFiles newTls) {
    return new ServerConfig(host, port, data, sessionGrace, limits, bcryptCost, newTls, plainHttp);
  }

  /// The same, and whether plain HTTP is meant.
  public ServerConfig withPlainHttp(boolean newPlainHttp) {
    return new ServerConfig(host, port, data, sessionGrace, limits, bcryptCost, tls, newPlainHttp);
  }
}

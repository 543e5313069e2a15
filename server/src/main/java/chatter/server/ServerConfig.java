package chatter.server;

import chatter.server.backup.BackupPlan;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.network.ListenAddress;
import chatter.server.tls.TlsFiles;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// How a server is to run. Immutable; start from `inFolder` and change what is needed.
///
/// @param listening where, and how it speaks there
/// @param data the folder everything is kept in; made if it is not there
/// @param who what it is called and who may join
/// @param signingIn how people sign in
/// @param limits how fast and how much
/// @param backups whether it backs itself up
public record ServerConfig(
    Listening listening,
    Path data,
    Who who,
    SigningIn signingIn,
    LimitSettings limits,
    BackupPlan backups) {
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
    Objects.requireNonNull(listening, "listening is missing");
    Objects.requireNonNull(data, "data is missing");
    Objects.requireNonNull(who, "who is missing");
    Objects.requireNonNull(signingIn, "signingIn is missing");
    Objects.requireNonNull(limits, "limits is missing");
    Objects.requireNonNull(backups, "backups is missing");
  }

  /// Whether it has to make itself a key: others reach it, and nobody said with which certificate,
  /// or that it is to speak plain HTTP.
  public boolean needsOwnKey() {
    return tls() == null && !plainHttp() && !ListenAddress.isOnlyHere(host());
  }

  /// The defaults, on a data folder.
  public static ServerConfig inFolder(Path data) {
    return new ServerConfig(
        new Listening(LOOPBACK, DEFAULT_PORT, null, false, false, TrustedProxies.none(), List.of()),
        data,
        new Who(null, null),
        new SigningIn(null, DEFAULT_BCRYPT_COST),
        LimitSettings.defaults(),
        BackupPlan.none());
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

  /// How long after its last connection a login ends; null if that ends no login.
  public Duration sessionGrace() {
    return signingIn.grace();
  }

  /// How expensive hashing a password is.
  public int bcryptCost() {
    return signingIn.bcryptCost();
  }

  /// Where others reach it, beside what can be seen from here; the likeliest first.
  public List<BaseUrl> publicUrls() {
    return listening.publicUrls();
  }

  /// The same on another address.
  public ServerConfig withHost(String newHost) {
    return with(
        new Listening(newHost, port(), tls(), plainHttp(), announced(), proxies(), publicUrls()));
  }

  /// The same on another port.
  public ServerConfig withPort(int newPort) {
    return with(
        new Listening(host(), newPort, tls(), plainHttp(), announced(), proxies(), publicUrls()));
  }

  /// The same with TLS.
  public ServerConfig withTls(TlsFiles newTls) {
    return with(
        new Listening(host(), port(), newTls, plainHttp(), announced(), proxies(), publicUrls()));
  }

  /// The same, and whether plain HTTP is meant.
  public ServerConfig withPlainHttp(boolean newPlainHttp) {
    return with(
        new Listening(host(), port(), tls(), newPlainHttp, announced(), proxies(), publicUrls()));
  }

  /// The same, and whether it tells the network by mDNS that it is there. One that only this
  /// computer can reach tells nobody.
  public ServerConfig withAnnounced(boolean newAnnounced) {
    return with(
        new Listening(host(), port(), tls(), plainHttp(), newAnnounced, proxies(), publicUrls()));
  }

  /// The same, believing these proxies.
  public ServerConfig withProxies(TrustedProxies newProxies) {
    return with(
        new Listening(host(), port(), tls(), plainHttp(), announced(), newProxies, publicUrls()));
  }

  /// The same, reached by others at these addresses too.
  public ServerConfig withPublicUrls(List<BaseUrl> newUrls) {
    return with(new Listening(host(), port(), tls(), plainHttp(), announced(), proxies(), newUrls));
  }

  /// The same under another name, or null for the one that is kept.
  public ServerConfig withName(String newName) {
    return with(new Who(newName, who.registration()));
  }

  /// The same with another rule for who may join, or null for the one that is kept.
  public ServerConfig withRegistration(Registration newRegistration) {
    return with(new Who(who.name(), newRegistration));
  }

  /// The same with another grace, or null.
  public ServerConfig withSessionGrace(Duration newGrace) {
    return with(new SigningIn(newGrace, bcryptCost()));
  }

  /// The same with another cost.
  public ServerConfig withBcryptCost(int newCost) {
    return with(new SigningIn(sessionGrace(), newCost));
  }

  /// The same with one limit set; 0 switches it off.
  public ServerConfig withLimit(Limit limit, int value) {
    return withLimits(limits.with(limit, value));
  }

  /// The same with other limits.
  public ServerConfig withLimits(LimitSettings newLimits) {
    return new ServerConfig(listening, data, who, signingIn, newLimits, backups);
  }

  /// The same on another data folder.
  public ServerConfig withData(Path newData) {
    return new ServerConfig(listening, newData, who, signingIn, limits, backups);
  }

  /// The same with another plan for its backups.
  public ServerConfig withBackups(BackupPlan newBackups) {
    return new ServerConfig(listening, data, who, signingIn, limits, newBackups);
  }

  private ServerConfig with(Listening other) {
    return new ServerConfig(other, data, who, signingIn, limits, backups);
  }

  private ServerConfig with(Who other) {
    return new ServerConfig(listening, data, other, signingIn, limits, backups);
  }

  private ServerConfig with(SigningIn other) {
    return new ServerConfig(listening, data, who, other, limits, backups);
  }
}

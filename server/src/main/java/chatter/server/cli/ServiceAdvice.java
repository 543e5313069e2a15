package chatter.server.cli;

import chatter.server.ServerConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// What to add to the service's settings when systemd keeps the server from something. The unit
/// lets it do only what it needs by itself; what it may not comes out as a plain refusal of the
/// system.
final class ServiceAdvice {
  private static final int FIRST_FREE_PORT = 1024;

  private final boolean underSystemd;

  /// @param environment systemd names each start in `INVOCATION_ID`
  ServiceAdvice(Map<String, String> environment) {
    this.underSystemd = environment.containsKey("INVOCATION_ID");
  }

  /// For a start that failed.
  ///
  /// @param reason what was said
  /// @return that, with what to add if that helps
  String advised(String reason, ServerConfig config) {
    String words = reason.toLowerCase(Locale.ROOT);
    boolean denied = words.contains("permission denied") || words.contains("may not read");
    if (!underSystemd || (!denied && !words.contains("read-only file system"))) {
      return reason;
    }
    if (config.tls() != null && names(reason, config.tls().key())) {
      return reason
          + service(
              "LoadCredential=key.pem:" + config.tls().key(),
              "Environment=CHATTER_TLS_KEY=%d/key.pem");
    }
    if (words.contains("cannot listen") && config.port() > 0 && config.port() < FIRST_FREE_PORT) {
      return reason
          + service(
              "AmbientCapabilities=CAP_NET_BIND_SERVICE",
              "CapabilityBoundingSet=CAP_NET_BIND_SERVICE");
    }
    Path folder =
        config
            .backups()
            .folder()
            .filter(backups -> names(reason, backups))
            .orElse(config.data())
            .toAbsolutePath();
    return reason + service("ReadWritePaths=" + folder) + " (the folder must be there)";
  }

  private static boolean names(String reason, Path path) {
    return reason.contains(path.toString());
  }

  private static String service(String... settings) {
    return ". The service is not allowed to: type systemctl edit chatter-server, add [Service] and, a"
        + " line each, "
        + String.join(" and ", settings)
        + ", and start it again";
  }
}

package chatter.server.cli;

import chatter.server.ServerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the command line of a plain start: each option once, as `--name=value`, and nothing wrong
/// with it. Everything else it leaves to `ServerCommand`, which knows the help, the commands and
/// how to complain, and reads the same.
public final class PlainStart {
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("--host", "CHATTER_HOST"),
          Map.entry("--port", "CHATTER_PORT"),
          Map.entry("--data", "CHATTER_DATA"),
          Map.entry("--backups", "CHATTER_BACKUPS"),
          Map.entry("--name", "CHATTER_NAME"),
          Map.entry("--registration", "CHATTER_REGISTRATION"),
          Map.entry("--session-grace", "CHATTER_SESSION_GRACE"),
          Map.entry("--bcrypt-cost", "CHATTER_BCRYPT_COST"),
          Map.entry("--tls-cert", "CHATTER_TLS_CERT"),
          Map.entry("--tls-key", "CHATTER_TLS_KEY"),
          Map.entry("--plain-http", "CHATTER_PLAIN_HTTP"),
          Map.entry("--announce", "CHATTER_ANNOUNCE"),
          Map.entry("--trusted-proxy", "CHATTER_TRUSTED_PROXY"),
          Map.entry("--public-url", "CHATTER_PUBLIC_URL"));
  private static final String LIMIT = "--limit";
  private static final String PLAIN_HTTP = "--plain-http";
  private static final String ANNOUNCE = "--announce";

  /// Those that may stand without a value.
  private static final Set<String> SWITCHES = Set.of(PLAIN_HTTP, ANNOUNCE);

  /// What a shell or picocli might read in another way is not plain.
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"'$\\\\]+");

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

  private PlainStart() {}

  /// @return what to run, or empty if this is no plain start
  public static Optional<ServerConfig> read(Map<String, String> environment, String... args) {
    Map<String, String> values = new HashMap<>();
    List<String> limits = new ArrayList<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String value =
          equals >= 0 ? arg.substring(equals + 1) : SWITCHES.contains(name) ? "true" : "";
      if (!PLAIN.matcher(value).matches()) {
        return Optional.empty();
      }
      if (name.equals(LIMIT)) {
        limits.add(value);
      } else if (!VARIABLES.containsKey(name) || values.put(name, value) != null) {
        return Optional.empty();
      }
    }
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      String value = environment.get(variable.getValue());
      if (value != null) {
        if (!PLAIN.matcher(value).matches()) {
          return Optional.empty();
        }
        values.putIfAbsent(variable.getKey(), value);
      }
    }
    return config(environment, values, limits);
  }

  private static Optional<ServerConfig> config(
      Map<String, String> environment, Map<String, String> values, List<String> limits) {
    String port = values.getOrDefault("--port", "" + ServerConfig.DEFAULT_PORT);
    String cost = values.getOrDefault("--bcrypt-cost", "" + ServerConfig.DEFAULT_BCRYPT_COST);
    for (String name : SWITCHES) {
      String value = values.getOrDefault(name, "false");
      if (!value.equals("true") && !value.equals("false")) {
        return Optional.empty();
      }
    }
    if (!NUMBER.matcher(port).matches() || !NUMBER.matcher(cost).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StartOptions(
                  new StartOptions.Place(
                      values.getOrDefault("--host", ServerConfig.LOOPBACK),
                      Integer.parseInt(port),
                      values.getOrDefault("--data", ""),
                      Boolean.parseBoolean(values.get(ANNOUNCE)),
                      values.getOrDefault("--backups", ""),
                      values.getOrDefault("--trusted-proxy", ""),
                      values.getOrDefault("--public-url", "")),
                  new StartOptions.Door(
                      values.getOrDefault("--name", ""), values.getOrDefault("--registration", "")),
                  StartOptions.grace(values.getOrDefault("--session-grace", "")),
                  limits,
                  Integer.parseInt(cost),
                  new StartOptions.Https(
                      values.getOrDefault("--tls-cert", ""),
                      values.getOrDefault("--tls-key", ""),
                      Boolean.parseBoolean(values.get(PLAIN_HTTP))))
              .config(environment));
    } catch (IllegalArgumentException wrong) {
      // ServerCommand finds the same, and says so.
      return Optional.empty();
    }
  }
}

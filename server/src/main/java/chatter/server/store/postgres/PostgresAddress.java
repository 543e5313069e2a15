package chatter.server.store.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a PostgreSQL database is, and who asks it.
///
/// @param hosts one or more with their ports, with commas, e.g. `db.example.org:5432`
/// @param database its name
/// @param user whose password or certificate it asks for
/// @param password null if it is in the user's file of passwords, or none is asked for
/// @param options of the connection as PostgreSQL's driver knows them, e.g. `sslmode=verify-full`;
///   may be empty
public record PostgresAddress(
    String hosts, String database, String user, String password, String options) {
  private static final String SCHEME = "postgres://";
  private static final String LONG_SCHEME = "postgresql://";
  private static final Pattern HOST =
      Pattern.compile(
          "([^\\[\\]:,/@\\s]+|\\[[0-9A-Fa-f:.]+])"
              + "(:0*([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?");

  /// The address that is written as
  /// `postgres://USER[:PASSWORD]@HOST[:PORT][,…]/DATABASE[?OPTIONS]`, percent-encoded.
  ///
  /// @param environment has the password in `PGPASSWORD` if the address has none
  /// @throws IllegalArgumentException with a sentence that says what is missing, and no password
  public static PostgresAddress parse(String text, Map<String, String> environment) {
    String rest;
    if (text.startsWith(SCHEME)) {
      rest = text.substring(SCHEME.length());
    } else if (text.startsWith(LONG_SCHEME)) {
      rest = text.substring(LONG_SCHEME.length());
    } else {
      throw new IllegalArgumentException(
          "--store is postgres://USER@HOST/DATABASE; without it everything is in the data folder");
    }
    int query = rest.indexOf('?');
    String options = query < 0 ? "" : rest.substring(query + 1);
    String place = query < 0 ? rest : rest.substring(0, query);
    int at = place.lastIndexOf('@');
    int slash = place.indexOf('/', at + 1);
    String hosts = slash < 0 ? "" : place.substring(at + 1, slash);
    String database = slash < 0 ? "" : decoded(place.substring(slash + 1));
    String who = at < 0 ? "" : place.substring(0, at);
    int colon = who.indexOf(':');
    String user = decoded(colon < 0 ? who : who.substring(0, colon));
    if (user.isEmpty() || hosts.isEmpty() || database.isEmpty() || database.contains("/")) {
      throw new IllegalArgumentException(
          "--store names a user, a host and a database: postgres://USER@HOST/DATABASE");
    }
    mustBeHosts(hosts);
    mustNameNobody(options);
    Optional<String> password =
        colon < 0
            ? Optional.ofNullable(environment.get("PGPASSWORD"))
            : Optional.of(decoded(who.substring(colon + 1)));
    return new PostgresAddress(hosts, database, user, password.orElse(null), options);
  }

  private static void mustBeHosts(String hosts) {
    for (String each : hosts.split(",", -1)) {
      if (!HOST.matcher(each).matches()) {
        throw new IllegalArgumentException(
            "--store names each host as HOST or HOST:PORT, with a port from 1 to 65535");
      }
    }
  }

  /// Who asks would be shown, and the password too, wherever options are.
  private static void mustNameNobody(String options) {
    for (String option : options.split("&", -1)) {
      String name = decoded(option.split("=", 2)[0]).strip().toLowerCase(Locale.ROOT);
      if (name.equals("user") || name.equals("password")) {
        throw new IllegalArgumentException(
            "--store has the user before the host, postgres://USER@HOST/DATABASE, and the password"
                + " there too or in PGPASSWORD, not behind the ?");
      }
    }
  }

  private static String decoded(String text) {
    try {
      // It takes a plus for a blank, which an address does not.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes a part of what may be the password.
      throw new IllegalArgumentException(
          "--store has a % that is not followed by two digits of a number");
    }
  }

  /// Without the password.
  @Override
  public String toString() {
    return SCHEME + user + "@" + hosts + "/" + database;
  }
}

package chatter.client.prefs;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What the first version remembered: one login, and the address of the server that was last signed
/// in to.
final class FirstVersionLogin {
  /// What it called the folder of accounts at the server hosted here, whose port may change.
  private static final String HOSTED = "hosted";

  private FirstVersionLogin() {}

  /// The server of the login; without one that of the address; otherwise none.
  static List<KnownServer> read(PropertiesFile login, PropertiesFile preferences)
      throws IOException {
    Optional<Properties> liked = preferences.read(properties -> properties);
    String hosted =
        "127.0.0.1:" + liked.map(from -> from.getProperty("hosting.port", "0")).orElse("0");
    Optional<KnownServer> signedIn =
        login.read(from -> {
          String server = KnownServersFile.required(from, "server");
          return server(
              server,
              new SavedLogin(
                  folder(server, hosted),
                  KnownServersFile.required(from, "token"),
                  Long.parseLong(KnownServersFile.required(from, "account")),
                  KnownServersFile.required(from, "name"),
                  from.getProperty("email", "")));
        });
    if (signedIn.isPresent()) {
      return List.of(signedIn.get());
    }
    String address = liked.map(from -> from.getProperty("server", "")).orElse("");
    return address.isBlank()
        ? List.of()
        : List.of(server(address, SavedLogin.nobody(folder(address, hosted))));
  }

  private static String folder(String server, String hosted) {
    return server.equals(hosted) ? HOSTED : server;
  }

  private static KnownServer server(String address, SavedLogin account) {
    return new KnownServer(address, "", List.of(address), "", account, Instant.EPOCH);
  }
}

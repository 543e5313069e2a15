package chatter.server.cli;

import chatter.server.ServerConfig;
import chatter.server.backup.BackupPlan;
import chatter.server.limit.LimitSettings;
import chatter.server.tls.TlsFiles;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.Registration;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the command line says about a start.
///
/// @param place where it is, on the network and on the disk
/// @param door what it is called and who may join
/// @param sessionGrace null if none
/// @param limits each `NAME=VALUE`
/// @param https whether it is to speak https
record StartOptions(
    Place place,
    Door door,
    Duration sessionGrace,
    List<String> limits,
    int bcryptCost,
    Https https) {
  /// What Java puts where it cannot read what it is given.
  private static final char LOST = '\ufffd';

  static final String LIMITS_VARIABLE = "CHATTER_LIMITS";

  /// @param environment may set limits too; those of the command line come after
  /// @throws IllegalArgumentException with a sentence about what is wrong
  ServerConfig config(Map<String, String> environment) {
    List<String> assignments =
        new ArrayList<>(
            Arrays.asList(environment.getOrDefault(LIMITS_VARIABLE, "").split(",", -1)));
    assignments.addAll(limits);
    LimitSettings settings = LimitSettings.defaults();
    for (String assignment : assignments) {
      if (!assignment.isBlank()) {
        settings = settings.with(assignment.strip());
      }
    }
    return ServerConfig.inFolder(folder(place.data()))
        .withHost(place.host())
        .withPort(place.port())
        .withAnnounced(place.announced())
        .withProxies(TrustedProxies.parse(place.proxies()))
        .withPublicUrls(place.urls())
        .withName(door.name().isBlank() ? null : door.name())
        .withRegistration(door.who())
        .withSessionGrace(sessionGrace)
        .withLimits(settings)
        .withBackups(place.plan())
        .withBcryptCost(bcryptCost)
        .withTls(https.files())
        .withPlainHttp(https.plain());
  }

  /// Where a server is.
  ///
  /// @param data the folder, blank for the system's
  /// @param announced whether the network is told
  /// @param backups the folder for backups, blank for none
  /// @param proxies those that are believed, separated by commas, blank for none
  /// @param publicUrls where others reach it, separated by commas, blank for none
  record Place(
      String host,
      int port,
      String data,
      boolean announced,
      String backups,
      String proxies,
      String publicUrls) {
    private List<BaseUrl> urls() {
      return Arrays.stream(publicUrls.split("[,\\s]+", -1))
          .filter(url -> !url.isEmpty())
          .map(url ->
              BaseUrl.parse(url)
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "--public-url: '"
                              + url
                              + "' is no address; write one like https://chat.example.org")))
          .toList();
    }

    private BackupPlan plan() {
      return backups.isBlank() ? BackupPlan.none() : BackupPlan.hourly(path(backups));
    }
  }

  /// What the command line says about joining.
  ///
  /// @param name what the chat is called, or blank
  /// @param registration who may join, or blank
  record Door(String name, String registration) {
    private Registration who() {
      return registration.isBlank()
          ? null
          : Registration.named(registration.strip().toLowerCase(Locale.ROOT))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "--registration is open, invite or closed, not '" + registration + "'"));
    }
  }

  /// What the command line says about TLS.
  ///
  /// @param certificate a file, or blank
  /// @param key a file, or blank
  /// @param plain whether plain HTTP is meant
  record Https(String certificate, String key, boolean plain) {
    private TlsFiles files() {
      if (certificate.isBlank() && key.isBlank()) {
        return null;
      }
      if (certificate.isBlank() || key.isBlank()) {
        throw new IllegalArgumentException(
            "--tls-cert and --tls-key go together; "
                + (key.isBlank() ? "--tls-key" : "--tls-cert")
                + " is missing");
      }
      return new TlsFiles(path(certificate), path(key));
    }
  }

  /// The folder that was named, or the system's.
  static Path folder(String data) {
    return data.isBlank() ? DataFolders.server() : path(data);
  }

  /// Reads the name of a file or folder.
  ///
  /// @throws IllegalArgumentException if it has letters that got lost on their way into the
  ///   program, or that it could not write: a file of another name would be made
  static Path path(String name) {
    try {
      if (name.indexOf(LOST) < 0) {
        return Path.of(name);
      }
    } catch (InvalidPathException e) {
      // Said below.
      return unwritable(name, e);
    }
    return unwritable(name, null);
  }

  private static Path unwritable(String name, Exception cause) {
    throw new IllegalArgumentException(
        "'"
            + name
            + "' has letters that names of files cannot have in this program's locale ("
            + System.getProperty("sun.jnu.encoding")
            + "); start it with LC_ALL=C.UTF-8",
        cause);
  }

  /// Reads `30s`, `10m`, `2h`, `1d` or ISO 8601, e.g. `PT30S`.
  ///
  /// @return null for a blank text
  /// @throws IllegalArgumentException if it is none of them
  static Duration grace(String text) {
    if (text.isBlank()) {
      return null;
    }
    String upper = text.strip().toUpperCase(Locale.ROOT);
    try {
      String iso = upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
      return Duration.parse(iso);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("write a time like 0s, 10m or 2h, not '" + text + "'", e);
    }
  }
}

package chatter.server.cli;

import chatter.server.ServerConfig;
import chatter.server.backup.BackupPlan;
import chatter.server.cluster.BusAddress;
import chatter.server.file.FilesAddress;
import chatter.server.file.s3.S3Address;
import chatter.server.invite.ServerSettings;
import chatter.server.limit.LimitSettings;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.tls.TlsFiles;
import chatter.server.web.guard.TrustedProxies;
import chatter.shared.address.BaseUrl;
import chatter.shared.api.Registration;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// An option of the server: all that is known of each, and the only place that knows it. How a
/// command line is taken apart is known elsewhere (`Program` and `ServerCommand`, which ask this
/// list), and what else must be true of a value is checked where `ServerConfig` takes it.
///
/// @param name as it is typed
/// @param form how it is typed
/// @param variable of the environment, which says it where the command line does not
/// @param label what the help calls its value
/// @param initial what it is where neither says it
/// @param help what it does; `${DEFAULT}` stands for what it is if it is not typed
/// @param use what it changes; throws `IllegalArgumentException` with a sentence if it means
///   nothing
record ServerOption(
    String name,
    Form form,
    String variable,
    String label,
    String initial,
    String help,
    BiFunction<ServerConfig, String, ServerConfig> use) {
  /// How an option is typed.
  enum Form {
    /// Once, with a value.
    VALUE,
    /// Once; without a value it is `true`.
    SWITCH,
    /// Any number of times, or once with commas.
    LIST,
    /// The same, and what the variable says comes before it.
    ADDED;

    /// What it means without a value; blank if it needs one.
    String alone() {
      return this == SWITCH ? "true" : "";
    }

    boolean repeatable() {
      return this == LIST || this == ADDED;
    }
  }

  /// What Java puts where it cannot read what it is given.
  private static final char LOST = '\ufffd';

  private static final String DATA = "--data";
  private static final String STORE = "--store";
  private static final String BUS = "--bus";
  private static final String FILES = "--files";
  private static final String TLS_CERT = "--tls-cert";
  private static final String TLS_KEY = "--tls-key";

  /// In the order of the help.
  static final List<ServerOption> ALL =
      List.of(
          new ServerOption(
              "--host",
              Form.VALUE,
              "CHATTER_HOST",
              "ADDRESS",
              ServerConfig.LOOPBACK,
              "Address to listen on (default ${DEFAULT}, this computer only; 0.0.0.0 is everybody who can"
                  + " reach it).",
              ServerConfig::withHost),
          new ServerOption(
              "--port",
              Form.VALUE,
              "CHATTER_PORT",
              "PORT",
              "" + ServerConfig.DEFAULT_PORT,
              "Port to listen on, 0 for any free one (default ${DEFAULT}).",
              (config, text) -> config.withPort(number("--port", text))),
          new ServerOption(
              DATA,
              Form.VALUE,
              "CHATTER_DATA",
              "DIR",
              "",
              "Folder for accounts and history (default: this system's folder for application data), or"
                  + " an archive, FILE.chatter, which is unpacked beside itself first.",
              (config, text) -> config.withData(folder(text))),
          new ServerOption(
              STORE,
              Form.VALUE,
              "CHATTER_STORE",
              "URL",
              "",
              "Keep accounts and history in a PostgreSQL database instead of a file:"
                  + " postgres://USER@HOST/DATABASE, with the password in PGPASSWORD or ~/.pgpass. The"
                  + " data folder has the rest, as what is in files.",
              ServerOption::afterTheOthers),
          new ServerOption(
              BUS,
              Form.VALUE,
              "CHATTER_BUS",
              "WHERE",
              "",
              "Be one of several servers on the PostgreSQL of --store, each with a data folder of its own,"
                  + " that tell each other what is new by the database itself, postgres, or by a NATS"
                  + " server, nats://HOST:4222 (default: the only server).",
              ServerOption::afterTheOthers),
          new ServerOption(
              FILES,
              Form.VALUE,
              "CHATTER_FILES",
              "PLACE",
              "",
              "With --store: keep what people send as files in this folder instead of the data folder, as"
                  + " one that several computers share, or in a bucket by the S3 API,"
                  + " s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION, with the credentials in"
                  + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
              ServerOption::afterTheOthers),
          new ServerOption(
              "--backups",
              Form.VALUE,
              "CHATTER_BACKUPS",
              "DIR",
              "",
              "Back up into this folder every hour in which something changed; the newest of 24 hours, 7"
                  + " days and 4 weeks are kept (default: no backups).",
              (config, text) ->
                  config.withBackups(
                      text.isBlank() ? BackupPlan.none() : BackupPlan.hourly(path(text)))),
          new ServerOption(
              "--name",
              Form.VALUE,
              "CHATTER_NAME",
              "NAME",
              "",
              "What the chat is called (default: what its people call it, at first "
                  + ServerSettings.DEFAULT_NAME
                  + ").",
              (config, text) -> config.withName(text.isBlank() ? null : text)),
          new ServerOption(
              "--registration",
              Form.VALUE,
              "CHATTER_REGISTRATION",
              "WHO",
              "",
              "Who may make an account: open, everybody who reaches the server; invite, whoever has an"
                  + " invite; closed, nobody (default: what its people chose, at first invite). The first"
                  + " account may always be made, and is the owner's.",
              (config, text) -> config.withRegistration(registration(text))),
          new ServerOption(
              "--session-grace",
              Form.VALUE,
              "CHATTER_SESSION_GRACE",
              "TIME",
              "",
              "Sign people out so long after their last connection closed, e.g. 0s, 10m, 2h, for shared"
                  + " computers (default: stay signed in).",
              (config, text) -> config.withSessionGrace(time("--session-grace", text))),
          new ServerOption(
              "--limit",
              Form.ADDED,
              "CHATTER_LIMITS",
              "NAME=VALUE",
              "",
              "Set a limit; repeatable.",
              (config, text) -> config.withLimits(limits(text))),
          new ServerOption(
              "--bcrypt-cost",
              Form.VALUE,
              "CHATTER_BCRYPT_COST",
              "COST",
              "" + ServerConfig.DEFAULT_BCRYPT_COST,
              "How expensive hashing a password is, 4 to 14; one more takes twice the time (default"
                  + " ${DEFAULT}).",
              (config, text) -> config.withBcryptCost(number("--bcrypt-cost", text))),
          new ServerOption(
              TLS_CERT,
              Form.VALUE,
              "CHATTER_TLS_CERT",
              "FILE",
              "",
              "Speak https, with the certificate in this PEM file: the server's own, then those that vouch"
                  + " for it. When it is renewed there, it is taken without a restart.",
              ServerOption::afterTheOthers),
          new ServerOption(
              TLS_KEY,
              Form.VALUE,
              "CHATTER_TLS_KEY",
              "FILE",
              "",
              "The certificate's private key: PEM, PKCS#8, not encrypted, RSA or EC.",
              ServerOption::afterTheOthers),
          new ServerOption(
              "--plain-http",
              Form.SWITCH,
              "CHATTER_PLAIN_HTTP",
              "true|false",
              "false",
              "Plain http is meant, also with a --host that others can reach, e.g. because a TLS proxy is"
                  + " in front. Without it, and without --tls-cert, Chatter makes itself a key and speaks"
                  + " https with others.",
              (config, text) -> config.withPlainHttp(yesOrNo("--plain-http", text))),
          new ServerOption(
              "--keep-photo-details",
              Form.SWITCH,
              "CHATTER_KEEP_PHOTO_DETAILS",
              "true|false",
              "false",
              "Leave in photographs what they say of themselves: where they were taken, when and with"
                  + " what, and in videos where. Without it that is cut out, and the picture stays as it"
                  + " is.",
              (config, text) -> config.withPhotoDetails(yesOrNo("--keep-photo-details", text))),
          new ServerOption(
              "--announce",
              Form.SWITCH,
              "CHATTER_ANNOUNCE",
              "true|false",
              "false",
              "Tell the network that the server is there, by mDNS, so that apps find it without an"
                  + " address.",
              (config, text) -> config.withAnnounced(yesOrNo("--announce", text))),
          new ServerOption(
              "--drain",
              Form.VALUE,
              "CHATTER_DRAIN",
              "SECONDS",
              "0",
              "When told to end, serve on for so long while GET /api/ready says 503, so that a balancer"
                  + " in front sends nobody here any more, and then tell those who are there one after"
                  + " the other (default ${DEFAULT}: end at once; 5 behind a balancer that looks every"
                  + " second).",
              (config, text) -> config.withDrain(Duration.ofSeconds(number("--drain", text)))),
          new ServerOption(
              "--metrics",
              Form.VALUE,
              "CHATTER_METRICS",
              "PORT",
              "",
              "Show on this port, at /metrics, what Prometheus reads: how the server is doing, and nothing"
                  + " that people write. For this computer alone, unless an address is in front, as in"
                  + " 10.0.0.5:9090: everybody who reaches that may read it.",
              (config, text) ->
                  config.withMetrics(
                      text.isBlank() ? null : ServerConfig.MetricsAddress.parse(text))),
          new ServerOption(
              "--trusted-proxy",
              Form.LIST,
              "CHATTER_TRUSTED_PROXY",
              "CIDR",
              "",
              "Address or network of a proxy in front, e.g. 127.0.0.1 or 10.0.0.0/8; what it says about"
                  + " the addresses behind it (X-Forwarded-For, Forwarded) is believed. Repeatable.",
              (config, text) -> config.withProxies(TrustedProxies.parse(text))),
          new ServerOption(
              "--proxy-protocol",
              Form.SWITCH,
              "CHATTER_PROXY_PROTOCOL",
              "true|false",
              "false",
              "The proxies named by --trusted-proxy say by the PROXY protocol (version 1 or 2) for whom a"
                  + " connection is, as haproxy does with send-proxy-v2. Others who send it are refused."
                  + " Only for a proxy that always sends it: what it passes on unread could say the same.",
              (config, text) -> config.withProxyProtocol(yesOrNo("--proxy-protocol", text))),
          new ServerOption(
              "--public-url",
              Form.LIST,
              "CHATTER_PUBLIC_URL",
              "URL",
              "",
              "Where others reach the server, e.g. https://chat.example.org, if that cannot be seen from"
                  + " here: by a proxy, a router that forwards a port, or a name of its own. It answers to"
                  + " that name too, and invites lead there. Repeatable.",
              (config, text) -> config.withPublicUrls(urls(text))));

  /// What a server is to do.
  ///
  /// @param typed what the command line says, by the option's name; with commas between what was
  ///   typed several times
  /// @throws IllegalArgumentException with a sentence about what is wrong
  static ServerConfig config(Map<String, String> typed, Map<String, String> environment) {
    ServerConfig config = ServerConfig.inFolder(dataFolder(typed, environment));
    for (ServerOption option : ALL) {
      String value = option.value(typed, environment);
      try {
        config = option.use.apply(config, value);
      } catch (IllegalArgumentException wrong) {
        throw typed.containsKey(option.name) ? wrong : option.fromEnvironment(wrong);
      }
    }
    return config
        .withStore(store(typed, environment).orElse(null))
        .withFiles(files(valueOf(FILES, typed, environment), environment))
        .withTls(tls(valueOf(TLS_CERT, typed, environment), valueOf(TLS_KEY, typed, environment)))
        .withBus(bus(valueOf(BUS, typed, environment)));
  }

  /// The folder that is meant, for a command that does something with it.
  ///
  /// @throws IllegalArgumentException with a sentence if there can be none of that name
  static Path dataFolder(Map<String, String> typed, Map<String, String> environment) {
    return folder(valueOf(DATA, typed, environment));
  }

  /// The database that is meant, if it is not a file; for a command that does something with it.
  ///
  /// @throws IllegalArgumentException with a sentence if it is no address
  static Optional<PostgresAddress> store(
      Map<String, String> typed, Map<String, String> environment) {
    String address = valueOf(STORE, typed, environment);
    return address.isBlank()
        ? Optional.empty()
        : Optional.of(PostgresAddress.parse(address, environment));
  }

  private static String valueOf(
      String name, Map<String, String> typed, Map<String, String> environment) {
    return named(name).orElseThrow().value(typed, environment);
  }

  /// The option that is typed so.
  static Optional<ServerOption> named(String name) {
    return ALL.stream().filter(option -> option.name.equals(name)).findFirst();
  }

  /// Nobody who typed nothing wrong would look for it in the environment.
  private IllegalArgumentException fromEnvironment(IllegalArgumentException wrong) {
    return new IllegalArgumentException(wrong.getMessage() + ", as " + variable + " says", wrong);
  }

  private String value(Map<String, String> typed, Map<String, String> environment) {
    String untyped = untyped(environment);
    String text = typed.get(name);
    return text == null ? untyped : form == Form.ADDED ? untyped + "," + text : text;
  }

  private String untyped(Map<String, String> environment) {
    return environment.getOrDefault(variable, initial);
  }

  /// Whether commands take it too.
  boolean ofCommands() {
    return name.equals(DATA) || name.equals(STORE);
  }

  /// What the help says of it.
  String helpLine(Map<String, String> environment) {
    String also =
        switch (form) {
          case VALUE, LIST -> variable;
          case SWITCH -> variable + "=true";
          case ADDED -> variable + "=" + label + "," + label;
        };
    return help.replace("${DEFAULT}", untyped(environment)) + " Also " + also + ".";
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
      throw unwritable(name, e);
    }
    throw unwritable(name, null);
  }

  private static IllegalArgumentException unwritable(String name, Exception cause) {
    return new IllegalArgumentException(
        "'"
            + name
            + "' has letters that names of files cannot have in this program's locale ("
            + System.getProperty("sun.jnu.encoding")
            + "); start it with LC_ALL=C.UTF-8",
        cause);
  }

  private static Path folder(String text) {
    return text.isBlank() ? DataFolders.server() : path(text);
  }

  private static int number(String option, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " is a whole number, not '" + text + "'", e);
    }
  }

  private static boolean yesOrNo(String option, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(option + " is true or false, not '" + text + "'");
    };
  }

  /// Reads `30s`, `10m`, `2h`, `1d` or ISO 8601, e.g. `PT30S`; null for a blank text.
  private static Duration time(String option, String text) {
    if (text.isBlank()) {
      return null;
    }
    String upper = text.strip().toUpperCase(Locale.ROOT);
    try {
      String iso = upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
      return Duration.parse(iso);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          option + " is a time like 0s, 10m or 2h, not '" + text + "'", e);
    }
  }

  private static Registration registration(String text) {
    return text.isBlank()
        ? null
        : Registration.named(text.strip().toLowerCase(Locale.ROOT))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--registration is open, invite or closed, not '" + text + "'"));
  }

  private static LimitSettings limits(String text) {
    LimitSettings settings = LimitSettings.defaults();
    for (String assignment : text.split(",", -1)) {
      if (!assignment.isBlank()) {
        settings = settings.with(assignment.strip());
      }
    }
    return settings;
  }

  private static List<BaseUrl> urls(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1))
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

  private static FilesAddress files(String text, Map<String, String> environment) {
    if (text.isBlank()) {
      return null;
    }
    return text.strip().startsWith(S3Address.SCHEME)
        ? FilesAddress.bucket(S3Address.parse(text, environment))
        : FilesAddress.folder(path(text));
  }

  /// A certificate is of no use without its key, and a database and a bucket have their secrets
  /// elsewhere: they are taken after all others.
  private static ServerConfig afterTheOthers(ServerConfig config, String text) {
    return config;
  }

  private static BusAddress bus(String text) {
    return text.isBlank() ? null : BusAddress.parse(text);
  }

  private static TlsFiles tls(String certificate, String key) {
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

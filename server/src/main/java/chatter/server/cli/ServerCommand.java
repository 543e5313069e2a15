package chatter.server.cli;

import chatter.server.ServerConfig;
import chatter.server.Version;
import chatter.server.invite.ServerSettings;
import chatter.server.limit.Limit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The command line of the headless server, with its help and its complaints; `ServerMain` asks it
/// for everything that is not a plain start.
@Command(
    name = "chatter-server",
    mixinStandardHelpOptions = true,
    versionProvider = ServerCommand.VersionProvider.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Runs a Chatter server: the chat, its history, and the page people open in a browser. With a"
            + " command it does that instead, and ends.",
    subcommands = {
      BackupCommand.class,
      RestoreCommand.class,
      CheckCommand.class,
      ExportCommand.class,
      ArchiveCommand.class,
      ResetPasswordCommand.class,
      DoctorCommand.class
    },
    commandListHeading = "%nCommands, each with a --help of its own:%n",
    footerHeading = "%nLimits, for --limit NAME=VALUE (0 switches one off):%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped", "1:could not start", "2:wrong options"})
public final class ServerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:CHATTER_HOST:-" + ServerConfig.LOOPBACK + "}",
      description =
          "Address to listen on (default ${DEFAULT-VALUE}, this computer only; 0.0.0.0 is everybody"
              + " who can reach it). Also CHATTER_HOST.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:CHATTER_PORT:-" + ServerConfig.DEFAULT_PORT + "}",
      description =
          "Port to listen on, 0 for any free one (default ${DEFAULT-VALUE}). Also CHATTER_PORT.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:CHATTER_DATA:-}",
      scope = ScopeType.INHERIT,
      description =
          "Folder for accounts and history (default: this system's folder for application data), or"
              + " an archive, FILE.chatter, which is unpacked beside itself first. Also CHATTER_DATA.")
  private String data;

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      defaultValue = "${env:CHATTER_BACKUPS:-}",
      description =
          "Back up into this folder every hour in which something changed; the newest of 24 hours, 7"
              + " days and 4 weeks are kept (default: no backups). Also CHATTER_BACKUPS.")
  private String backups;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "${env:CHATTER_NAME:-}",
      description =
          "What the chat is called (default: what its people call it, at first "
              + ServerSettings.DEFAULT_NAME
              + "). Also CHATTER_NAME.")
  private String name;

  @Option(
      names = "--registration",
      paramLabel = "WHO",
      defaultValue = "${env:CHATTER_REGISTRATION:-}",
      description =
          "Who may make an account: open, everybody who reaches the server; invite, whoever has an"
              + " invite; closed, nobody (default: what its people chose, at first invite). The"
              + " first account may always be made, and is the owner's. Also"
              + " CHATTER_REGISTRATION.")
  private String registration;

  @Option(
      names = "--session-grace",
      paramLabel = "TIME",
      defaultValue = "${env:CHATTER_SESSION_GRACE:-}",
      converter = GraceConverter.class,
      description =
          "Sign people out so long after their last connection closed, e.g. 0s, 10m, 2h, for shared"
              + " computers (default: stay signed in). Also CHATTER_SESSION_GRACE.")
  private Grace sessionGrace;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = "Set a limit; repeatable. Also CHATTER_LIMITS=NAME=VALUE,NAME=VALUE.")
  private List<String> limits = new ArrayList<>();

  @Option(
      names = "--bcrypt-cost",
      paramLabel = "COST",
      defaultValue = "${env:CHATTER_BCRYPT_COST:-" + ServerConfig.DEFAULT_BCRYPT_COST + "}",
      description =
          "How expensive hashing a password is, 4 to 14; one more takes twice the time (default"
              + " ${DEFAULT-VALUE}). Also CHATTER_BCRYPT_COST.")
  private int bcryptCost;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      defaultValue = "${env:CHATTER_TLS_CERT:-}",
      description =
          "Speak https, with the certificate in this PEM file: the server's own, then those that"
              + " vouch for it. When it is renewed there, it is taken without a restart. Also"
              + " CHATTER_TLS_CERT.")
  private String tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      defaultValue = "${env:CHATTER_TLS_KEY:-}",
      description =
          "The certificate's private key: PEM, PKCS#8, not encrypted, RSA or EC. Also"
              + " CHATTER_TLS_KEY.")
  private String tlsKey;

  @Option(
      names = "--plain-http",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:CHATTER_PLAIN_HTTP:-false}",
      description =
          "Plain http is meant, also with a --host that others can reach, e.g. because a TLS proxy"
              + " is in front. Without it, and without --tls-cert, Chatter makes itself a key and"
              + " speaks https with others. Also CHATTER_PLAIN_HTTP=true.")
  private boolean plainHttp;

  @Option(
      names = "--announce",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:CHATTER_ANNOUNCE:-false}",
      description =
          "Tell the network that the server is there, by mDNS, so that apps find it without an"
              + " address. Also CHATTER_ANNOUNCE=true.")
  private boolean announce;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "CIDR",
      split = ",",
      defaultValue = "${env:CHATTER_TRUSTED_PROXY:-}",
      description =
          "Address or network of a proxy in front, e.g. 127.0.0.1 or 10.0.0.0/8; what it says about"
              + " the addresses behind it (X-Forwarded-For, Forwarded) is believed. Repeatable. Also"
              + " CHATTER_TRUSTED_PROXY.")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:CHATTER_PUBLIC_URL:-}",
      description =
          "Where others reach the server, e.g. https://chat.example.org, if that cannot be seen from"
              + " here: by a proxy, a router that forwards a port, or a name of its own. It answers to"
              + " that name too, and invites lead there. Repeatable. Also CHATTER_PUBLIC_URL.")
  private List<String> publicUrls = List.of();

  /// @return the exit code
  public static int run(String... args) {
    return commandLine().execute(args);
  }

  public static CommandLine commandLine() {
    CommandLine command =
        new CommandLine(new ServerCommand())
            .setParameterExceptionHandler(ServerCommand::wrongOptions)
            .registerConverter(Path.class, ServerCommand::path);
    command
        .getCommandSpec()
        .usageMessage()
        .footer(
            Arrays.stream(Limit.values())
                .map(limit ->
                    String.format(
                        Locale.ROOT,
                        "  %-24s %8d  %s",
                        limit.limitName(),
                        limit.defaultValue(),
                        limit.description()))
                .toArray(String[]::new));
    return command;
  }

  /// One line, and not the whole help: the line is what matters, in a terminal and in a log.
  private static int wrongOptions(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String what =
        command.getParent() == null
            ? "Chatter could not start"
            : command.getCommandSpec().qualifiedName();
    command.getErr().println(what + ": " + wrong.getMessage() + " (see --help)");
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    return new ServerRun(command.getOut(), command.getErr()).untilToldToStop(config());
  }

  ServerConfig config() {
    try {
      return new StartOptions(
              new StartOptions.Place(
                  host,
                  port,
                  data,
                  announce,
                  backups,
                  String.join(",", trustedProxies),
                  String.join(",", publicUrls)),
              new StartOptions.Door(name, registration),
              sessionGrace == null ? null : sessionGrace.duration(),
              limits,
              bcryptCost,
              new StartOptions.Https(tlsCert, tlsKey, plainHttp))
          .config(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /// The folder that was named, or the system's.
  Path dataFolder() {
    try {
      return StartOptions.folder(data);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Path path(String name) {
    try {
      return StartOptions.path(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /// How long after its last connection a login ends; a type of its own, because an empty text
  /// means none.
  record Grace(Duration duration) {}

  /// Reads `30s`, `10m`, `2h`, `1d` or ISO 8601, e.g. `PT30S`.
  static final class GraceConverter implements ITypeConverter<Grace> {
    @Override
    public Grace convert(String text) {
      try {
        return new Grace(StartOptions.grace(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /// The program's version, for `--version`.
  static final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Chatter " + Version.current()};
    }
  }
}

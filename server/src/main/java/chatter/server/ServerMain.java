package chatter.server;

import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
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

/// The headless server: reads the command line, runs a `ChatterServer` until it is told to stop.
@Command(
    name = "chatter-server",
    mixinStandardHelpOptions = true,
    versionProvider = ServerMain.VersionProvider.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Runs a Chatter server: the chat, its history, and the page people open in a browser. With a"
            + " command it does that instead, and ends.",
    subcommands = {BackupCommand.class, RestoreCommand.class, CheckCommand.class},
    commandListHeading = "%nCommands, each with a --help of its own:%n",
    footerHeading = "%nLimits, for --limit NAME=VALUE (0 switches one off):%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped", "1:could not start", "2:wrong options"})
public final class ServerMain implements Callable<Integer> {
  private static final int FAILED = 1;

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
          "Folder for accounts and history (default: this system's folder for application data)."
              + " Also CHATTER_DATA.")
  private String data;

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

  /// Runs the headless server until it is told to stop.
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs the headless server on the calling thread until it is told to stop.
  ///
  /// @return the exit code
  public static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine command =
        new CommandLine(new ServerMain()).setParameterExceptionHandler(ServerMain::wrongOptions);
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
    ServerConfig config = config();
    try (ChatterServer server = new ChatterServer(config)) {
      server.start();
      CountDownLatch never = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
      announce(server, config);
      never.await();
    } catch (StorageException e) {
      return failed(e.getMessage());
    } catch (IOException e) {
      return failed(
          "cannot listen on " + config.host() + " port " + config.port() + ": " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CommandLine.ExitCode.OK;
  }

  /// Runs when the process is told to end. A drained server is a success, whatever the signal was,
  /// so the exit code is set here; without halt() Java would report the signal.
  private static void stop(ChatterServer server) {
    server.close();
    System.out.flush();
    Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
  }

  ServerConfig config() {
    try {
      LimitSettings settings = LimitSettings.defaults();
      String fromEnvironment = System.getenv().getOrDefault("CHATTER_LIMITS", "");
      for (String assignment :
          Stream.concat(Arrays.stream(fromEnvironment.split(",", -1)), limits.stream()).toList()) {
        if (!assignment.isBlank()) {
          settings = settings.with(assignment.strip());
        }
      }
      return ServerConfig.inFolder(dataFolder())
          .withHost(host)
          .withPort(port)
          .withSessionGrace(sessionGrace == null ? null : sessionGrace.duration())
          .withLimits(settings)
          .withBcryptCost(bcryptCost);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /// The folder that was named, or the system's.
  Path dataFolder() {
    return data.isBlank() ? DataFolders.server() : Path.of(data);
  }

  private void announce(ChatterServer server, ServerConfig config) {
    boolean everybody =
        config.host().equals(ServerConfig.ANY_ADDRESS) || config.host().equals("::");
    String shown =
        everybody
            ? "localhost"
            : config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    var out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT, "Chatter %s is at http://%s:%d%n", Version.current(), shown, server.port());
    out.println("Its data is in " + config.data().toAbsolutePath());
    if (everybody) {
      out.println(
          "Everybody who can reach this computer can use it, unencrypted: put it behind a TLS proxy on the internet.");
    } else {
      out.println("Only this computer can reach it; open it to the network with --host 0.0.0.0");
    }
    out.flush();
  }

  /// Jetty says only that it failed; the system's own words are further in.
  private static String reason(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnresolvedAddressException unknown -> {
          return "there is no such address (choose another with --host)";
        }
        case SocketException refused -> {
          return refused.getMessage() + " (choose another with --port or --host)";
        }
        default -> {
          // Not yet.
        }
      }
    }
    return failure.toString();
  }

  private int failed(String reason) {
    var err = spec.commandLine().getErr();
    err.println("Chatter could not start: " + reason);
    err.flush();
    return FAILED;
  }

  /// How long after its last connection a login ends; a type of its own, because an empty text
  /// means none.
  record Grace(Duration duration) {}

  /// Reads `30s`, `10m`, `2h`, `1d` or ISO 8601, e.g. `PT30S`.
  static final class GraceConverter implements ITypeConverter<Grace> {
    @Override
    public Grace convert(String text) {
      if (text.isBlank()) {
        return new Grace(null);
      }
      String upper = text.strip().toUpperCase(Locale.ROOT);
      try {
        String iso =
            upper.startsWith("P") ? upper : upper.endsWith("D") ? "P" + upper : "PT" + upper;
        return new Grace(Duration.parse(iso));
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("write a time like 0s, 10m or 2h, not '" + text + "'");
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

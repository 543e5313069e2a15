package chatter.server.cli;

import static java.util.stream.Collectors.joining;

import chatter.server.ServerConfig;
import chatter.server.Version;
import chatter.server.limit.Limit;
import chatter.server.store.postgres.PostgresAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The command line of the headless server, with its commands, its help and its complaints.
/// `Program` asks it for everything that is not a plain start.
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
      MoveCommand.class,
      DoctorCommand.class,
      MakeCacheCommand.class
    },
    commandListHeading = "%nCommands, each with a --help of its own:%n",
    footerHeading = "%nLimits, for --limit NAME=VALUE (0 switches one off):%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped", "1:could not start", "2:wrong options"})
final class ServerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /// @return the exit code
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  static CommandLine commandLine() {
    CommandLine command =
        new CommandLine(new ServerCommand())
            .setParameterExceptionHandler(ServerCommand::wrongOptions)
            .registerConverter(Path.class, ServerCommand::path);
    ServerOption.ALL.forEach(option -> command.getCommandSpec().addOption(spec(option)));
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

  private static OptionSpec spec(ServerOption option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.name())
            .description(verbatim(option.helpLine(System.getenv())))
            .paramLabel(option.label())
            .scopeType(option.ofCommands() ? ScopeType.INHERIT : ScopeType.LOCAL);
    return switch (option.form()) {
      case VALUE -> builder.type(String.class).build();
      // A Boolean takes the next word for its value only if it is one.
      case SWITCH -> builder.type(Boolean.class).arity("0..1").fallbackValue("true").build();
      case LIST, ADDED ->
          builder.type(List.class).auxiliaryTypes(String.class).splitRegex(",").build();
    };
  }

  /// The help may quote the environment, where picocli would find things to put in.
  private static String verbatim(String text) {
    return text.replace("%", "%%").replace("${", "$${");
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

  /// What the options before a command, and the environment, say about the server.
  ServerConfig config() {
    return checked(() -> ServerOption.config(typed(), System.getenv()));
  }

  /// The folder that was named, or the system's.
  Path dataFolder() {
    return checked(() -> ServerOption.dataFolder(typed(), System.getenv()));
  }

  /// The database that was named, if it is not a file in the data folder.
  Optional<PostgresAddress> store() {
    return checked(() -> ServerOption.store(typed(), System.getenv()));
  }

  private <T> T checked(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Map<String, String> typed() {
    Map<String, String> typed = new HashMap<>();
    for (ServerOption option : ServerOption.ALL) {
      Object value = spec.findOption(option.name()).getValue();
      if (value instanceof List<?> several) {
        typed.put(option.name(), several.stream().map(Object::toString).collect(joining(",")));
      } else if (value != null) {
        typed.put(option.name(), value.toString());
      }
    }
    return typed;
  }

  private static Path path(String name) {
    try {
      return ServerOption.path(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
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

package chatter.server.training;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// With which Java, flags and class path a server is started. A cache fits these alone.
///
/// @param java the command
/// @param flags of the JVM, without those that name a cache or say what it logs
/// @param classPath jars only: Java makes no cache of folders
/// @param cache the one that it looks for at its start, if any
public record JavaProgram(Path java, List<String> flags, String classPath, Optional<Path> cache) {
  private static final String CACHE = "-XX:AOTCache=";
  private static final List<String> LEFT_OUT =
      List.of("-XX:AOT", "-Xlog", "-agentlib", "-javaagent");

  public JavaProgram {
    flags = List.copyOf(flags);
  }

  /// The one that runs now.
  public static JavaProgram own() {
    return of(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        System.getProperty("java.class.path"));
  }

  /// @param given all flags of a JVM
  public static JavaProgram of(Path java, List<String> given, String classPath) {
    return new JavaProgram(
        java,
        given.stream().filter(flag -> LEFT_OUT.stream().noneMatch(flag::startsWith)).toList(),
        classPath,
        given.stream()
            .filter(flag -> flag.startsWith(CACHE))
            .map(flag -> Path.of(flag.substring(CACHE.length())))
            .reduce((earlier, later) -> later));
  }

  /// The command that runs a class of it.
  ///
  /// @param more flags of the JVM
  List<String> command(List<String> more, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    // What a program says stands alone on its output.
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(more);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return command;
  }
}

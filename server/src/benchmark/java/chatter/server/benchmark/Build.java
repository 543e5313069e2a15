package chatter.server.benchmark;

import chatter.server.figures.Sections;
import chatter.shared.protocol.ProtocolVersion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A build whose server is measured: this one, or an earlier one beside it, to see what changed.
///
/// @param classPath of its server
/// @param protocol the version that its clients say in `hello`
/// @param suffix what is put behind the names of its figures
record Build(String classPath, int protocol, String suffix) {
  private static final String BEFORE = "chatter.benchmark.server";
  private static final String PROTOCOL = "chatter.benchmark.protocol";

  /// This one.
  static final Build THIS = new Build(ownClassPath(), ProtocolVersion.CURRENT, "");

  /// The earlier one that the command line names: the folders or jars of its own classes, to which
  /// the libraries of this build are added.
  static Optional<Build> before() {
    String classes = System.getProperty(BEFORE, "").strip();
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    String libraries =
        Arrays.stream(ownClassPath().split(File.pathSeparator, -1))
            .filter(entry -> Files.isRegularFile(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));
    int protocol = Integer.getInteger(PROTOCOL, ProtocolVersion.CURRENT);
    return Optional.of(
        new Build(classes + File.pathSeparator + libraries, protocol, ", the build before"));
  }

  /// A part that is measured with the server of the build before, if there is one, and then with
  /// that of this.
  static Sections.Section each(Function<Build, Sections.Section> part) {
    List<Build> builds = Stream.concat(before().stream(), Stream.of(THIS)).toList();
    return quick -> {
      for (Build build : builds) {
        part.apply(build).run(quick);
      }
    };
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path", "");
  }

  boolean isThis() {
    return suffix.isEmpty();
  }

  /// What a figure is called that is measured with it.
  String named(String what) {
    return what + suffix;
  }

  /// What its protocol calls the id by which a message that is sent again is known.
  String commandIdField() {
    return protocol == 1 ? "clientMessageId" : "commandId";
  }
}

package chatter.server.benchmark;

import chatter.server.ProgramJars;
import chatter.server.training.JavaProgram;
import chatter.server.training.TrainingRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.sqlite.util.LibraryLoaderUtil;

/// This build's server as it is installed: in jars, with SQLite's library unpacked beside them and
/// the cache that a training run made. Made once, at first use, which takes some 20 seconds.
///
/// @param classPath its jars
/// @param cache the file
/// @param library the folder of SQLite's library
record Installed(String classPath, Path cache, Path library) {
  /// Set for figures of a server from folders of classes, without a cache.
  private static final String UNTRAINED = "chatter.benchmark.untrained";

  private static final String FLAGS = "chatter.server.jvm.args";
  private static final Duration TIME = Duration.ofSeconds(8);
  private static Installed installed;

  /// Whether this build's server is measured as it is installed. Not beside an earlier one, which
  /// has no cache either: what differs would be the cache.
  static boolean isMeasured() {
    return !Boolean.getBoolean(UNTRAINED) && Build.before().isEmpty();
  }

  static synchronized Installed get() {
    if (installed == null) {
      try {
        installed = make(Files.createTempDirectory("chatter-benchmark-program"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return installed;
  }

  private static Installed make(Path folder) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "tidy up"));
    String classPath = ProgramJars.in(folder);
    String name = LibraryLoaderUtil.getNativeLibName();
    try (InputStream library =
        Objects.requireNonNull(
            Installed.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name))) {
      Files.copy(library, folder.resolve(name));
    }
    Path cache = folder.resolve("chatter-server.aot");
    Installed made = new Installed(classPath, cache, folder);
    List<String> flags = new ArrayList<>(jvm());
    flags.addAll(made.untrainedFlags());
    long begin = System.nanoTime();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    new TrainingRun(JavaProgram.of(java, flags, classPath), cache, TIME).write();
    System.out.println(
        String.format(
            Locale.ROOT,
            "made the cache, %.0f MB, in %.1f s",
            Files.size(cache) / 1e6,
            (System.nanoTime() - begin) / 1e9));
    return made;
  }

  private static void remove(Path folder) {
    try {
      World.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The flags of the real server, as the benchmark was told.
  static List<String> jvm() {
    return Arrays.stream(System.getProperty(FLAGS, "").split(" ", -1))
        .filter(f -> !f.isBlank())
        .toList();
  }

  /// What its JVM is started with besides those.
  List<String> flags() {
    return List.of(
        "-Dorg.sqlite.lib.path=" + library, "-XX:+VerifySharedSpaces", "-XX:AOTCache=" + cache);
  }

  /// The same without the cache.
  List<String> untrainedFlags() {
    return List.of("-Dorg.sqlite.lib.path=" + library);
  }
}

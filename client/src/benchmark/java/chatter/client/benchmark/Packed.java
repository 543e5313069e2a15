package chatter.client.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The class path of the app as an installation has it: jars only, because the JVM's ahead-of-time
/// cache takes no folders. The probe's own classes are a jar at its end.
record Packed(String classPath) {
  private static final Path PROBE = Path.of("chatter", "client", "benchmark");
  private static final Path SHOWN =
      Path.of("chatter", "client", "chat", "timeline", "ShownTimeline");

  /// Packs the folders of this process's class path; libraries stay where they are.
  static Packed into(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(part);
      if (!Files.isDirectory(path)) {
        jars.add(part);
        continue;
      }
      boolean tests = path.endsWith("test-classes");
      Path jar =
          folder.resolve(path.getName(path.getNameCount() - 3) + (tests ? "-probe.jar" : ".jar"));
      pack(
          path,
          jar,
          file -> !tests || file.startsWith(PROBE) || file.toString().startsWith(SHOWN.toString()));
      jars.add(jar.toString());
    }
    return new Packed(String.join(File.pathSeparator, jars));
  }

  private static void pack(Path folder, Path jar, Predicate<Path> wanted) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path inside = folder.relativize(file);
        if (wanted.test(inside)) {
          packed.putNextEntry(new JarEntry(inside.toString().replace(File.separatorChar, '/')));
          Files.copy(file, packed);
          packed.closeEntry();
        }
      }
    }
  }
}

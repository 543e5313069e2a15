package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The server with a fault put into its source: the file as it is, with one exact snippet replaced,
/// compiled into a folder that goes before the real classes. Fails if the snippet is not there, or
/// not once: then the code has moved on, and the mutation must follow it.
final class Mutant {
  private static final Path SOURCES = Path.of("src/main/java/chatter/server");
  private static final Path RESOURCES = Path.of("src/main/resources/chatter/server");

  private final Map<Path, String> changed = new HashMap<>();

  /// Replaces a snippet of a file below the server's package.
  ///
  /// @param file e.g. `store/Writer.java`
  Mutant replace(String file, String snippet, String instead) throws IOException {
    Path path = (file.endsWith(".java") ? SOURCES : RESOURCES).resolve(file);
    String before = changed.containsKey(path) ? changed.get(path) : Files.readString(path);
    assertEquals(
        2, before.split(java.util.regex.Pattern.quote(snippet), -1).length, file + " has moved on");
    changed.put(path, before.replace(snippet, instead));
    return this;
  }

  /// Puts its classes and resources into a folder, which is made.
  Path into(Path folder) throws IOException {
    Path sources = folder.resolveSibling(folder.getFileName() + "-sources");
    List<Path> toCompile = new ArrayList<>();
    for (Map.Entry<Path, String> file : changed.entrySet()) {
      boolean java = file.getKey().startsWith(SOURCES);
      Path target =
          (java ? sources : folder)
              .resolve("chatter/server")
              .resolve((java ? SOURCES : RESOURCES).relativize(file.getKey()));
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
      if (java) {
        toCompile.add(target);
      }
    }
    compile(toCompile, Files.createDirectories(folder));
    return folder;
  }

  private static void compile(List<Path> files, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  List.of(
                      "-proc:none",
                      "-nowarn",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      folder.toString()),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiled) {
        throw new AssertionError("the mutant does not compile: " + said);
      }
    }
  }
}

package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The browser page's modules: which may know which, what none may do, and their own tests.
final class PageModulesTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path SCRIPTS = MODULE.resolve("src/main/resources/web/js");
  private static final Path TESTS = MODULE.resolve("src/test/js");
  private static final long TESTS_MINUTES = 2;
  private static final int OLDEST_NODE = 20;

  /// By folder; the files beside the folders may import everything.
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.of(
          "net", Set.of("net"),
          "model", Set.of("model", "text"),
          "text", Set.of("text", "lib"),
          // What others wrote, shipped as published.
          "lib", Set.of("lib"),
          "view", Set.of("view", "model", "text"));

  /// Within one line: a looser pattern takes the words of a comment for an import.
  private static final Pattern IMPORT =
      Pattern.compile("\\bfrom\\s*['\"]([^'\"]+)['\"]|\\bimport\\s*\\(?\\s*['\"]([^'\"]+)['\"]");

  private static final Pattern MARKUP =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\\.write"
              + "|DOMParser|srcdoc|setHTML|\\beval\\b|new Function");

  @Test
  void modulesImportDownwardsOnly() throws IOException {
    List<String> wrong = new ArrayList<>();
    int imports = 0;
    for (Path script : scripts()) {
      Set<String> allowed = MAY_IMPORT.get(folder(script));
      for (String imported : imports(script)) {
        imports++;
        Path target = script.resolveSibling(imported).normalize();
        boolean relative = imported.startsWith("./") || imported.startsWith("../");
        if (!relative || !Files.isRegularFile(target)) {
          wrong.add(script + " imports " + imported + ", which is no file of the page");
        } else if (allowed != null && !allowed.contains(folder(target))) {
          wrong.add(script + " imports " + imported + ", but may import only " + allowed);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(imports > 50, "only " + imports + " imports were recognised");
  }

  @Test
  void everyFolderOfModulesIsInTheTable() throws IOException {
    for (Path script : scripts()) {
      String folder = folder(script);
      assertTrue(folder.isEmpty() || MAY_IMPORT.containsKey(folder), script::toString);
    }
  }

  @Test
  void textNeverBecomesMarkup() throws IOException {
    for (Path script : scripts()) {
      Matcher markup = MARKUP.matcher(Files.readString(script));
      assertFalse(
          markup.find(),
          () -> script + " has " + markup.group() + "; what people wrote goes into textContent");
    }
  }

  @Test
  void modulesPassTheirOwnTests() throws IOException, InterruptedException {
    Optional<Integer> node = nodeVersion();
    if (node.isEmpty() || node.get() < OLDEST_NODE) {
      String missing =
          "node "
              + OLDEST_NODE
              + " or newer is not here (found: "
              + node.map(String::valueOf).orElse("none")
              + ")";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing + ", and continuous integration may not go without the page's tests");
      }
      System.err.println("SKIPPED: the page's own tests, because " + missing);
      abort(missing);
    }
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> files = Files.walk(TESTS)) {
      files
          .filter(file -> file.toString().endsWith(".test.mjs"))
          .sorted()
          .forEach(file -> command.add(file.toAbsolutePath().toString()));
    }
    assertTrue(command.size() > 2, "no tests in " + TESTS.toAbsolutePath());
    Path output = Files.createTempFile("page-tests", ".txt");
    try {
      Process tests =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!tests.waitFor(TESTS_MINUTES, TimeUnit.MINUTES)) {
        tests.destroyForcibly();
        fail("the page's tests still ran after " + TESTS_MINUTES + " minutes");
      }
      assertEquals(0, tests.exitValue(), () -> read(output));
    } finally {
      Files.delete(output);
    }
  }

  private static Optional<Integer> nodeVersion() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version;
      try (var reader = node.inputReader()) {
        version = reader.readLine();
      }
      node.waitFor();
      Matcher major = Pattern.compile("v(\\d+)\\..*").matcher(version == null ? "" : version);
      return major.matches() ? Optional.of(Integer.valueOf(major.group(1))) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(SCRIPTS)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
      assertTrue(scripts.size() > 10, "no scripts in " + SCRIPTS.toAbsolutePath());
      return scripts;
    }
  }

  private static List<String> imports(Path script) throws IOException {
    List<String> imports = new ArrayList<>();
    for (String line : Files.readAllLines(script)) {
      if (line.strip().startsWith("*")) {
        // An example in a comment.
        continue;
      }
      Matcher matcher = IMPORT.matcher(line);
      while (matcher.find()) {
        imports.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      }
    }
    return imports;
  }

  private static String folder(Path script) {
    Path inside = SCRIPTS.relativize(script);
    return inside.getNameCount() == 1 ? "" : inside.getName(0).toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "its output cannot be read: " + e;
    }
  }
}

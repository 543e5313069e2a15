package chatter.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The browser page's modules: which may know which, what none may do, and their own tests.
final class PageModulesTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path SCRIPTS = MODULE.resolve("src/main/resources/web/js");
  private static final Path TESTS = MODULE.resolve("src/test/js");
  private static final Duration TESTS_MOST = Duration.ofMinutes(2);

  /// What every screen may use.
  private static final Set<String> COMMON = Set.of("view/parts", "model", "text");

  /// By folder, with all that lies in it unless that has a line of its own; the files beside the
  /// folders may import everything. The screens of the view do not know each other: `view/chat`
  /// puts those of somebody signed in together.
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("net", Set.of("net")),
          Map.entry("model", Set.of("model", "text")),
          Map.entry("model/people", Set.of("model/people", "model/emitter", "model/latest-only")),
          Map.entry("model/outbox", Set.of("model/outbox", "model/emitter", "model/platform")),
          Map.entry("model/timeline", Set.of("model/timeline", "model/platform", "text")),
          Map.entry(
              "model/conversation",
              Set.of(
                  "model/conversation",
                  "model/timeline",
                  "model/people/permissions",
                  "model/emitter",
                  "model/platform",
                  "text")),
          Map.entry("text", Set.of("text", "lib")),
          // What others wrote, shipped as published.
          Map.entry("lib", Set.of("lib")),
          Map.entry("view/parts", Set.of("view/parts", "text")),
          Map.entry("view/timeline", with("view/timeline")),
          Map.entry("view/composer", with("view/composer")),
          Map.entry("view/sidebar", with("view/sidebar")),
          Map.entry("view/drawer", with("view/drawer")),
          Map.entry("view/rooms", with("view/rooms")),
          Map.entry("view/login", with("view/login")),
          Map.entry(
              "view/chat",
              with(
                  "view/chat",
                  "view/timeline",
                  "view/composer",
                  "view/sidebar",
                  "view/rooms",
                  "view/drawer")));

  /// What reaches out of the page, and the files that may, by their beginnings.
  private static final Map<Pattern, List<String>> ONLY_IN =
      Map.of(
          code("fetch(?=\\()|sendBeacon|EventSource"), List.of("net/api"),
          code("XMLHttpRequest"), List.of("net/uploads"),
          code("WebSocket"), List.of("net/socket"),
          code("localStorage"), List.of("net/local-store", "boot"),
          code("api.{1,2}avatars"), List.of("view/parts/avatar"));

  /// What a model would have to do with the screen it is on.
  private static final Pattern SCREEN =
      code(
          "document|window|navigator|location|sessionStorage|HTML\\w*|Element"
              + "|matchMedia|requestAnimationFrame|(?:Resize|Mutation|Intersection)Observer");

  /// Within one line: a looser pattern takes the words of a comment for an import.
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?<=[}*\\w]\\s)from\\s*['\"]([^'\"]+)['\"]|\\bimport\\s*\\(?\\s*['\"]([^'\"]+)['\"]");

  private static final Pattern MARKUP =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\\.write"
              + "|DOMParser|srcdoc|setHTML|\\beval\\b|new Function");

  @Test
  void modulesImportDownwardsOnly() throws IOException {
    List<String> wrong = new ArrayList<>();
    int imports = 0;
    for (Path script : scripts()) {
      Set<String> allowed = mayImport(script);
      for (String imported : imports(script)) {
        imports++;
        Path target = script.resolveSibling(imported).normalize();
        boolean relative = imported.startsWith("./") || imported.startsWith("../");
        if (!relative || !Files.isRegularFile(target)) {
          wrong.add(script + " imports " + imported + ", which is no file of the page");
        } else if (allowed != null && allowed.stream().noneMatch(place -> isIn(place, target))) {
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
      boolean inFolder = SCRIPTS.relativize(script).getNameCount() > 1;
      assertTrue(!inFolder || mayImport(script) != null, script::toString);
    }
    for (String folder : MAY_IMPORT.keySet()) {
      assertTrue(Files.isDirectory(SCRIPTS.resolve(folder)), folder);
    }
  }

  @Test
  void modelsKnowNoScreen() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path script : scripts()) {
      Matcher screen = SCREEN.matcher(withoutComments(script));
      if (isIn("model", script) && screen.find()) {
        wrong.add(script + " has " + screen.group());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void eachWayOutOfThePageIsInOnePlace() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path script : scripts()) {
      String code = withoutComments(script);
      ONLY_IN.forEach((what, places) -> {
        if (what.matcher(code).find() && places.stream().noneMatch(place -> isIn(place, script))) {
          wrong.add(script + " has " + what + ", which belongs into " + places);
        }
      });
    }
    assertEquals(List.of(), wrong);
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

  /// What the build makes of the modules and styles, and nothing beside it.
  @Test
  void theProgramHasThemInOneFileEachThatNamesNoOther() throws IOException {
    String script = inProgram("js/main.js");
    String styles = inProgram("css/page.css");
    assertEquals(
        List.of(),
        Pattern.compile("\\b(?:from|import)\\s*\\(?\\s*[\"']\\.[^\"']*")
            .matcher(script)
            .results()
            .map(MatchResult::group)
            .toList());
    assertFalse(styles.contains("@import"));
    assertFalse(script.contains(MODULE.toAbsolutePath().normalize().toString()));
    for (String library : List.of("markdown-it", "linkify-it", "uc.micro")) {
      assertTrue(script.contains(", MIT, see " + library + "-LICENSE.txt"), library);
    }
    for (Path written : scripts()) {
      String name = "js/" + slashed(SCRIPTS.relativize(written));
      assertEquals(
          List.of("js/boot.js", "js/main.js").contains(name),
          PageModulesTest.class.getResource("/web/" + name) != null,
          name);
    }
  }

  private static String inProgram(String name) throws IOException {
    try (InputStream in = PageModulesTest.class.getResourceAsStream("/web/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void modulesPassTheirOwnTests() throws IOException, InterruptedException {
    Node.require("the page's own tests");
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(TESTS)) {
      files
          .filter(file -> file.toString().endsWith(".test.mjs"))
          .sorted()
          .forEach(file -> all.append("import \"").append(file.toUri()).append("\";\n"));
    }
    assertFalse(all.isEmpty(), "no tests in " + TESTS.toAbsolutePath());
    // In one process: one for each takes twice the processor's time.
    Path entry = Files.createTempFile("page-tests", ".mjs");
    Files.writeString(entry, all);
    try {
      var _ = Node.run(TESTS_MOST, "--test", entry.toString());
    } finally {
      Files.delete(entry);
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

  private static Set<String> with(String... more) {
    return Stream.concat(COMMON.stream(), Stream.of(more)).collect(Collectors.toSet());
  }

  private static Pattern code(String alternatives) {
    return Pattern.compile("(?<![\\w.'-])(?:globalThis\\.)?(?:" + alternatives + ")(?![\\w:'-])");
  }

  /// The line of the table for a file, of its folder or of one around it; null if there is none.
  private static Set<String> mayImport(Path script) {
    Path folder = SCRIPTS.relativize(script).getParent();
    while (folder != null && !MAY_IMPORT.containsKey(slashed(folder))) {
      folder = folder.getParent();
    }
    return folder == null ? null : MAY_IMPORT.get(slashed(folder));
  }

  /// Whether a file lies in a folder, or is that file.
  private static boolean isIn(String place, Path script) {
    String inside = slashed(SCRIPTS.relativize(script));
    return inside.startsWith(place + '/') || inside.equals(place + ".js");
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static String withoutComments(Path script) throws IOException {
    return Files.readString(script)
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)(^|\\s)//.*$", "$1");
  }
}

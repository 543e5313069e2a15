package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ClientMainTest {
  @TempDir private Path folder;

  private Process run(String... arguments) throws IOException {
    return run(Map.of(), arguments);
  }

  private Process run(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the JVM of the tests.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "chatter.client.ClientMain"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("DISPLAY");
    builder.environment().remove("WAYLAND_DISPLAY");
    builder.environment().put("CHATTER_PORT", "0");
    builder.environment().put("CHATTER_DATA", folder.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void versionIsPrinted() throws Exception {
    Process process = run("--version");
    assertTrue(output(process).matches("Chatter \\d+\\.\\d+\\.\\d+\\R"));
    assertEquals(0, process.waitFor());
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    Process process = run("--help");
    String help = output(process);
    for (String option : List.of("--data", "--version", "--help", "CHATTER_CLIENT_DATA")) {
      assertTrue(help.contains(option), help);
    }
    assertEquals(0, process.waitFor());
  }

  @Test
  void unknownOptionIsRefusedInOneLine() throws Exception {
    Process process = run("--colour");
    assertEquals("chatter: unknown option --colour; see --help", output(process).strip());
    assertEquals(2, process.waitFor());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutADisplayTheServerRunsAndSaysWhere() throws Exception {
    Process process = run();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.contains(" is at http://")) {
          break;
        }
      }
      assertEquals("There is no display here, so Chatter runs as a server only.", said.getFirst());
      assertTrue(said.getLast().contains(" is at http://127.0.0.1:"), said.toString());
      process.destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not stop");
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  /// Nothing answers there.
  private static final String NO_DISPLAY = ":9977";

  private String cannotOpen(Map<String, String> environment, String... arguments) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("DISPLAY", NO_DISPLAY);
    Process process = run(all, arguments);
    List<String> said = output(process).lines().toList();
    assertEquals(1, process.waitFor(), said::toString);
    assertTrue(said.stream().noneMatch(line -> line.startsWith("\tat ")), said::toString);
    return said.getLast();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void displayThatDoesNotAnswerIsNamed() throws Exception {
    String said = cannotOpen(Map.of("CHATTER_CLIENT_DATA", folder.toString()));

    assertTrue(said.startsWith("Chatter cannot open a window on the display :9977"), said);
    assertTrue(said.contains("chatter-server"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void librariesThatAreMissingAreNamedWithTheirPackages() throws Exception {
    // What the linker finds first is no library.
    Files.createFile(folder.resolve("libgtk-3.so.0"));
    Files.createFile(folder.resolve("libXtst.so.6"));

    String said =
        cannotOpen(
            Map.of(
                "CHATTER_CLIENT_DATA",
                folder.resolve("data").toString(),
                "LD_LIBRARY_PATH",
                folder.toString()));

    assertTrue(said.contains("(libgtk-3.so.0, libXtst.so.6)"), said);
    assertTrue(said.contains("apt install libgtk-3-0 libxtst6)"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void homeInWhichNothingCanBeKeptIsNamedWithTheReason() throws Exception {
    // For root too, for whom no folder is closed.
    Path home = Files.createFile(folder.resolve("home"));

    String said = cannotOpen(Map.of("HOME", home.toString(), "XDG_DATA_HOME", ""));

    assertTrue(
        said.startsWith("Chatter cannot keep anything in " + home + "/.local/share/chatter"), said);
    assertTrue(said.contains("--data DIR"), said);
  }
}

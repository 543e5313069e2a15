package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "chatter.client.ClientMain"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("DISPLAY");
    builder.environment().remove("WAYLAND_DISPLAY");
    builder.environment().put("CHATTER_PORT", "0");
    builder.environment().put("CHATTER_DATA", folder.toString());
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
      assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it does not stop");
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void linkOfAnInviteIsTakenAndNothingElse() {
    String link = "chatter://join?code=K7QM2X9P&at=http://127.0.0.1:8080";
    assertEquals(link, Options.parse(List.of(link)).link());
    assertEquals("", Options.parse(List.of()).link());
    assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("http://a")));
  }

  @Test
  void dataFolderCanBeNamedInTwoWays() {
    Path named = Path.of("/elsewhere").toAbsolutePath();
    assertEquals(named, Options.parse(List.of("--data", "/elsewhere")).data());
    assertEquals(named, Options.parse(List.of("--data=/elsewhere")).data());
    assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of("--data")));
  }

  @Test
  void nobodyIsLookedForWhereThatIsNotWantedAlsoInTheBackground() {
    assertTrue(Options.parse(List.of()).nearby());
    Options alone = Options.parse(List.of("--no-nearby", "--data", "/elsewhere"));
    assertFalse(alone.nearby());
    assertEquals(alone.data(), Options.parse(alone.forBackground()).data());
    assertFalse(Options.parse(alone.forBackground()).nearby());
    assertTrue(Options.parse(alone.forBackground()).background());
  }

  @Test
  void deviceSaysWhichComputerItIs() {
    assertEquals("Chatter on desk (Linux)", DeviceName.of("Linux", Map.of(), "desk\n"));
    assertEquals("Chatter on Linux", DeviceName.of("Linux", Map.of(), ""));
    assertEquals(
        "Chatter on PC-7 (Windows)",
        DeviceName.of("Windows 11", Map.of("COMPUTERNAME", "PC-7"), ""));
    assertTrue(DeviceName.of("Linux", Map.of(), "x".repeat(300)).length() < 100);
  }
}

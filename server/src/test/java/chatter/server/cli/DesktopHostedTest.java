package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What the headless program knows of the chat that the desktop app hosts, and of its own logger.
@Tag("story")
final class DesktopHostedTest {
  /// As the programs are started; the logger would say at each start that it was chosen so.
  private static final String PROVIDER = "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider";

  @TempDir private Path folder;

  private void remember(String line) throws Exception {
    Files.writeString(folder.resolve("preferences.properties"), line);
  }

  @Test
  void portIsTheOneThatTheAppRemembers() throws Exception {
    assertEquals(Optional.empty(), DesktopHosted.in(folder));
    Path data = Files.createDirectory(folder.resolve("hosted"));
    assertEquals(Optional.of(new DesktopHosted(data, 8080)), DesktopHosted.in(folder));
    for (Map.Entry<String, Integer> port :
        Map.of("8091", 8091, "0", 8080, "70000", 8080, "many", 8080).entrySet()) {
      remember("hosting.on=true\nhosting.port=" + port.getKey());
      assertEquals(port.getValue(), DesktopHosted.in(folder).orElseThrow().port(), port::getKey);
    }
    remember("hosting.port=\\u12");
    assertEquals(8080, DesktopHosted.in(folder).orElseThrow().port());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void doctorFindsTheChatThatTheAppHostsAndItsPort() throws Exception {
    Path desktop =
        folder
            .resolve("home")
            .resolve(".local")
            .resolve("share")
            .resolve("chatter")
            .resolve("desktop");
    Path data = Files.createDirectories(desktop).resolve("hosted");
    try (ChatterServer server =
        new ChatterServer(
                ServerConfig.inFolder(data)
                    .withPort(0)
                    .withBcryptCost(ServerConfig.MIN_BCRYPT_COST))
            .start()) {
      Files.writeString(desktop.resolve("preferences.properties"), "hosting.port=" + server.port());

      String said = doctor();

      assertTrue(said.contains("http://127.0.0.1:" + server.port()), said);
      assertTrue(said.contains(data.toString()), said);
      assertFalse(said.contains("SLF4J"), said);
    }
  }

  private String doctor() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                PROVIDER,
                "-cp",
                System.getProperty("java.class.path"),
                "chatter.server.ServerMain",
                "doctor")
            .redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeAll(List.of("XDG_DATA_HOME", "CHATTER_DATA", "CHATTER_PORT", "CHATTER_CLIENT_DATA"));
    builder.environment().put("HOME", folder.resolve("home").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void startSaysNothingOfTheLogger() {
    try (ServerProcess process =
        ServerProcess.start(
            Map.of("JDK_JAVA_OPTIONS", PROVIDER),
            List.of(),
            "--port=0",
            "--data=" + folder.resolve("data"))) {
      process.kill();
      assertTrue(
          process.output().stream().noneMatch(line -> line.startsWith("SLF4J")),
          process.output()::toString);
    }
  }
}

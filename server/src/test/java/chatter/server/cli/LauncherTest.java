package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// In which locale the packages start Java, which reads all names by it.
@EnabledOnOs(OS.LINUX)
@Tag("story")
final class LauncherTest {
  private static final Path LINUX = Path.of("..", "installer", "linux");

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("opt").resolve("bin"));
    Path behind = Files.createDirectories(folder.resolve("opt").resolve("launchers"));
    Files.copy(LINUX.resolve("launcher"), bin.resolve("chatter-server"));
    assertTrue(bin.resolve("chatter-server").toFile().setExecutable(true));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    // What Java says of names: a launcher that is none, but starts it with the same environment.
    Files.writeString(
        behind.resolve("chatter-server"),
        """
        #!/bin/sh
        exec "%s" -XshowSettings:properties -version 2>&1 | grep -o 'sun.jnu.encoding = .*'
        """
            .formatted(java));
    assertTrue(behind.resolve("chatter-server").toFile().setExecutable(true));
    Files.createSymbolicLink(folder.resolve("linked"), bin.resolve("chatter-server"));
  }

  private String encoding(Map<String, String> locale) throws Exception {
    // Through a link, as in /usr/bin.
    ProcessBuilder builder =
        new ProcessBuilder(folder.resolve("linked").toString()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("LANG", "LC_ALL", "LC_CTYPE"));
    builder.environment().putAll(locale);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  @Test
  void localeThatKnowsAsciiOnlyBecomesUtf8() throws Exception {
    for (Map<String, String> locale :
        List.of(
            Map.<String, String>of(),
            Map.of("LANG", "C"),
            Map.of("LC_ALL", "POSIX"),
            Map.of("LANG", "xx_XX.UTF-8"))) {
      assertEquals("sun.jnu.encoding = UTF-8", encoding(locale), locale::toString);
    }
  }

  @Test
  void serviceSetsItToo() throws Exception {
    List<String> unit = Files.readAllLines(LINUX.resolve("chatter-server.service"));

    assertTrue(unit.contains("Environment=LANG=C.UTF-8"), unit::toString);
    assertTrue(unit.contains("ExecStart=/opt/chatter/bin/chatter-server"), unit::toString);
  }
}

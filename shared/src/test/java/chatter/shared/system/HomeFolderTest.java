package chatter.shared.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HomeFolderTest {
  @Test
  void homeIsWhatTheEnvironmentSaysButOnWindows() {
    assertEquals("/home/ana", HomeFolder.path("Linux", "/root", Map.of("HOME", "/home/ana")));
    assertEquals("/root", HomeFolder.path("Linux", "/root", Map.of("HOME", "relative")));
    assertEquals("/root", HomeFolder.path("Linux", "/root", Map.of()));
    assertEquals("C:\\Ana", HomeFolder.path("Windows 11", "C:\\Ana", Map.of("HOME", "/x")));
  }

  @Test
  void nothingElseAsksJavaForIt() throws IOException {
    for (String module : List.of("shared", "server", "client")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertEquals(
              file.endsWith("HomeFolder.java"),
              Files.readString(file).contains("\"user.home\""),
              file::toString);
        }
      }
    }
  }
}

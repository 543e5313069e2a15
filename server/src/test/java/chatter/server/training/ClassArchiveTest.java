package chatter.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What server processes of tests start from is there, and they do start from it.
final class ClassArchiveTest {
  @TempDir private Path folder;

  @Test
  void aProcessCanStartFromNothingElse() throws Exception {
    assertStarts(ClassArchive.java(List.of()));
  }

  @Test
  void soCanOneWithOtherClassesThanTheProjects() throws Exception {
    assertStarts(ClassArchive.java(List.of(folder)));
  }

  private static void assertStarts(List<String> command) throws IOException, InterruptedException {
    assertTrue(
        command.stream().anyMatch(flag -> flag.startsWith("-XX:SharedArchiveFile=")),
        command::toString);
    // In this mode Java ends at once if it cannot.
    command.add(command.indexOf("-cp"), "-Xshare:on");
    command.addAll(List.of(ServerMain.class.getName(), "--version"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.startsWith("Chatter "), said);
  }
}

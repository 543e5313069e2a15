package chatter.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ProgramJars;
import chatter.server.ServerMain;
import chatter.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A cache that is made fits what it was made for, and a server starts whatever becomes of it.
@Tag("story")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrainingRunTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MEGABYTE = 1 << 20;

  /// As the packages and `-Pserver` have it: what does not fit is nobody's worry.
  private static final List<String> QUIET =
      List.of(
          "-XX:+VerifySharedSpaces",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:aot=off:stderr",
          "-Xlog:cds=off:stderr");

  private Path folder;
  private JavaProgram program;
  private Path cache;
  private byte[] whole;

  @BeforeAll
  void makeOne(@TempDir Path temporary) throws IOException {
    folder = temporary;
    cache = folder.resolve("chatter-server.aot");
    program = program(ProgramJars.in(folder.resolve("jars")));
    TrainingRun run = new TrainingRun(program, cache, SHORT);
    assertFalse(run.fits(), "there is none yet");
    run.write();
    whole = Files.readAllBytes(cache);
  }

  @BeforeEach
  void bringItBack() throws IOException {
    Files.write(cache, whole);
  }

  private JavaProgram program(String classPath, String... flags) {
    // Which compiler and collector there are matters to no test, and these take least.
    List<String> all =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    all.addAll(List.of(flags));
    all.add("-XX:AOTCache=" + cache);
    return JavaProgram.of(Path.of(System.getProperty("java.home"), "bin", "java"), all, classPath);
  }

  @Test
  void itFitsTheSameFlagsAlone() throws IOException {
    assertTrue(new TrainingRun(program, cache, SHORT).fits());
    JavaProgram other = program(program.classPath(), "-XX:+UseCompactObjectHeaders");
    assertFalse(new TrainingRun(other, cache, SHORT).fits(), "with objects of another form");
  }

  @Test
  void aServerUsesIt() {
    // In this mode Java ends at once if it cannot.
    assertEquals(List.of(), complaintsOfAServer("-XX:AOTMode=on"));
  }

  /// As it does where the installed package is tried, which is part of a run of CI.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void aServerStartsWithoutIt() throws IOException {
    Files.delete(cache);

    assertEquals(List.of(), complaintsOfAServer());
  }

  @Test
  void aServerStartsThoughItWasCutOff() throws IOException {
    Files.write(cache, Arrays.copyOf(whole, whole.length / 2));

    assertEquals(List.of(), complaintsOfAServer());
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void aServerStartsThoughItIsEmpty() throws IOException {
    Files.write(cache, new byte[0]);

    assertEquals(List.of(), complaintsOfAServer());
  }

  /// As where the installed package is tried, too.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void aServerStartsThoughItHasHoles() throws IOException {
    byte[] holes = whole.clone();
    for (int at = MEGABYTE; at < holes.length; at += MEGABYTE) {
      Arrays.fill(holes, at, Math.min(at + 4_096, holes.length), (byte) 0);
    }
    Files.write(cache, holes);

    assertEquals(List.of(), complaintsOfAServer());
  }

  @Test
  void aServerStartsThoughItIsOfAnotherJava() throws IOException {
    byte[] other = whole.clone();
    // The header names it.
    byte[] version = System.getProperty("java.vm.version").getBytes(StandardCharsets.US_ASCII);
    int at = indexOf(other, version);
    assertTrue(at > 0, "the cache does not say of which Java it is");
    other[at] ^= 1;
    Files.write(cache, other);

    assertFalse(new TrainingRun(program, cache, SHORT).fits());
    assertEquals(List.of(), complaintsOfAServer());
  }

  /// It may be of jars that are not there any more, and Java would run what they were.
  @Test
  void whatWasThereGoesAlsoIfNoneIsMade() throws IOException {
    JavaProgram wrong = program(folder.resolve("nothing.jar").toString());

    TrainingException why =
        assertThrows(TrainingException.class, () -> new TrainingRun(wrong, cache, SHORT).write());

    assertTrue(why.getMessage().startsWith("its server ended at once"), why.getMessage());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(p -> p.toString().contains(".aot")).toList());
    }
  }

  private static int indexOf(byte[] bytes, byte[] sought) {
    for (int at = 0; at + sought.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
        return at;
      }
    }
    return -1;
  }

  /// Runs a server until it is reached, and ends it.
  ///
  /// @return what it said of its cache, or of what went wrong
  private List<String> complaintsOfAServer(String... flags) {
    List<String> command = program.command(List.of(flags), ServerMain.class.getName());
    command.add(command.indexOf("-cp"), "-XX:AOTCache=" + cache);
    command.addAll(command.indexOf("-cp"), QUIET);
    command.addAll(List.of("--port=0", "--data=" + folder.resolve("data")));
    try (ServerProcess server = ServerProcess.launch(Map.of(), command)) {
      server.askToEnd();
      assertEquals(0, server.exitCode(PATIENCE));
      return server.output().stream()
          .filter(line -> line.matches("(?i).*(aot|cds|warn|error|exception|^# ).*"))
          .toList();
    }
  }
}

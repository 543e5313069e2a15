package chatter.server.benchmark;

import chatter.server.ServerMain;
import chatter.server.ServerProcess;
import chatter.server.tls.TestCertificates;
import chatter.server.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that is measured, in a JVM and on a core of its own.
final class Subject implements AutoCloseable {
  private static final Duration END_PATIENCE = Duration.ofSeconds(30);
  private static final Pattern THREAD_CPU = Pattern.compile(" cpu=([0-9.]+)ms");

  /// Far above what the load asks for: every limit is looked at, none is reached.
  private static final int PLENTY = 10_000_000;

  private final ServerProcess process;
  private final ProcessHandle handle;

  /// Null for a server to compare with.
  private final Build build;

  private final boolean encrypted;

  private Subject(ServerProcess process, Build build, boolean encrypted) {
    this.process = process;
    this.handle = ProcessHandle.of(process.pid()).orElseThrow();
    this.build = build;
    this.encrypted = encrypted;
  }

  /// The real server, with limits so high that the load stays below them.
  ///
  /// @param data its folder
  static Subject chatter(Path data) {
    return chatter(Build.THIS, data);
  }

  /// The same of another build. This one's is as it is installed, with its cache.
  static Subject chatter(Build build, Path data) {
    return chatter(build, data, false);
  }

  /// The same through TLS, if it is `encrypted`.
  static Subject chatter(Build build, Path data, boolean encrypted) {
    if (build.isThis() && Installed.isMeasured()) {
      Installed installed = Installed.get();
      return chatter(build, data, installed.classPath(), installed.flags(), encrypted);
    }
    return chatter(build, data, build.classPath(), List.of(), encrypted);
  }

  /// The same of this build from another class path.
  ///
  /// @param flags further flags of its JVM
  static Subject chatter(Path data, String classPath, List<String> flags) {
    return chatter(Build.THIS, data, classPath, flags, false);
  }

  private static Subject chatter(
      Build build, Path data, String classPath, List<String> flags, boolean encrypted) {
    List<String> command = java(flags, classPath, ServerMain.class.getName());
    command.addAll(List.of("--port=0", "--data=" + data, "--bcrypt-cost=12"));
    for (String limit :
        List.of(
            "sends-per-second",
            "sends-burst",
            "frames-per-second",
            "frames-burst",
            "requests-per-second",
            "requests-at-once",
            "syncs-per-second",
            "read-marks-per-second",
            "typing-per-second",
            "connects-per-minute",
            "searches-per-minute")) {
      command.add("--limit=" + limit + "=" + PLENTY);
    }
    if (build.isThis()) {
      command.addAll(
          List.of(
              "--limit=file-megabytes=0",
              "--limit=files-per-day-megabytes=0",
              "--limit=uploads-at-once=1000"));
    }
    if (encrypted) {
      TlsFiles files = TestCertificates.of("ec");
      command.addAll(List.of("--tls-cert=" + files.certificate(), "--tls-key=" + files.key()));
    }
    return new Subject(ServerProcess.launch(Map.of(), command), build, encrypted);
  }

  /// The real server with the limits and the memory that it has when nobody says otherwise.
  static Subject asShipped(Path data) {
    List<String> command = java(List.of("-Xmx512m"), classPath(), ServerMain.class.getName());
    command.addAll(List.of("--port=0", "--data=" + data, "--bcrypt-cost=12"));
    return new Subject(ServerProcess.launch(Map.of(), command), Build.THIS, false);
  }

  /// A server to compare with.
  ///
  /// @param main its class; it tells its address as the real one does
  static Subject baseline(Class<?> main) {
    return new Subject(
        ServerProcess.launch(Map.of(), java(List.of(), classPath(), main.getName())), null, false);
  }

  /// The limit of one write a message, through TLS if it is `encrypted`.
  static Subject oneWrite(boolean encrypted) {
    List<String> command = java(List.of(), classPath(), OneWrite.class.getName());
    if (encrypted) {
      command.add(OneWrite.ENCRYPTED);
    }
    return new Subject(ServerProcess.launch(Map.of(), command), null, encrypted);
  }

  /// The command that starts a server's JVM on its core, with the flags of the real server.
  ///
  /// @param flags further flags
  static List<String> java(List<String> flags, String classPath, String main) {
    List<String> command = new ArrayList<>(Machine.serverCore());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Installed.jvm());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main));
    return command;
  }

  static String classPath() {
    return Build.THIS.classPath();
  }

  boolean isChatter() {
    return build != null;
  }

  /// Whether one speaks to it through TLS.
  boolean isEncrypted() {
    return encrypted;
  }

  /// The build whose server it is.
  Build build() {
    return build;
  }

  int port() {
    return process.port();
  }

  long pid() {
    return process.pid();
  }

  /// The CPU time it took so far.
  double cpuSeconds() {
    return Machine.cpuSeconds(handle);
  }

  /// The CPU time that its living threads of that name took so far.
  ///
  /// @param thread how their names begin
  double cpuSeconds(String thread) throws IOException, InterruptedException {
    double millis = 0;
    for (String line : tell("Thread.print")) {
      Matcher cpu = THREAD_CPU.matcher(line);
      if (line.startsWith('"' + thread) && cpu.find()) {
        millis += Double.parseDouble(cpu.group(1));
      }
    }
    return millis / 1e3;
  }

  /// Its memory that is in use, in bytes.
  long residentBytes() throws IOException {
    return status("VmRSS:") * 1024;
  }

  /// How many threads it has.
  long threads() throws IOException {
    return status("Threads:");
  }

  /// Has it collect its garbage.
  void collectGarbage() throws IOException, InterruptedException {
    tell("GC.run");
  }

  /// What is alive in its heap, in bytes, after a garbage collection.
  long liveHeapBytes() throws IOException, InterruptedException {
    List<String> histogram = tell("GC.class_histogram");
    for (String line : histogram.reversed()) {
      if (line.startsWith("Total")) {
        return Long.parseLong(line.strip().split("\\s+", -1)[2]);
      }
    }
    throw new IOException("no total");
  }

  private List<String> tell(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid()),
                command)
            .redirectErrorStream(true)
            .start();
    List<String> said = jcmd.inputReader().readAllLines();
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd failed: " + said);
    }
    return said;
  }

  private long status(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no " + field);
  }

  /// Asks it to end, and waits.
  @Override
  public void close() {
    process.askToEnd();
    process.exitCode(END_PATIENCE);
    process.close();
  }
}

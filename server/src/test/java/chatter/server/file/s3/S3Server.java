package chatter.server.file.s3;

import chatter.server.faults.LoopbackPort;
import chatter.server.faults.Tools;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A real server for the S3 API, `s3proxy` on a folder, which looks at signatures. The build puts
/// it into `target/s3proxy`. One for all tests of a JVM, and it ends with that.
public final class S3Server {
  private static final Path JARS = Path.of("target", "s3proxy");
  private static final String KEY = "chatter-tests";
  private static final String SECRET = "not-a-secret";

  private static S3Server running;

  private final Path folder;
  private final int port;
  private final Process process;

  private S3Server() throws IOException {
    folder = Files.createTempDirectory("chatter-s3");
    port = LoopbackPort.free();
    Path settings = folder.resolve("settings");
    Path buckets = Files.createDirectory(folder.resolve("buckets"));
    Files.write(
        settings,
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=aws-v4",
            "s3proxy.identity=" + KEY,
            "s3proxy.credential=" + SECRET,
            // The default is so much on the heap for each request.
            "s3proxy.v4-max-non-chunked-request-size=67108864",
            "jclouds.provider=filesystem",
            "jclouds.filesystem.basedir=" + buckets));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-DLOG_LEVEL=warn",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                JARS + File.separator + "*",
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "s3-server-end"));
  }

  /// The one of this JVM; where the build has not brought it, the test is skipped, but not on a
  /// machine that builds for all.
  public static synchronized S3Server running() {
    Tools.need(Files.isDirectory(JARS), "s3proxy");
    if (running == null) {
      try {
        running = new S3Server();
        LoopbackPort.await(running.port, running.process, running::lastWords);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  private String lastWords() {
    try {
      return "s3proxy does not start: " + Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() {
    process.destroyForcibly();
    Tools.run("rm", "-r", folder.toString());
  }

  /// The port of this computer that it listens on.
  public int port() {
    return port;
  }

  /// A bucket that nobody else has, with nothing in it.
  public S3Address newBucket() {
    String name = "b" + UUID.randomUUID();
    try {
      Files.createDirectory(folder.resolve("buckets").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parse(name + "/chat", Map.of());
  }

  /// A bucket that need not be there.
  ///
  /// @param environment what is otherwise than it should be
  public S3Address parse(String place, Map<String, String> environment) {
    return S3Address.parse(
        S3Address.SCHEME + place + "?endpoint=http://127.0.0.1:" + port, environment(environment));
  }

  /// The same bucket by way of another port of this computer.
  public S3Address through(S3Address address, int other) {
    return new S3Address(
        address.bucket(),
        address.prefix(),
        URI.create("http://127.0.0.1:" + other),
        address.region(),
        address.pathStyle(),
        address.credentials());
  }

  /// Where its credentials are.
  public static Map<String, String> environment(Map<String, String> otherwise) {
    Map<String, String> all = new HashMap<>();
    all.put(S3Credentials.ACCESS_KEY, KEY);
    all.put(S3Credentials.SECRET_KEY, SECRET);
    all.putAll(otherwise);
    return all;
  }
}

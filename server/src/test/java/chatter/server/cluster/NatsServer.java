package chatter.server.cluster;

import chatter.server.faults.Tools;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A real `nats-server` on a port of its own, that may go and come back there.
final class NatsServer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final String PROGRAM = "nats-server";

  private final int port;
  private Process process;

  private NatsServer(int port) {
    this.port = port;
  }

  /// Starts one; where there is none, the test is skipped, but not on a machine that builds for
  /// all.
  static NatsServer start() {
    Tools.need(Tools.installed(PROGRAM), PROGRAM);
    NatsServer server = new NatsServer(freePort());
    server.come();
    return server;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where Debian has it is not on everybody's path.
  private static String program() {
    return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  BusAddress address() {
    return BusAddress.parse("nats://127.0.0.1:" + port);
  }

  /// Starts it, and returns when it can be reached.
  void come() {
    try {
      process =
          new ProcessBuilder(program(), "-a", "127.0.0.1", "-p", String.valueOf(port))
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long began = System.nanoTime();
    while (!reached()) {
      if (!process.isAlive() || System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("nats-server does not start");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private boolean reached() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Kills it.
  void go() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    go();
  }
}

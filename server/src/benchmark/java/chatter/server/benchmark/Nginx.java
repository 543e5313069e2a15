package chatter.server.benchmark;

import chatter.server.faults.LoopbackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// nginx on the server's core, which takes files by WebDAV's `PUT` and serves them.
final class Nginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final int TRIES = 100;

  private final Process process;
  private final Path files;
  private final int port;

  private Nginx(Process process, Path files, int port) {
    this.process = process;
    this.files = files;
    this.port = port;
  }

  static boolean isThere() {
    return Files.isExecutable(PROGRAM);
  }

  /// @param folder for all it writes, on the disk that is measured
  static Nginx start(Path folder) throws IOException, InterruptedException {
    Path files = Files.createDirectories(folder.resolve("files"));
    int port = LoopbackPort.free();
    String temporary =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(what -> what + "_temp_path " + folder.resolve(what) + ";\n")
            .reduce("", String::concat);
    Path conf = folder.resolve("nginx.conf");
    Files.writeString(
        conf,
        """
        daemon off;
        user root;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 256; }
        http {
        %2$s
        access_log off;
        sendfile on;
        server {
          listen 127.0.0.1:%3$d;
          client_max_body_size 0;
          location / { root %1$s/files; dav_methods PUT; }
        }
        }
        """
            .formatted(folder, temporary, port));
    List<String> command = new ArrayList<>(Machine.serverCore());
    command.addAll(List.of(PROGRAM.toString(), "-c", conf.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, files, port);
    nginx.awaitPort();
    return nginx;
  }

  private void awaitPort() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    close();
    throw new IOException("nginx does not listen");
  }

  int port() {
    return port;
  }

  void remove(String name) throws IOException {
    Files.deleteIfExists(files.resolve(name));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

package chatter.client.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(UsualPort.class)
class HostedServerTest {
  @TempDir private Path folder;

  /// Each finds the same port free at first, and gets to opening it only later.
  @Test
  void thoseThatStartAtOnceGetAPortEach() throws Exception {
    int port = freePort();
    List<HostedServer> servers =
        IntStream.range(0, 3).mapToObj(i -> new HostedServer(folder.resolve("chat" + i))).toList();
    try {
      List<CompletableFuture<HostedServer.Running>> started =
          servers.stream()
              .map(server -> server.start(new HostedServer.Wish(false, port, false, "Chat")))
              .toList();
      CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      assertEquals(
          3, started.stream().map(running -> running.join().port()).distinct().count(), "ports");
    } finally {
      servers.forEach(HostedServer::close);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

package chatter.server.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A way to PostgreSQL that can lose the answer to a `COMMIT`, after PostgreSQL gave it, and can be
/// closed to everybody, or cut so that PostgreSQL does not notice.
final class LostAnswer implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();
  private volatile boolean losing;
  private volatile boolean shut;
  private volatile boolean cut;

  LostAnswer(int target) throws IOException {
    this.target = target;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// From here on the answer to the next `COMMIT` is lost, and its connection.
  void loseTheNext() {
    losing = true;
  }

  /// Whoever comes from then on is sent away until it is opened again, from when an answer was
  /// lost.
  void shut(boolean closed) {
    shut = closed;
  }

  /// Ends what is open on the side of those who ask alone, as a computer does that goes away
  /// without a word.
  void cut() throws IOException {
    cut = true;
    for (Pair pair : pairs) {
      pair.client.close();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (shut && !losing) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.addAll(List.of(client, server));
        Pair pair = new Pair(client, server);
        pairs.add(pair);
        Thread.ofVirtual().start(pair::ask);
        Thread.ofVirtual().start(pair::answer);
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private final class Pair {
    private final Socket client;
    private final Socket server;
    private volatile boolean lost;

    Pair(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void ask() {
      copy(client, server, true);
    }

    void answer() {
      copy(server, client, false);
    }

    private void copy(Socket from, Socket to, boolean asking) {
      byte[] bytes = new byte[64 * 1024];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(bytes); length > 0; length = in.read(bytes)) {
          String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
          if (asking && losing && text.contains("COMMIT")) {
            lost = true;
          }
          if (!asking && lost) {
            // PostgreSQL has answered; nobody hears it.
            losing = false;
            return;
          }
          out.write(bytes, 0, length);
          out.flush();
        }
      } catch (IOException e) {
        // The other direction has closed both.
        return;
      } finally {
        end();
      }
    }

    private void end() {
      try {
        client.close();
        if (!cut) {
          server.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package chatter.client.net;

import chatter.client.net.http.ServerAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server that a test plays by hand: it can refuse, stall, cut and lie, which a real one does
/// not.
public final class FakeServer implements AutoCloseable {
  private static final String HEALTH = "GET /api/health";
  private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket listening;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile int upgradeStatus = 101;

  /// An HTTP request as it arrived.
  public record Request(String method, String path, Map<String, String> headers, String text) {}

  /// What to answer.
  public record Answer(int status, String headers, String body) {}

  public FakeServer() {
    this(InetAddress.getLoopbackAddress());
  }

  /// @param by which of this computer's addresses it is reached
  public FakeServer(InetAddress by) {
    answers(HEALTH, 200, "{\"status\":\"ok\"}");
    try {
      listening = new ServerSocket(0, 50, by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public ServerAddress address() {
    return ServerAddress.parse(
            listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort())
        .orElseThrow();
  }

  /// From now on the upgrade is answered with this status.
  public void upgradesWith(int status) {
    upgradeStatus = status;
  }

  /// From now on `method path` is answered so.
  public void answers(String call, int status, String body) {
    String type = status < 300 ? "application/json" : "application/problem+json";
    answers.put(call, new Answer(status, "Content-Type: " + type + "\r\n", body));
  }

  public void answersWith(String call, Answer answer) {
    answers.put(call, answer);
  }

  /// The next websocket that was opened.
  public Peer awaitPeer() throws InterruptedException {
    Peer peer = peers.poll(60, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("nobody connected");
    }
    return peer;
  }

  public boolean nobodyConnects() {
    return peers.isEmpty();
  }

  /// Whether nobody has asked for more than its health.
  public boolean nobodyAsks() {
    return requests.isEmpty();
  }

  /// The next HTTP request that is for more than its health, which every client asks for first.
  public Request awaitRequest() throws InterruptedException {
    Request request = requests.poll(60, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("nobody asked");
    }
    return request;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
      assert listening.isClosed() : e;
    }
  }

  private void serve(Socket socket) {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        String first = line(in);
        if (first.isEmpty()) {
          return;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          int colon = line.indexOf(':');
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        List<String> words = List.of(first.split(" ", -1));
        if (headers.containsKey("sec-websocket-key") && words.get(1).startsWith("/ws/")) {
          upgrade(socket, in, words.get(1), headers);
          return;
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String call = words.get(0) + " " + words.get(1);
        if (!call.equals(HEALTH)) {
          requests.add(
              new Request(
                  words.get(0), words.get(1), headers, new String(body, StandardCharsets.UTF_8)));
        }
        Answer unknown = new Answer(404, "Content-Type: text/html\r\n", "no");
        // With its query, or for any query.
        Answer answer =
            answers.getOrDefault(
                call, answers.getOrDefault(call.replaceFirst("[?].*", ""), unknown));
        respond(socket.getOutputStream(), answer);
      }
    } catch (IOException e) {
      // The client or the test closed it.
      open.remove(socket);
    }
  }

  private static void respond(OutputStream out, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + answer.status()
            + " Said\r\n"
            + answer.headers()
            + (answer.status() == 204 ? "" : "Content-Length: " + body.length + "\r\n")
            + "\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private void upgrade(Socket socket, InputStream in, String path, Map<String, String> headers)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    if (upgradeStatus != 101) {
      respond(out, new Answer(upgradeStatus, "", ""));
      socket.close();
      return;
    }
    String accept;
    try {
      accept =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-1")
                      .digest(
                          (headers.get("sec-websocket-key") + WEBSOCKET_GUID)
                              .getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Protocol: "
                + headers.get("sec-websocket-protocol")
                + "\r\nSec-WebSocket-Accept: "
                + accept
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    Peer peer = new Peer(socket, path, headers);
    peers.add(peer);
    peer.read(in);
  }

  private static String line(InputStream in) throws IOException {
    List<Byte> bytes = new ArrayList<>();
    for (int b = in.read(); b != -1 && b != '\n'; b = in.read()) {
      bytes.add((byte) b);
    }
    byte[] array = new byte[bytes.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = bytes.get(i);
    }
    return new String(array, StandardCharsets.US_ASCII).stripTrailing();
  }
}

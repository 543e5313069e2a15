package chatter.server.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Somebody who sends a file or fetches one over plain HTTP, with as little work as there can be:
/// the bytes go from file to socket in the kernel. Blocks.
final class FileSender {
  private static final int STEP = 256 * 1024;
  private static final int BUFFERED = 128 * 1024;

  private final int port;
  private final String token;

  /// @param token null for a server that asks for none
  FileSender(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /// What was answered.
  ///
  /// @param headers by their names in lower case
  record Answer(int status, Map<String, String> headers) {}

  /// Announces a file.
  ///
  /// @return its id
  String create(String name, long length) throws IOException {
    String encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    Answer answer =
        ask(
            "POST",
            "/api/uploads",
            Map.of(
                "Upload-Length", Long.toString(length), "Upload-Metadata", "filename " + encoded));
    expect(201, answer);
    String location = answer.headers.get("location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /// How much the server has.
  long offset(String id) throws IOException {
    Answer answer = ask("HEAD", "/api/uploads/" + id, Map.of());
    expect(200, answer);
    return Long.parseLong(answer.headers.get("upload-offset"));
  }

  /// A request without a body.
  Answer ask(String method, String path, Map<String, String> headers) throws IOException {
    try (SocketChannel socket = connect()) {
      head(socket, method, path, 0, headers);
      return answer(socket);
    }
  }

  /// Goes on with an upload to its end.
  ///
  /// @param bytesPerSecond 0 for as fast as it goes
  void send(String id, Path file, long from, long bytesPerSecond) throws IOException {
    try (SocketChannel socket = connect();
        FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      patch(socket, id, from, in.size() - from);
      copy(in, from, in.size(), socket, bytesPerSecond);
      expect(204, answer(socket));
    }
  }

  /// Goes on with an upload and is cut off.
  ///
  /// @return how many bytes were given to the network
  long sendAndCut(String id, Path file, long from, long bytes) throws IOException {
    try (SocketChannel socket = connect();
        FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long to = Math.min(in.size(), from + bytes);
      patch(socket, id, from, in.size() - from);
      copy(in, from, to, socket, 0);
      // Resets the connection, as when a network goes away.
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      return to - from;
    }
  }

  /// Puts a file as WebDAV does.
  void put(String path, Path file) throws IOException {
    try (SocketChannel socket = connect();
        FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      head(socket, "PUT", path, in.size(), Map.of());
      copy(in, 0, in.size(), socket, 0);
      int status = answer(socket).status;
      if (status != 201 && status != 204) {
        throw new IOException("PUT was answered with " + status);
      }
    }
  }

  /// Reads a file and throws it away.
  ///
  /// @return how many bytes came
  long fetch(String path) throws IOException {
    try (SocketChannel socket = connect()) {
      head(socket, "GET", path, 0, Map.of());
      ByteBuffer buffer = ByteBuffer.allocateDirect(STEP);
      long bytes = 0;
      while (socket.read(buffer) >= 0) {
        bytes += buffer.position();
        buffer.clear();
      }
      return bytes;
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel socket = SocketChannel.open();
    // What waits in here has not been sent: with the system's megabytes nobody could tell.
    socket.setOption(StandardSocketOptions.SO_SNDBUF, BUFFERED);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private void patch(SocketChannel socket, String id, long from, long length) throws IOException {
    head(
        socket,
        "PATCH",
        "/api/uploads/" + id,
        length,
        Map.of(
            "Upload-Offset",
            Long.toString(from),
            "Content-Type",
            "application/offset+octet-stream"));
  }

  private void head(
      SocketChannel socket, String method, String path, long length, Map<String, String> headers)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1:");
    head.append(port).append("\r\nConnection: close\r\n");
    if (token != null) {
      head.append("Authorization: Bearer ").append(token).append("\r\nTus-Resumable: 1.0.0\r\n");
    }
    if (length > 0 || method.equals("POST")) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(head.append("\r\n").toString());
    while (bytes.hasRemaining()) {
      var _ = socket.write(bytes);
    }
  }

  private static void copy(
      FileChannel in, long from, long to, SocketChannel socket, long bytesPerSecond)
      throws IOException {
    long begun = System.nanoTime();
    for (long at = from; at < to; ) {
      if (bytesPerSecond > 0) {
        long due = begun + (at - from) * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        LockSupport.parkNanos(due - System.nanoTime());
      }
      at += in.transferTo(at, Math.min(STEP, to - at), socket);
    }
  }

  private static Answer answer(SocketChannel socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(socket), StandardCharsets.ISO_8859_1));
    String status = in.readLine();
    if (status == null) {
      throw new IOException("nothing was answered");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(status.split(" ", -1)[1]), headers);
  }

  private static void expect(int status, Answer answer) throws IOException {
    if (answer.status != status) {
      throw new IOException("answered with " + answer.status + " instead of " + status);
    }
  }
}

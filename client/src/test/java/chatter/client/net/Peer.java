package chatter.client.net;

import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.DecodedCommand;
import chatter.shared.protocol.ServerEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The server's end of one websocket of a `FakeServer`.
public final class Peer {
  private final Socket socket;
  private final String path;
  private final Map<String, String> headers;
  private final BlockingQueue<ClientCommand> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

  public Peer(Socket socket, String path, Map<String, String> headers) {
    this.socket = socket;
    this.path = path;
    this.headers = headers;
  }

  public String path() {
    return path;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /// Waits for the next command, which must be of this type.
  public <T extends ClientCommand> T hears(Class<T> type) throws InterruptedException {
    ClientCommand next = heard.poll(60, TimeUnit.SECONDS);
    if (!type.isInstance(next)) {
      throw new AssertionError("expected " + type.getSimpleName() + ", heard " + next);
    }
    return type.cast(next);
  }

  /// Waits for the next command of this type, whatever else comes before.
  public <T extends ClientCommand> T awaits(Class<T> type) throws InterruptedException {
    while (true) {
      ClientCommand next = hears(ClientCommand.class);
      if (type.isInstance(next)) {
        return type.cast(next);
      }
    }
  }

  public boolean heardNothingMore() {
    return heard.isEmpty();
  }

  /// Waits until the client closed; 1006 if it did so without a word.
  public int awaitClosed() throws InterruptedException {
    Integer code = closed.poll(60, TimeUnit.SECONDS);
    if (code == null) {
      throw new AssertionError("still open");
    }
    return code;
  }

  /// Says these events, in one frame.
  public void says(ServerEvent... events) {
    frame(
        1,
        Arrays.stream(events)
            .map(Codec::encode)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8));
  }

  public void says(String text) {
    frame(1, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Closes with a code.
  public void closes(int code) {
    frame(8, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /// The network goes away.
  public void cut() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void frame(int opcode, byte[] payload) {
    try {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(0x80 | opcode);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else {
        frame.write(127);
        frame.write(ByteBuffer.allocate(8).putLong(payload.length).array());
      }
      frame.write(payload);
      socket.getOutputStream().write(frame.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads until the end.
  public void read(InputStream stream) {
    int code = 1006;
    try (DataInputStream in = new DataInputStream(stream)) {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
          payload[i] ^= mask[i % 4];
        }
        if (opcode == 8) {
          code = ByteBuffer.wrap(payload).getShort();
          break;
        } else if (opcode == 1) {
          Codec.split(new String(payload, StandardCharsets.UTF_8)).forEach(this::heard);
        }
      }
    } catch (IOException e) {
      // Cut off: code 1006, as for any websocket.
      assert code == 1006 : e;
    }
    closed.add(code);
  }

  private void heard(String line) {
    switch (Codec.decodeCommand(line)) {
      case DecodedCommand.Valid valid -> heard.add(valid.command());
      case DecodedCommand.Invalid invalid ->
          throw new AssertionError("the client sent " + invalid + ": " + line);
    }
  }
}

package chatter.server.realtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// TLS on the sockets of a `FrameConnector`, through which whole frames are written and read as
/// without it: each is encrypted for its connection on the hub's thread and goes to the socket in
/// the same call, and what comes is decrypted on the selector's.
public final class FrameTls extends SslConnectionFactory {
  /// @param context with which key, and what of TLS is spoken
  /// @param inside the protocol that is encrypted
  public FrameTls(SslContextFactory.Server context, String inside) {
    super(context, inside);
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint socket, SSLEngine engine) {
    return new Encrypted(connector.getByteBufferPool(), connector.getExecutor(), socket, engine);
  }

  private final class Encrypted extends SslConnection {
    private Encrypted(
        ByteBufferPool buffers, Executor executor, EndPoint socket, SSLEngine engine) {
      super(
          buffers,
          executor,
          getSslContextFactory(),
          socket,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
    }

    @Override
    protected SslEndPoint newSslEndPoint() {
      return new Inside();
    }

    /// What is encrypted, and what was decrypted.
    private final class Inside extends SslEndPoint implements FrameSocket {
      private volatile FrameWriter writer;

      @Override
      public FrameWriter takeFrames() {
        ((FrameEndPoint) Encrypted.this.getEndPoint()).readFrames();
        FrameWriter made = new FrameWriter(new Direct());
        writer = made;
        return made;
      }

      @Override
      public void write(Callback callback, ByteBuffer... buffers) {
        FrameWriter frames = writer;
        if (frames == null) {
          super.write(callback, buffers);
        } else {
          frames.write(callback, buffers);
        }
      }

      private final class Direct implements FrameWriter.Target {
        @Override
        public boolean flush(ByteBuffer frame) throws IOException {
          return Inside.this.flush(frame);
        }

        @Override
        public void write(Callback callback, ByteBuffer... buffers) {
          Inside.super.write(callback, buffers);
        }

        @Override
        public void close(Throwable cause) {
          Inside.this.close(cause);
        }
      }
    }
  }
}

package chatter.server.realtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
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
    /// Records of a peer that hold nothing, as those that change its keys, one after the other:
    /// nobody needs as many, and while they are read nothing can be written to it.
    private static final int MOST_EMPTY = 32;

    private volatile boolean takesFrames;
    private volatile boolean handsOver;

    // Of whoever reads.
    private int empty;

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
    protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output)
        throws SSLException {
      SSLEngineResult result = super.unwrap(engine, input, output);
      if (result.bytesProduced() > 0) {
        empty = 0;
      } else if (takesFrames && result.bytesConsumed() > 0 && ++empty > MOST_EMPTY) {
        throw new SSLException("too many records with nothing in them");
      }
      return result;
    }

    /// A reader who finds something left to be written has the socket write it. Until that has
    /// left, nobody else may write it, or its memory would be used for another connection too
    /// early. Before there are frames one thread alone writes, and what it is not let write may be
    /// the last thing that it says: why it does not greet.
    @Override
    protected boolean networkFlush(ByteBuffer output) throws IOException {
      return !(takesFrames && (handsOver || ((FrameEndPoint) getEndPoint()).isWriting()))
          && super.networkFlush(output);
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
        takesFrames = true;
        FrameWriter made = new FrameWriter(new Direct());
        writer = made;
        return made;
      }

      /// Here it is that a reader hands over what is left.
      @Override
      protected void needsFillInterest() {
        handsOver = true;
        try {
          super.needsFillInterest();
        } finally {
          handsOver = false;
        }
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

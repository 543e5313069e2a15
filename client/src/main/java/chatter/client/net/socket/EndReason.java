package chatter.client.net.socket;

import chatter.shared.protocol.CloseCode;

/// Why a session stopped for good, so that only the person can go on.
public enum EndReason {
  /// The login ended: signed out, ended from another device, password changed, or expired.
  SIGNED_OUT,
  /// The server speaks another version of the protocol.
  VERSION,
  /// The server did not understand this client.
  BAD_FRAMES,
  /// The account opened so many connections that this one, the oldest, was closed;
  /// `ServerSession.tryNow` connects again.
  TOO_MANY_CONNECTIONS,
  /// The account may not sign in any more.
  ACCOUNT_DISABLED,
  /// The server gave a reason to stop that this version does not know.
  REFUSED;

  /// The reason behind a close code of the "stop" range.
  static EndReason of(int closeCode) {
    return CloseCode.of(closeCode)
        .map(code ->
            switch (code) {
              case SESSION_ENDED -> SIGNED_OUT;
              case VERSION -> VERSION;
              case BAD_FRAMES -> BAD_FRAMES;
              case TOO_MANY_CONNECTIONS -> TOO_MANY_CONNECTIONS;
              case ACCOUNT_DISABLED -> ACCOUNT_DISABLED;
              case DRAINING, SLOW_CONSUMER, HEARTBEAT, RATE_LIMIT, NO_HELLO -> REFUSED;
            })
        .orElse(REFUSED);
  }
}

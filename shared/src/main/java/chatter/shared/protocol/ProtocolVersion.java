package chatter.shared.protocol;

/// The version of the protocol that this build speaks.
public final class ProtocolVersion {
  /// The number in `hello` and `welcome`.
  public static final int CURRENT = 2;

  /// The websocket subprotocol, echoed by the server when a client offers it.
  public static final String SUBPROTOCOL = "chatter.v2";

  private ProtocolVersion() {}
}

package chatter.server.wire;

import java.util.function.Consumer;

/// One thing that a peer can do to a server, and what has to come of it.
///
/// @param section of RFC 6455 that says so
/// @param sentence what happens, with the code or answer that it must bring
/// @param story does it on a connection that is live, and looks at what comes
record WireCase(String section, String sentence, Consumer<RawWebSocket> story) {
  @Override
  public String toString() {
    return sentence + " (" + section + ")";
  }
}

package chatter.server.wire;

import chatter.server.RawSocket;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One way to ask for a websocket, and what has to come of it.
///
/// @param section of RFC 6455 that says so
/// @param sentence what happens, with the status that it must bring
/// @param status of the answer
/// @param change makes it from a request that would be granted
/// @param look at what else the answer has
record HandshakeCase(
    String section,
    String sentence,
    int status,
    UnaryOperator<UpgradeRequest> change,
    Consumer<RawSocket> look) {
  @Override
  public String toString() {
    return sentence + " (" + section + ")";
  }
}

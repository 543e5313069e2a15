package chatter.server.invite;

import java.util.List;

/// Where a server can be reached, as far as it knows itself.
///
/// @param network its addresses for others, as `https://192.168.1.20:8080`, the likeliest first;
///   empty if only this computer reaches it, or if there is no network
/// @param here its address on this computer
/// @param fingerprint of its key, or null if it has none that a program should insist on
public record ServerAddresses(List<String> network, String here, String fingerprint) {
  public ServerAddresses {
    network = List.copyOf(network);
  }
}

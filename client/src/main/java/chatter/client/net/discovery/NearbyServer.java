package chatter.client.net.discovery;

import chatter.client.net.http.ServerAddress;
import java.util.List;

/// A server that says on the network that it is here. Nobody vouches for that: what it says helps
/// to find it, and whether it is the one that is meant its key has to prove.
///
/// @param id its own, the same under all addresses
/// @param name what people call it
/// @param addresses where it is, in no order that means anything; at least one
/// @param fingerprint the key it says it has; empty if it speaks https and did not say a possible
///   one; null if it speaks plain http
/// @param people how many were there a while ago
public record NearbyServer(
    String id, String name, List<ServerAddress> addresses, String fingerprint, int people) {
  public NearbyServer {
    addresses = List.copyOf(addresses);
  }
}

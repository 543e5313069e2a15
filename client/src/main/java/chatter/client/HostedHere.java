package chatter.client;

import chatter.client.chat.LocalHost;
import chatter.client.hosting.HostingViewModel;
import chatter.client.net.ServerAddress;
import chatter.client.prefs.KnownServer;

/// Which of the known chats is the one that this computer hosts, and what it does. JavaFX
/// application thread only.
///
/// @param hosting the chat hosted here, if there is one
record HostedHere(HostingViewModel hosting) {
  /// Whether an address is that of the server hosted here.
  boolean isAt(ServerAddress address) {
    return hosting.port() != 0 && address.equals(ServerAddress.local(hosting.port()));
  }

  /// Whether a known chat is the one hosted here. Two that had the same port one after the other
  /// are told apart by their numbers, as far as these are known.
  boolean is(KnownServer server) {
    return (server.isAsked() && !hosting.id().isEmpty())
        ? server.id().equals(hosting.id())
        : server.addresses().stream()
            .flatMap(address -> ServerAddress.parse(address).stream())
            .anyMatch(this::isAt);
  }

  /// What the server of a known chat does, as far as it is this computer's.
  LocalHost state(KnownServer server) {
    if (!is(server)) {
      return LocalHost.ELSEWHERE;
    }
    return switch (hosting.stateProperty().get()) {
      case STARTING -> new LocalHost(LocalHost.State.STARTING, "");
      case RUNNING -> new LocalHost(LocalHost.State.RUNNING, "");
      case STOPPING, STOPPED ->
          new LocalHost(LocalHost.State.STOPPED, hosting.problemProperty().get());
    };
  }
}

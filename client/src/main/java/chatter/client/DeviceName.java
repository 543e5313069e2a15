package chatter.client;

import java.util.Map;
import java.util.stream.Stream;

/// What a server calls this computer in the list of signed-in devices.
final class DeviceName {
  private static final int LONGEST_HOST = 60;

  private DeviceName() {}

  /// E.g. `Chatter on ada-laptop (Linux)`. Only what the system tells for free: asking the network
  /// for this computer's name can take seconds.
  static String of(String os, Map<String, String> environment) {
    String host =
        Stream.of("COMPUTERNAME", "HOSTNAME")
            .map(environment::get)
            .filter(name -> name != null && !name.isBlank())
            .findFirst()
            .orElse("");
    String system = os.startsWith("Windows") ? "Windows" : os;
    return host.isEmpty()
        ? "Chatter on " + system
        : "Chatter on "
            + host.substring(0, Math.min(LONGEST_HOST, host.length()))
            + " ("
            + system
            + ")";
  }
}

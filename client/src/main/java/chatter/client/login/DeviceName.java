package chatter.client.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server calls this computer in the list of signed-in devices.
final class DeviceName {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceName.class);
  private static final Path HOST_FILE = Path.of("/etc/hostname");
  private static final int LONGEST_HOST = 60;

  private DeviceName() {}

  /// The name of this computer.
  static String ofThisComputer() {
    return of(System.getProperty("os.name"), System.getenv(), hostFile());
  }

  /// E.g. `Chatter on ada-laptop (Linux)`. Only from what the system tells for free: asking the
  /// network for this computer's name can take seconds.
  ///
  /// @param hostFile what the file with the computer's name holds, or empty
  static String of(String os, Map<String, String> environment, String hostFile) {
    String host = environment.getOrDefault("COMPUTERNAME", hostFile).strip();
    String system = os.startsWith("Windows") ? "Windows" : os.startsWith("Mac") ? "macOS" : os;
    return host.isEmpty()
        ? "Chatter on " + system
        : "Chatter on "
            + host.substring(0, Math.min(LONGEST_HOST, host.length()))
            + " ("
            + system
            + ")";
  }

  private static String hostFile() {
    try {
      return Files.exists(HOST_FILE) ? Files.readString(HOST_FILE) : "";
    } catch (IOException e) {
      LOG.debug("This computer does not tell its name", e);
      return "";
    }
  }
}

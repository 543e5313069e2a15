package chatter.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What to look at, and what to type, on the system at hand.
///
/// @param seen what can be seen of a firewall from here, a sentence with a blank after it; empty if
///   nothing
/// @param command how to let others in
record FirewallAdvice(String seen, String command) {
  static final String SET_THE_CLOCK =
      "Let both computers set their clocks by the network: on Linux sudo timedatectl set-ntp true, on"
          + " Windows w32tm /resync, on macOS in System Settings, General, Date & Time.";

  private static final String UFW_ON = "ENABLED=yes";

  static FirewallAdvice ofThisSystem(int port) {
    return of(System.getProperty("os.name"), Path.of("/"), port);
  }

  /// @param root where the system's files are
  static FirewallAdvice of(String system, Path root, int port) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return new FirewallAdvice(
          "",
          "in a terminal as administrator: netsh advfirewall firewall add rule name=Chatter dir=in"
              + " action=allow protocol=TCP localport="
              + port
              + " . Windows Defender also keeps everybody out of a network that it takes for public:"
              + " Get-NetConnectionProfile in PowerShell shows it.");
    }
    if (name.startsWith("mac")) {
      return new FirewallAdvice(
          "",
          "allow incoming connections for Chatter (or java) in System Settings, Network, Firewall,"
              + " Options. /usr/libexec/ApplicationFirewall/socketfilterfw --getglobalstate says"
              + " whether it is on.");
    }
    String ufw = "sudo ufw allow " + port + "/tcp (sudo ufw status shows what is allowed)";
    String firewalld =
        "sudo firewall-cmd --permanent --add-port="
            + port
            + "/tcp && sudo firewall-cmd --reload (sudo firewall-cmd --list-all shows what is"
            + " allowed)";
    if (ufwIsOn(root)) {
      return new FirewallAdvice("The firewall ufw is on. ", ufw + ".");
    }
    if (Files.exists(root.resolve("usr/bin/firewall-cmd"))) {
      return new FirewallAdvice("This system has the firewall firewalld. ", firewalld + ".");
    }
    return new FirewallAdvice(
        "",
        "with ufw, "
            + ufw
            + "; with firewalld, "
            + firewalld
            + "; sudo nft list ruleset shows every rule there is.");
  }

  private static boolean ufwIsOn(Path root) {
    try {
      Path settings = root.resolve("etc/ufw/ufw.conf");
      return Files.exists(settings)
          && Files.readAllLines(settings).stream().anyMatch(line -> line.strip().equals(UFW_ON));
    } catch (IOException e) {
      // What may not be read says nothing; the advice then names every firewall.
      return false;
    }
  }

  /// How to find the program that has a port.
  static String whoHasThePort(int port) {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String command =
        name.startsWith("windows")
            ? "netstat -ano | findstr :" + port
            : name.startsWith("mac")
                ? "sudo lsof -nP -iTCP:" + port + " -sTCP:LISTEN"
                : "sudo ss -ltnp sport = :" + port;
    return command + " shows which.";
  }
}

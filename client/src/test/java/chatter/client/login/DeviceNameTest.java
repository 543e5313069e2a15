package chatter.client.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceNameTest {
  @Test
  void deviceSaysWhichComputerItIs() {
    assertEquals("Chatter on desk (Linux)", DeviceName.of("Linux", Map.of(), "desk\n"));
    assertEquals("Chatter on Linux", DeviceName.of("Linux", Map.of(), ""));
    assertEquals(
        "Chatter on PC-7 (Windows)",
        DeviceName.of("Windows 11", Map.of("COMPUTERNAME", "PC-7"), ""));
    assertTrue(DeviceName.of("Linux", Map.of(), "x".repeat(300)).length() < 100);
  }
}

package chatter.server.web.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ClientAddressTest {
  @Test
  void anIpv4AddressCountsWhole() {
    assertEquals("192.0.2.7", ClientAddress.key("192.0.2.7"));
    assertNotEquals(ClientAddress.key("192.0.2.7"), ClientAddress.key("192.0.2.8"));
  }

  @Test
  void anIpv6AddressCountsByItsNetwork() {
    assertEquals(ClientAddress.key("2001:db8:1:2::1"), ClientAddress.key("2001:db8:1:2:f::9"));
    assertEquals(ClientAddress.key("2001:db8:1:2::1"), ClientAddress.key("[2001:db8:1:2::1]"));
    assertNotEquals(ClientAddress.key("2001:db8:1:2::1"), ClientAddress.key("2001:db8:1:3::1"));
  }
}

package chatter.server.web.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose word is believed about the addresses behind them.
class TrustedProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "true,127.0.0.1,127.0.0.1",
    "false,127.0.0.1,127.0.0.2",
    "true,127.0.0.0/8,127.255.0.9",
    "false,127.0.0.0/8,128.0.0.1",
    "true,10.1.2.3/8,10.200.0.1",
    "true,192.168.1.128/25,192.168.1.255",
    "false,192.168.1.128/25,192.168.1.127",
    "true,192.168.0.0/17,192.168.127.1",
    "false,192.168.0.0/17,192.168.128.1",
    "true,'10.0.0.1, 10.0.0.2',10.0.0.2",
    "true,'10.0.0.1 ::1',::1",
    "true,fd00::/8,fd12:3456::1",
    "false,fd00::/8,fe80::1",
    "true,2001:db8::/33,2001:db8:7fff::1",
    "false,2001:db8::/33,2001:db8:8000::1",
    "true,10.0.0.1,::ffff:10.0.0.1",
    "false,::/1,10.0.0.1",
    "false,127.0.0.1,localhost",
    "false,127.0.0.1,''",
    "false,127.0.0.1,_hidden"
  })
  void believesTheAddressesOfItsNetworks(boolean believed, String proxies, String address) {
    assertEquals(believed, TrustedProxies.parse(proxies).contains(address));
  }

  @Test
  void believesNobodyUnasked() {
    assertTrue(TrustedProxies.parse("").isEmpty());
    assertTrue(TrustedProxies.parse(" , ").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "proxy.example",
        "10.0.0.0/33",
        "fd00::/129",
        "10.0.0.0/",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "0.0.0.0/0",
        "::/0",
        "300.1.1.1",
        "10.0.0.1;10.0.0.2",
        "10.0.0.1,nonsense"
      })
  void saysWhichOneIsWrong(String proxies) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(proxies))
            .getMessage();
    assertTrue(said.startsWith("--trusted-proxy: "), said);
  }
}

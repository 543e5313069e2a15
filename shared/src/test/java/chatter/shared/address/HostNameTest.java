package chatter.shared.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Host names as a browser reads them; the right side is what Chromium and Firefox make of the
/// left.
class HostNameTest {
  @ParameterizedTest
  @CsvSource({
    "Localhost,localhost",
    "localhost.,localhost",
    "my_server,my_server",
    "_a.my_files.example.org,_a.my_files.example.org",
    "a-.example,a-.example",
    "müller.example,xn--mller-kva.example",
    "MÜLLER.example,xn--mller-kva.example",
    "mu\u0308ller.example,xn--mller-kva.example",
    "xn--mller-kva.example,xn--mller-kva.example",
    "XN--MLLER-KVA.example,xn--mller-kva.example",
    "bücher。example,xn--bcher-kva.example",
    "straße.example,xn--strae-oqa.example",
    "STRAẞE.example,xn--strae-oqa.example",
    "βόλος.example,xn--nxasmm1c.example",
    "ΒΌΛΟΣ.example,xn--nxasmq6b.example",
    "日本語.example,xn--wgv71a119e.example",
    "ｅｘａｍｐｌｅ.org,example.org",
    "ex\u00adam\u200bple.org,example.org",
    "İ.example,xn--i-9bb.example",
    "😀.example,xn--e28h.example",
    "127.0.0.1,127.0.0.1",
    "127.0.0.1.,127.0.0.1",
    "127.1,127.0.0.1",
    "0x7f.0.0.1,127.0.0.1",
    "2130706433,127.0.0.1",
    "[::1],[::1]",
    "::1,[::1]",
    "[0:0:0:0:0:0:0:1],[::1]",
    "[2001:DB8::A:0:0:1],[2001:db8::a:0:0:1]",
    "[2001:db8:0:1:1:1:1:1],[2001:db8:0:1:1:1:1:1]",
    "[2001:0:0:1:0:0:0:1],[2001:0:0:1::1]",
    "[::],[::]",
    "[::ffff:192.0.2.1],192.0.2.1"
  })
  void aHostHasOneForm(String written, String canonical) {
    assertEquals(Optional.of(canonical), HostName.canonical(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        ".a",
        "a b",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a@b",
        "a%41",
        "a<b",
        "[::1",
        "::1]",
        "[a]",
        "[fe80::1%eth0]",
        "[1.2.3.4]",
        "1.2.3.4.5",
        "256.1.1.1",
        "example.1",
        "a\u202eb",
        "a\u2028b",
        "a\u0000b",
        "a\u200db",
        "a:1"
      })
  void whatIsNoHostIsNone(String written) {
    assertEquals(Optional.empty(), HostName.canonical(written));
  }

  @Test
  void tooLongIsNone() {
    assertEquals(Optional.empty(), HostName.canonical("a".repeat(64)));
    assertEquals(Optional.empty(), HostName.canonical("a.".repeat(128)));
    assertEquals(Optional.empty(), HostName.canonical("ü".repeat(64)));
    assertEquals(Optional.empty(), HostName.canonical(null));
  }

  @ParameterizedTest
  @CsvSource({
    "xn--mller-kva.example,müller.example",
    "xn--strae-oqa.example,straße.example",
    "xn--nxasmm1c.example,βόλος.example",
    "xn--e28h.example,😀.example",
    "xn--.example,xn--.example",
    "xn--a.example,xn--a.example",
    "xn--99999999999.example,xn--99999999999.example",
    "xn--abc-.example,xn--abc-.example",
    "[::1],[::1]",
    "my_server,my_server"
  })
  void aHostIsShownInItsLetters(String canonical, String shown) {
    assertEquals(shown, HostName.shown(canonical));
  }
}

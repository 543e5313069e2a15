package chatter.shared.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.shared.text.Examples;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InviteLinkTest {
  private static final String KEY = "kDrlFeKYtMTiRJ0sgRDVMRlx8BP5bLYAAAAAAAAAAAA";
  private static final String HOME = "https://192.168.1.20:8080";
  private static final String NAMED = "https://ana-laptop.local:8080";
  private static final InviteLink FULL =
      new InviteLink("K7QM2X9P", KEY, List.of(HOME, NAMED), "Ana's Chatter & more");

  @Test
  void theWebLinkKeepsItsSecretsBehindTheHash() {
    assertEquals(
        HOME + "/#join=K7QM2X9P&key=" + KEY + "&at=192.168.1.20:8080&at=ana-laptop.local:8080",
        FULL.web(HOME));
  }

  @Test
  void theAppLinkHasTheNameToo() {
    assertEquals(
        "chatter://join?code=K7QM2X9P&key="
            + KEY
            + "&at="
            + HOME
            + "&at="
            + NAMED
            + "&name=Ana%27s+Chatter+%26+more",
        FULL.app());
  }

  @Test
  void whatTheAppLinkSaysIsReadAgain() {
    assertEquals(Optional.of(FULL), InviteLink.parse(FULL.app()));
    InviteLink bare = new InviteLink("K7QM2X9P", null, List.of("http://10.0.0.7:8080"), null);
    assertEquals(Optional.of(bare), InviteLink.parse(bare.app()));
  }

  @Test
  void whatTheWebLinkSaysIsReadAgain() {
    assertEquals(
        Optional.of(new InviteLink("K7QM2X9P", KEY, List.of(HOME, NAMED), null)),
        InviteLink.parse("  " + FULL.web(HOME) + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://my_server:8080",
        "http://office.local.:8080",
        "https://müller.example",
        "https://mu\u0308ller.example",
        "https://xn--mller-kva.example:8443"
      })
  void everyHostThatABrowserTakesIsKept(String address) {
    InviteLink link = new InviteLink("K7QM2X9P", null, List.of(address), null);

    assertEquals(Optional.of(link), InviteLink.parse(link.app()));
    assertEquals(Optional.of(link), InviteLink.parse(link.web(address)));
  }

  @Test
  void theAddressInFrontOfTheWebLinkIsTheLikeliest() {
    InviteLink read = InviteLink.parse(FULL.web("https://chat.example.org")).orElseThrow();
    assertEquals(List.of("https://chat.example.org", HOME, NAMED), read.addresses());
  }

  @Test
  void aProxyMayServeTheChatBelowAPath() {
    InviteLink link =
        new InviteLink("K7QM2X9P", null, List.of("https://example.org/our/chat"), "Ours");
    String web = link.web("https://example.org/our/chat");
    assertEquals("https://example.org/our/chat/#join=K7QM2X9P&at=example.org/our/chat", web);
    assertEquals(link.addresses(), InviteLink.parse(web).orElseThrow().addresses());
    assertEquals(Optional.of(link), InviteLink.parse(link.app()));
  }

  @Test
  void anAddressOfAnotherSchemeKeepsIt() {
    InviteLink mixed = new InviteLink("K7QM2X9P", null, List.of("http://10.0.0.7:8080"), null);
    assertEquals(
        List.of("https://chat.example.org", "http://10.0.0.7:8080"),
        InviteLink.parse(mixed.web("https://chat.example.org")).orElseThrow().addresses());
  }

  @ParameterizedTest
  @ValueSource(strings = {"K7QM-2X9P", " k7qm2x9p ", "k7qm 2x9p"})
  void aCodeAloneIsAnInviteWithoutAddresses(String typed) {
    assertEquals(
        Optional.of(new InviteLink("K7QM2X9P", null, List.of(), null)), InviteLink.parse(typed));
  }

  @Test
  void whatANewerProgramAddsIsLeftAlone() {
    assertEquals(
        "K7QM2X9P", InviteLink.parse("chatter://join?v=2&code=k7qm-2x9p&x").orElseThrow().code());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "http://192.168.1.20:8080",
        "http://192.168.1.20:8080/#join=K7QM",
        "http://192.168.1.20:8080/#at=10.0.0.7",
        "chatter://join?key=abc",
        "chatter://join?code=K7QM2X9P&key=abc",
        "see chatter://join?code=K7QM2X9P&key=abc K7QM-2X9P",
        "my code is K7QM-2X9P",
        "chatter://join?code=K7QM2X9P&at=javascript:alert(1)",
        "chatter://join?code=K7QM2X9P&at=user@evil.example",
        "chatter://join?code=K7QM2X9P&at=%zz",
        "chatter://leave?code=K7QM2X9P",
        "ftp://192.168.1.20/#join=K7QM2X9P"
      })
  void isNothingElse(String text) {
    assertEquals(Optional.empty(), InviteLink.parse(text));
  }

  @Test
  void isNotReadForEver() {
    assertEquals(
        Optional.empty(), InviteLink.parse("chatter://join?code=K7QM2X9P&x=" + "y".repeat(5_000)));
    assertEquals(
        16,
        InviteLink.parse("chatter://join?code=K7QM2X9P" + manyAddresses())
            .orElseThrow()
            .addresses()
            .size());
  }

  @Test
  void codeIsFoundWhereThePageFindsIt() throws IOException {
    for (JsonNode example : Examples.in("invites.json").toList()) {
      assertEquals(
          Optional.ofNullable(example.get("code").asString(null)),
          InviteLink.codeIn(Examples.text(example.get("text"))),
          example.get("name").asString());
    }
    assertEquals(Optional.empty(), InviteLink.codeIn(null));
  }

  @Test
  void anAddressThatCannotBeReadDoesNotSpoilTheOthers() {
    assertEquals(
        List.of(HOME),
        InviteLink.parse(FULL.app().replace(NAMED, "user@evil.example")).orElseThrow().addresses());
    assertEquals(
        Optional.of("K7QM2X9P"),
        InviteLink.parse("chatter://join?code=K7QM2X9P&name=%zz").map(InviteLink::code));
  }

  @Test
  void isFoundInTheMessageItCameWith() {
    InviteLink link = InviteLink.parse(FULL.web(HOME)).orElseThrow();
    assertEquals(
        Optional.of(link),
        InviteLink.parse("Ana invites you to Ours: " + FULL.web(HOME) + "\nThe code: K7QM-2X9P"));
    assertEquals(Optional.of(link), InviteLink.parse("Come (" + FULL.web(HOME) + ")."));
  }

  @Test
  void endsInNoLog() {
    assertFalse(FULL.toString().contains("K7QM"));
  }

  private static String manyAddresses() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      many.append("&at=host").append(i).append(":1");
    }
    return many.toString();
  }
}

package chatter.client.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.login.ServerChoiceViewModel.Candidate;
import chatter.client.net.discovery.NearbyServer;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import chatter.client.ui.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is typed and chosen, and which chat that is.
class ServerChoiceViewModelTest {
  private static final String KEY = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
  private static final String OTHER_KEY = "uU0nuZNNPgilLlLX2n2r-sSE7-N6U4DukIj3rOLvzek";

  private final ServerChoiceViewModel places =
      new ServerChoiceViewModel(Texts.of(LoginController.class));

  private Candidate typed(String text) {
    places.address().textProperty().set(text);
    return places.typed().orElseThrow(() -> new AssertionError(wrong()));
  }

  private String wrong() {
    return places.address().errorProperty().get();
  }

  private String wrong(String text) {
    places.address().textProperty().set(text);
    assertEquals(Optional.empty(), places.typed());
    return wrong();
  }

  private static List<String> addresses(Candidate place) {
    return place.wanted().addresses().stream().map(ServerAddress::display).toList();
  }

  private static NearbyServer nearby(String id, String name, String key) {
    ServerAddress address = ServerAddress.parse("https://192.168.1.20:8080").orElseThrow();
    return new NearbyServer(id, name, List.of(address), key, 3);
  }

  private static KnownServer known(String id, String key) {
    return new KnownServer(
        id, "Ana", List.of("https://10.0.0.7:8080"), key, SavedLogin.nobody(id), Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "office.local, office.local:8080",
    "office.local:9000, office.local:9000",
    "https://chat.example.org, https://chat.example.org",
    "http://192.168.1.20:8080/, 192.168.1.20:8080"
  })
  void addressIsWhereItSays(String text, String address) {
    Candidate place = typed(text);
    assertEquals(List.of(address), addresses(place));
    assertEquals("", place.code());
    assertTrue(place.wanted().pin().isNone());
  }

  @Test
  void linkOfEitherKindHoldsEverything() {
    for (String text :
        List.of(
            "https://192.168.1.20:8080/#join=K7QM2X9P&key=" + KEY + "&at=10.0.0.7:8080",
            "chatter://join?code=k7qm-2x9p&key="
                + KEY
                + "&at=https://192.168.1.20:8080&at=https://10.0.0.7:8080&name=Ana%27s+Chatter")) {
      Candidate place = typed(text);
      assertEquals(List.of("https://192.168.1.20:8080", "https://10.0.0.7:8080"), addresses(place));
      assertEquals("K7QM2X9P", place.code());
      assertEquals(Pin.named(KEY), place.wanted().pin());
    }
    assertEquals(
        "Ana's Chatter",
        typed("chatter://join?code=K7QM2X9P&at=http://a:1&name=Ana%27s+Chatter").title());
  }

  @Test
  void codeIsForTheOnlyChatThereIs() {
    assertEquals(
        "No chat was found for this code. Paste the whole link instead, or the address first.",
        wrong("K7QM-2X9P"));
    places.nearby().add(nearby("s1", "Ana", KEY));
    Candidate place = typed("k7qm 2x9p");
    assertEquals("K7QM2X9P", place.code());
    assertEquals("s1", place.wanted().id());
    assertEquals(Pin.named(KEY), place.wanted().pin());
    places.known().add(known("s1", KEY));
    assertEquals("K7QM2X9P", typed("K7QM-2X9P").code());
  }

  @Test
  void codeIsShownToNobodyUntilItIsSaidWhichChatItIsFor() {
    places.nearby().add(nearby("s1", "Ana", KEY));
    places.known().add(known("s2", ""));
    assertEquals(
        "Choose below which chat this code is for. Only that one gets to see it.",
        wrong("K7QM-2X9P"));
    assertEquals("K7QM2X9P", places.typedCode());
  }

  @Test
  void eightLettersMayBeAComputersName() {
    assertEquals(List.of("chatter8:8080"), addresses(typed("chatter8")));
  }

  @Test
  void keyThatWasRightSoFarCountsMoreThanAnAnnouncedOne() {
    places.known().add(known("s1", KEY));
    assertEquals(Pin.named(KEY), places.of(nearby("s1", "Ana", OTHER_KEY)).wanted().pin());
    assertEquals(Pin.named(OTHER_KEY), places.of(nearby("s2", "Ben", OTHER_KEY)).wanted().pin());
  }

  @Test
  void typedAddressOfAChatThatIsKnownHasItsKey() {
    places.known().add(known("s1", KEY));
    assertEquals(Pin.named(KEY), typed("10.0.0.7:8080").wanted().pin());
    assertTrue(typed("10.0.0.8:8080").wanted().pin().isNone());
  }

  @Test
  void whatIsNoPlaceSaysWhyNot() {
    assertEquals("Enter an invite, or the address of a server, like office.local:8080.", wrong(""));
    assertFalse(wrong("not an address").isEmpty());
    assertEquals(
        "This link is for a new password. Open it in a browser, then sign in here.",
        wrong("https://192.168.1.20:8080/#reset=K7QM2X9PK7QM2X9P"));
    assertEquals(
        "This link is damaged: its key cannot be read. Copy it again, all of it.",
        wrong("chatter://join?code=K7QM2X9P&at=https://a:1&key=" + "x".repeat(43)));
  }
}

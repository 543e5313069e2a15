package chatter.shared.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FingerprintTest {
  /// Made with `openssl ecparam -name prime256v1 -genkey | openssl ec -pubout -outform der`.
  private static final String KEY =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZCYyesDb6zIv+tZPzpi5UCYWPk9X"
          + "0M7TePEAQvLtnq6rqO64pC3ijqrzuoc9+9uQ4dh0vFBXV2CGOzjJkbtPdw==";

  /// By `openssl dgst -sha256 -binary | basenc --base64url`.
  private static final String VALUE = "CKcXavwKTNP9Nwf2W7b82Nl7MYsmLxr9HTxyEb51gSE";

  @Test
  void itIsTheHashThatOtherToolsMakeOfTheKey() throws Exception {
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(KEY)));
    assertEquals(VALUE, Fingerprint.of(key).value());
  }

  @Test
  void anotherKeyHasAnother() throws NoSuchAlgorithmException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    assertNotEquals(
        Fingerprint.of(keys.generateKeyPair().getPublic()),
        Fingerprint.of(keys.generateKeyPair().getPublic()));
  }

  @Test
  void whatIsReadAloudIsReadAgain() {
    Fingerprint fingerprint = new Fingerprint(VALUE);
    assertEquals(11, fingerprint.groups().split(" ", -1).length);
    assertEquals(Optional.of(fingerprint), Fingerprint.parse(fingerprint.groups()));
    assertEquals(Optional.of(fingerprint), Fingerprint.parse("  " + VALUE + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        // A character too few, one too many, padding, base64 of the other alphabet, spare bits.
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé"
      })
  void whatIsNoneIsNotTaken(String text) {
    assertEquals(Optional.empty(), Fingerprint.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new Fingerprint(text));
  }

  @Test
  void nothingIsNone() {
    assertEquals(Optional.empty(), Fingerprint.parse(null));
  }
}

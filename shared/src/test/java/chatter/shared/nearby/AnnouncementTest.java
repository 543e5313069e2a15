package chatter.shared.nearby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.Registration;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTest {
  private static final String KEY = "k".repeat(43);
  private static final Announcement ANAS =
      new Announcement(
          "35450354-7442-4257", "Ana’s Chatter", "0.1.0", KEY, Registration.INVITE, 14);

  private static Optional<Announcement> read(Map<String, String> text) {
    return Announcement.read(text::get);
  }

  @Test
  void whatIsWrittenIsRead() {
    assertEquals(Optional.of(ANAS), read(ANAS.text()));
    Announcement plain = new Announcement("1", "A", "", null, Registration.OPEN, 0);
    assertEquals(Optional.of(plain), read(plain.text()));
  }

  @Test
  void everyEntryFitsIntoItsByteOfLength() {
    Announcement long_ =
        new Announcement("1", "😀".repeat(64), "0.1.0", KEY, Registration.CLOSED, 999_999);
    long_
        .text()
        .forEach((key, value) ->
            assertTrue((key + "=" + value).getBytes(StandardCharsets.UTF_8).length <= 255, key));
    assertEquals("😀".repeat(60), read(long_.text()).orElseThrow().name());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "id, none",
        "id, ''",
        "id, ../../etc",
        "name, none",
        "name, ' '",
        "name, 'two\nlines'",
        "name, '\u202Ereversed'",
      })
  void whatNamesNoServerIsNone(String key, String value) {
    Map<String, String> text = new HashMap<>(ANAS.text());
    text.put(key, value);
    assertEquals(Optional.empty(), read(text));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "people, -1, 0",
        "people, 99999999999, 0",
        "people, 9999999, 1000000",
        "people, none, 0",
        "people, many, 0"
      })
  void strangeNumbersOfPeopleAreNone(String key, String value, int people) {
    Map<String, String> text = new HashMap<>(ANAS.text());
    text.put(key, value);
    assertEquals(ANAS.withPeople(people), read(text).orElseThrow());
  }

  @Test
  void unknownRegistrationsAreByInviteAndUnknownKeysStillMeanHttps() {
    Map<String, String> text = new HashMap<>(ANAS.text());
    text.put("reg", "lottery");
    text.put("tls", "not a key");
    Announcement read = read(text).orElseThrow();
    assertEquals(Registration.INVITE, read.registration());
    assertEquals("", read.fingerprint());
  }
}

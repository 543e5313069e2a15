package chatter.shared.nearby;

import chatter.shared.api.Registration;
import chatter.shared.limits.FieldRule;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What a server tells everybody on its network about itself: the text record of its mDNS service.
/// Nobody vouches for it, so it finds a server and proves nothing about it.
///
/// @param id the server's own, the same under all of its addresses
/// @param name what people call it
/// @param version the program's
/// @param fingerprint the key it proves itself with over https; null if it speaks plain http
/// @param registration who may make an account
/// @param people how many are there, as of a while ago
public record Announcement(
    String id,
    String name,
    String version,
    String fingerprint,
    Registration registration,
    int people) {
  /// The type of service to announce and to look for.
  public static final String SERVICE = "_chatter._tcp.local.";

  /// A text record's entry has one byte for its length, and the key is part of it.
  private static final int MOST_NAME_BYTES = 240;

  private static final int MOST_PEOPLE = 1_000_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

  public Announcement {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(version, "version is missing");
    Objects.requireNonNull(registration, "registration is missing");
  }

  /// The same with other people.
  public Announcement withPeople(int newPeople) {
    return new Announcement(id, name, version, fingerprint, registration, newPeople);
  }

  /// The entries of the text record.
  public Map<String, String> text() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("id", id);
    text.put("name", cut(name));
    text.put("v", version);
    if (fingerprint != null) {
      text.put("tls", fingerprint);
    }
    text.put("reg", registration.name().toLowerCase(Locale.ROOT));
    text.put("people", Integer.toString(people));
    return text;
  }

  /// Understands a text record, which anybody on the network may have written.
  ///
  /// @param entry the value of a key, or null
  /// @return empty if it names no server; what else is wrong with it is left out
  public static Optional<Announcement> read(UnaryOperator<String> entry) {
    String id = entry.apply("id");
    String name = entry.apply("name");
    if (id == null || !ID.matcher(id).matches() || FieldRule.checkTitle(name).isPresent()) {
      return Optional.empty();
    }
    String version = entry.apply("v");
    String people = entry.apply("people");
    return Optional.of(
        new Announcement(
            id,
            name.strip(),
            version == null ? "" : version,
            fingerprint(entry.apply("tls")),
            registration(entry.apply("reg")),
            people == null || !NUMBER.matcher(people).matches()
                ? 0
                : Math.min(MOST_PEOPLE, Integer.parseInt(people))));
  }

  /// A key that cannot be one stays a sign that it speaks https.
  private static String fingerprint(String text) {
    return text == null ? null : FINGERPRINT.matcher(text).matches() ? text : "";
  }

  private static Registration registration(String text) {
    for (Registration one : Registration.values()) {
      if (one.name().equalsIgnoreCase(text)) {
        return one;
      }
    }
    return Registration.INVITE;
  }

  /// Ends before the character that does not fit any more.
  private static String cut(String name) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int codePoint : name.codePoints().toArray()) {
      String one = Character.toString(codePoint);
      bytes += one.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_NAME_BYTES) {
        break;
      }
      kept.append(one);
    }
    return kept.toString();
  }
}

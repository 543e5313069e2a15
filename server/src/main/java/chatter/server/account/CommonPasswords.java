package chatter.server.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The passwords that everybody tries first: the 5,000 commonest that are long enough to be
/// allowed. Immutable.
public final class CommonPasswords {
  private static final String LIST = "common-passwords.txt";

  private final Set<String> passwords;

  private CommonPasswords(Set<String> passwords) {
    this.passwords = passwords;
  }

  /// Reads the list that comes with the program.
  public static CommonPasswords load() {
    try (InputStream in = CommonPasswords.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException(LIST + " is not in the program");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      return new CommonPasswords(
          reader
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("# "))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the password is one of them, whatever its case.
  public boolean contains(String password) {
    return passwords.contains(
        Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
  }
}

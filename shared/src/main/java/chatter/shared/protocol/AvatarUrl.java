package chatter.shared.protocol;

import java.util.regex.Pattern;

/// Where a profile picture is fetched: a path on its server, the same for as long as the picture is
/// the same.
public final class AvatarUrl {
  /// What is before the hash of the picture.
  public static final String PATH = "/api/avatars/";

  private static final Pattern ONE = Pattern.compile(Pattern.quote(PATH) + "[A-Za-z0-9._-]+");

  private AvatarUrl() {}

  /// That of a picture.
  ///
  /// @param hash SHA-256 of the stored picture in hex; null for none
  /// @return null for null
  public static String of(String hash) {
    return hash == null ? null : PATH + hash;
  }

  /// Whether that leads to a picture on the same server, and nowhere else.
  public static boolean isOne(String url) {
    return ONE.matcher(url).matches();
  }
}

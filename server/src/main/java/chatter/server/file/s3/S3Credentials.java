package chatter.server.file.s3;

import java.util.Map;
import java.util.Objects;

/// With what requests to a bucket are signed. Never shown.
///
/// @param accessKey says whose it is
/// @param secretKey is never sent
/// @param sessionToken of credentials that end; null for those that do not
public record S3Credentials(String accessKey, String secretKey, String sessionToken) {
  static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

  public S3Credentials {
    Objects.requireNonNull(accessKey, "accessKey is missing");
    Objects.requireNonNull(secretKey, "secretKey is missing");
  }

  /// Those in the environment, where every program for S3 looks.
  ///
  /// @throws IllegalArgumentException with a sentence that names what is missing
  static S3Credentials in(Map<String, String> environment) {
    String accessKey = environment.getOrDefault(ACCESS_KEY, "").strip();
    String secretKey = environment.getOrDefault(SECRET_KEY, "").strip();
    if (accessKey.isEmpty() || secretKey.isEmpty()) {
      throw new IllegalArgumentException(
          "--files names a bucket, and "
              + (accessKey.isEmpty() ? ACCESS_KEY : SECRET_KEY)
              + " is not set: give the credentials in "
              + ACCESS_KEY
              + " and "
              + SECRET_KEY);
    }
    String token = environment.getOrDefault(SESSION_TOKEN, "").strip();
    return new S3Credentials(accessKey, secretKey, token.isEmpty() ? null : token);
  }

  /// Nothing of them.
  @Override
  public String toString() {
    return "S3Credentials";
  }
}

package chatter.server.file.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3AddressTest {
  private static final String SECRET = "very-secret";
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", SECRET);

  private static S3Address parse(String text) {
    return S3Address.parse(text, CREDENTIALS);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket?region=eu-central-1, https://bucket.s3.eu-central-1.amazonaws.com/x",
    "s3://bucket/chat?region=eu-central-1, https://bucket.s3.eu-central-1.amazonaws.com/chat/x",
    "s3://a.bucket/a/b/?region=r, https://s3.r.amazonaws.com/a.bucket/a/b/x",
    "s3://bucket?endpoint=https://s3.example.org:9000, https://s3.example.org:9000/bucket/x",
    "s3://bucket?endpoint=https://S3.example.org:443/, https://s3.example.org/bucket/x",
    "s3://bucket?endpoint=https://s3.example.org&path-style=false, https://bucket.s3.example.org/x",
    "s3://bucket/chat?endpoint=http://127.0.0.1:9000, http://127.0.0.1:9000/bucket/chat/x",
    "s3://bucket/chat?endpoint=http://[::1]:9000, http://[::1]:9000/bucket/chat/x",
    "s3://bucket?endpoint=http://minio:9000&plain-http=true, http://minio:9000/bucket/x"
  })
  void saysWhereThingsAre(String written, URI at) {
    assertEquals(at, parse(written).at("x"));
  }

  @Test
  void takesWhatIsNotWrittenFromTheEnvironment() {
    S3Address address =
        S3Address.parse(
            "s3://bucket",
            Map.of(
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "AWS_SESSION_TOKEN", "token",
                "AWS_REGION", "eu-north-1",
                "AWS_ENDPOINT_URL", "https://s3.example.org"));
    assertEquals("eu-north-1", address.region());
    assertEquals(URI.create("https://s3.example.org"), address.endpoint());
    assertEquals("token", address.credentials().sessionToken());
    assertEquals("us-east-1", parse("s3://bucket?endpoint=https://s3.example.org").region());
    assertNull(parse("s3://bucket?region=r").credentials().sessionToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://",
        "s3://Bucket?region=r",
        "s3://b?region=r",
        "s3://bucket",
        "s3://bucket/../other?region=r",
        "s3://bucket/a//b?region=r",
        "s3://bucket/a b?region=r",
        "s3://bucket?region=r&password=very-secret",
        "s3://bucket?region=very-secret/",
        "s3://key:very-secret@bucket?region=r",
        "s3://bucket?endpoint=very-secret",
        "s3://bucket?endpoint=https://key:very-secret@s3.example.org",
        "s3://bucket?endpoint=https://s3.example.org/very-secret",
        "s3://bucket?endpoint=ftp://s3.example.org",
        "s3://bucket?endpoint=http://s3.example.org",
        "s3://bucket?endpoint=http://127.example.org",
        "s3://bucket?endpoint=http://10.0.0.1:9000",
        "s3://bucket?endpoint=https://s3.example.org&path-style=perhaps"
      })
  void refusesWhatIsNoneAndQuotesNoSecret(String written) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> parse(written));
    for (Throwable told = refused; told != null; told = told.getCause()) {
      assertFalse(told.toString().contains(SECRET), told.toString());
    }
  }

  @Test
  void saysWhichCredentialsAreMissing() {
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> S3Address.parse("s3://bucket?region=r", Map.of("AWS_ACCESS_KEY_ID", "key")))
            .getMessage()
            .contains("AWS_SECRET_ACCESS_KEY is not set"));
  }

  @Test
  void isShownWithoutCredentials() {
    S3Address address = parse("s3://bucket/chat?endpoint=https://s3.example.org");
    assertEquals("s3://bucket/chat at https://s3.example.org", address.toString());
    assertEquals("S3Credentials", address.credentials().toString());
  }
}

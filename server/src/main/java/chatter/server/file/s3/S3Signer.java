package chatter.server.file.s3;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs requests by AWS Signature Version 4, what they carry included: what was changed on its way
/// is refused by whoever gets it. Safe for any thread.
final class S3Signer {
  /// The client writes them itself, as they are signed.
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity identity;
  private final String region;
  private final Clock clock;

  /// @param clock says when it is signed
  S3Signer(S3Credentials credentials, String region, Clock clock) {
    this.clock = clock;
    this.identity =
        credentials.sessionToken() == null
            ? AwsCredentialsIdentity.create(credentials.accessKey(), credentials.secretKey())
            : AwsSessionCredentialsIdentity.create(
                credentials.accessKey(), credentials.secretKey(), credentials.sessionToken());
    this.region = region;
  }

  /// A request with its signature, without what it carries.
  ///
  /// @param carried gives what it carries, from its beginning; it is read to be signed
  HttpRequest.Builder signed(
      String method, URI uri, Map<String, String> headers, Supplier<InputStream> carried) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.forEach(unsigned::putHeader);
    SignedRequest signed =
        signer.sign(request ->
            request
                .identity(identity)
                .request(unsigned.build())
                .payload(carried::get)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false));
    HttpRequest.Builder result = HttpRequest.newBuilder(uri);
    signed
        .request()
        .forEachHeader((name, values) -> {
          if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> result.header(name, value));
          }
        });
    return result;
  }
}

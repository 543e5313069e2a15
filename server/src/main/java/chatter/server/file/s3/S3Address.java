package chatter.server.file.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A bucket that is reached by the S3 API, and who asks for what is in it.
///
/// @param bucket its name
/// @param prefix before the names of everything in it, with a slash at its end; may be empty
/// @param endpoint where the API is, `https` or `http`, a host and a port if need be
/// @param region what requests are signed for
/// @param pathStyle whether the bucket's name is in the path; else it is in the name of the host
public record S3Address(
    String bucket,
    String prefix,
    URI endpoint,
    String region,
    boolean pathStyle,
    S3Credentials credentials) {
  /// What such an address begins with.
  public static final String SCHEME = "s3://";

  private static final String ENDPOINT = "endpoint";
  private static final String REGION = "region";
  private static final String PATH_STYLE = "path-style";
  private static final String PLAIN_HTTP = "plain-http";
  private static final Set<String> OPTIONS = Set.of(ENDPOINT, REGION, PATH_STYLE, PLAIN_HTTP);

  /// Where there is one region and nobody asks for its name.
  private static final String ONLY_REGION = "us-east-1";

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
  private static final Pattern REGIONS = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  public S3Address {
    Objects.requireNonNull(bucket, "bucket is missing");
    Objects.requireNonNull(prefix, "prefix is missing");
    Objects.requireNonNull(endpoint, "endpoint is missing");
    Objects.requireNonNull(region, "region is missing");
    Objects.requireNonNull(credentials, "credentials are missing");
  }

  /// Reads
  /// `s3://BUCKET[/PREFIX][?endpoint=URL&region=REGION&path-style=BOOLEAN&plain-http=BOOLEAN]`.
  ///
  /// @param environment has the credentials, and the endpoint and the region if they are not
  ///   written
  /// @throws IllegalArgumentException with a sentence that says what is missing, and no secret
  public static S3Address parse(String text, Map<String, String> environment) {
    String written = text.strip();
    if (!written.startsWith(SCHEME)) {
      throw new IllegalArgumentException(explained());
    }
    int query = written.indexOf('?');
    String place = written.substring(SCHEME.length(), query < 0 ? written.length() : query);
    Map<String, String> options = options(query < 0 ? "" : written.substring(query + 1));
    if (place.contains("@")) {
      throw new IllegalArgumentException(
          "--files has no credentials in it, where others could read them: give them in "
              + S3Credentials.ACCESS_KEY
              + " and "
              + S3Credentials.SECRET_KEY);
    }
    int slash = place.indexOf('/');
    String bucket = slash < 0 ? place : place.substring(0, slash);
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(explained());
    }
    Optional<URI> endpoint =
        first(options.get(ENDPOINT), environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
            .map(url -> endpoint(url, yesOrNo(options, PLAIN_HTTP, false)));
    String region = region(options.get(REGION), environment, endpoint.isPresent());
    boolean pathStyle = yesOrNo(options, PATH_STYLE, endpoint.isPresent() || bucket.contains("."));
    return new S3Address(
        bucket,
        prefix(slash < 0 ? "" : place.substring(slash + 1)),
        endpoint.orElseGet(() -> URI.create("https://s3." + region + ".amazonaws.com")),
        region,
        pathStyle,
        S3Credentials.in(environment));
  }

  private static String explained() {
    return "--files is a folder, or a bucket as in"
        + " s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION";
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    for (String option : query.split("&", -1)) {
      if (!option.isEmpty()) {
        String[] words = option.split("=", 2);
        String name = words[0].toLowerCase(Locale.ROOT);
        if (words.length < 2 || !OPTIONS.contains(name)) {
          // Without what was typed, which may be a secret.
          throw new IllegalArgumentException(
              "--files takes endpoint=, region=, path-style= and plain-http= behind the ?; the"
                  + " credentials are in "
                  + S3Credentials.ACCESS_KEY
                  + " and "
                  + S3Credentials.SECRET_KEY);
        }
        options.put(name, words[1]);
      }
    }
    return options;
  }

  private static Optional<String> first(
      String written, Map<String, String> environment, String... variables) {
    if (written != null && !written.isBlank()) {
      return Optional.of(written.strip());
    }
    for (String variable : variables) {
      String value = environment.getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static URI endpoint(String text, boolean plainHttp) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Without the cause, which quotes what may have a secret in it.
      throw new IllegalArgumentException(noEndpoint());
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (!(scheme.equals("https") || scheme.equals("http"))
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(noEndpoint());
    }
    if (scheme.equals("http") && !plainHttp && !LOOPBACK.matcher(uri.getHost()).matches()) {
      throw new IllegalArgumentException(
          "what people send goes to the endpoint of --files: to another computer use https://, or"
              + " say plain-http=true if nobody else is on the way");
    }
    return URI.create(scheme + "://" + authority(uri, scheme));
  }

  private static String authority(URI uri, String scheme) {
    int usual = scheme.equals("https") ? 443 : 80;
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return uri.getPort() < 0 || uri.getPort() == usual ? host : host + ":" + uri.getPort();
  }

  private static String noEndpoint() {
    return "the endpoint of --files is an address like https://s3.example.org:9000, with nothing"
        + " behind it";
  }

  private static String region(String written, Map<String, String> environment, boolean elsewhere) {
    Optional<String> region = first(written, environment, "AWS_REGION", "AWS_DEFAULT_REGION");
    if (region.isEmpty() && !elsewhere) {
      throw new IllegalArgumentException(
          "--files names a bucket: say at which endpoint=, or in which region= of Amazon's");
    }
    String name = region.orElse(ONLY_REGION);
    if (!REGIONS.matcher(name).matches()) {
      throw new IllegalArgumentException("the region of --files is a name like eu-central-1");
    }
    return name;
  }

  private static String prefix(String text) {
    String name = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (name.isEmpty()) {
      return "";
    }
    if (!PREFIX.matcher(name).matches()
        || ("/" + name + "/").contains("/../")
        || ("/" + name + "/").contains("/./")) {
      throw new IllegalArgumentException(
          "the prefix of --files has letters, digits, dots, dashes and underscores, with slashes"
              + " between them");
    }
    return name + "/";
  }

  private static boolean yesOrNo(Map<String, String> options, String name, boolean usual) {
    return switch (options.getOrDefault(name, String.valueOf(usual)).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " of --files is true or false");
    };
  }

  /// Where something in the bucket is asked for.
  URI at(String key) {
    String host =
        pathStyle ? endpoint.getRawAuthority() : bucket + "." + endpoint.getRawAuthority();
    String path = (pathStyle ? "/" + bucket : "") + "/" + prefix + key;
    return URI.create(endpoint.getScheme() + "://" + host + path);
  }

  /// Without the credentials.
  @Override
  public String toString() {
    String shown = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return SCHEME + bucket + shown + " at " + endpoint;
  }
}

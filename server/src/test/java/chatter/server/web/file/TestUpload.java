package chatter.server.web.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.FileLink;
import chatter.shared.api.FileLinksRequest;
import chatter.shared.api.FileLinksResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Somebody who sends files and fetches them, by hand.
public final class TestUpload {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TestServer server;
  private final TestUser user;

  public TestUpload(TestServer server, TestUser user) {
    this.server = server;
    this.user = user;
  }

  /// Sends a file as a whole.
  ///
  /// @return its id
  public String whole(String name, byte[] bytes) {
    String id = created(name, bytes.length);
    HttpResponse<String> answer = patch(id, 0, bytes);
    TestHttp.expect(204, answer);
    assertEquals(Integer.toString(bytes.length), header(answer, "Upload-Offset"));
    return id;
  }

  /// Announces a file.
  ///
  /// @return its id
  public String created(String name, long length) {
    HttpResponse<String> answer = create(name, length);
    TestHttp.expect(201, answer);
    String location = header(answer, "Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  public HttpResponse<String> create(String name, long length) {
    String encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    return call(
        "POST",
        "/api/uploads",
        Map.of("Upload-Length", Long.toString(length), "Upload-Metadata", "filename " + encoded),
        BodyPublishers.noBody());
  }

  public HttpResponse<String> patch(String id, long offset, byte[] bytes) {
    return call(
        "PATCH",
        "/api/uploads/" + id,
        Map.of(
            "Upload-Offset",
            Long.toString(offset),
            "Content-Type",
            "application/offset+octet-stream"),
        BodyPublishers.ofByteArray(bytes));
  }

  public HttpResponse<String> head(String id) {
    return call("HEAD", "/api/uploads/" + id, Map.of(), BodyPublishers.noBody());
  }

  /// How much of it the server has.
  public long offset(String id) {
    HttpResponse<String> answer = head(id);
    TestHttp.expect(200, answer);
    return Long.parseLong(header(answer, "Upload-Offset"));
  }

  public HttpResponse<String> terminate(String id) {
    return call("DELETE", "/api/uploads/" + id, Map.of(), BodyPublishers.noBody());
  }

  public HttpResponse<String> call(
      String method, String path, Map<String, String> headers, BodyPublisher body) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putIfAbsent("Tus-Resumable", "1.0.0");
    all.putIfAbsent("Authorization", "Bearer " + user.token());
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
    all.forEach(request::header);
    return send(request.build(), BodyHandlers.ofString());
  }

  /// Links to those of the files that the user may read.
  public List<FileLink> links(String... files) {
    return TestHttp.body(
            200,
            FileLinksResponse.class,
            server
                .http()
                .post("/api/files/links", user.token(), new FileLinksRequest(Arrays.asList(files))))
        .links();
  }

  /// Follows a link, as a browser does.
  public HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build(), BodyHandlers.ofByteArray());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  public static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> reader) {
    try {
      return HTTP.send(request, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

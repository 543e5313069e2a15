package chatter.server.web.page;

import static chatter.server.web.Json.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.web.RawHttp;
import chatter.server.web.WebFixture;
import chatter.shared.text.Emoji;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Serving the files of the browser page.
class PageResourceTest {
  @TempDir Path folder;
  private WebFixture server;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/,text/html;charset=utf-8",
    "/index.html,text/html;charset=utf-8",
    "/?from=elsewhere,text/html;charset=utf-8",
    "/js/main.js,text/javascript;charset=utf-8",
    "/fonts/tiny.woff2,font/woff2"
  })
  void filesAreServedWithTheirType(String path, String type) throws Exception {
    HttpResponse<byte[]> response = server.sendForBytes(server.request(path));

    assertEquals(200, response.statusCode());
    assertEquals(type, header(response, "Content-Type"));
    assertEquals("no-cache", header(response, "Cache-Control"));
    assertEquals("Accept-Encoding", header(response, "Vary"));
    assertEquals("absent", header(response, "Content-Encoding"));
    boolean index = type.startsWith("text/html");
    try (var in =
        PageResourceTest.class.getResourceAsStream(
            "/sample-web" + (index ? "/index.html" : path))) {
      byte[] bytes = in.readAllBytes();
      String named = "src=\"" + folderOfThisVersion().substring(1) + "js/main.js\"";
      assertArrayEquals(
          index
              ? new String(bytes, UTF_8).replace("src=\"js/main.js\"", named).getBytes(UTF_8)
              : bytes,
          response.body());
    }
  }

  @Test
  void filesAreReadOnceWhenTheyAreAskedFor() {
    AtomicInteger times = new AtomicInteger();
    PageResource page =
        new PageResource(() -> {
          times.incrementAndGet();
          return StaticFiles.fromClassPath("sample-web");
        });
    assertEquals(0, times.get());

    assertSame(page.files(), page.files());
    assertEquals(1, times.get());
  }

  @Test
  void whatTheIndexNamesIsKeptForEver() {
    String folder = folderOfThisVersion();
    HttpResponse<byte[]> script = server.sendForBytes(server.request(folder + "js/main.js"));

    assertEquals(200, script.statusCode());
    assertEquals("public, max-age=31536000, immutable", header(script, "Cache-Control"));
    assertArrayEquals(server.sendForBytes(server.request("/js/main.js")).body(), script.body());
    assertEquals(200, server.get(folder + "fonts/tiny.woff2").statusCode());
  }

  /// Not even the same file: the modules that it names may be others.
  @Test
  void aPageOfAnotherVersionFindsNothing() {
    String folder = folderOfThisVersion();
    for (String path :
        new String[] {
          "/v/0123456789abcdef/js/main.js",
          "/v/js/main.js",
          folder,
          folder + "index.html",
          folder + "js/other.js",
          folder + "../js/main.js"
        }) {
      int status = server.get(path).statusCode();
      assertTrue(status == 404 || status == 400, () -> path + ": " + status);
    }
  }

  @Test
  void theVersionIsAnotherWhenAnyFileIs() throws Exception {
    Path page = Files.createDirectories(folder.resolve("page/js")).getParent();
    Files.writeString(page.resolve("index.html"), "<script src=\"js/a.js\">");
    Files.writeString(page.resolve("js/a.js"), "import './b.js';");
    Set<String> versions = new HashSet<>();
    for (String text : new String[] {"1", "2", "1"}) {
      Files.writeString(page.resolve("js/b.js"), text);
      StaticFiles files = StaticFiles.from(page.resolve("index.html").toUri().toURL(), "page");
      versions.add(new String(files.find("/").orElseThrow().bytes(), UTF_8));
    }
    assertEquals(2, versions.size(), versions::toString);
  }

  private String folderOfThisVersion() {
    Matcher named =
        Pattern.compile("src=\"(v/[0-9a-f]{16}/)js/main.js\"").matcher(server.get("/").body());
    assertTrue(named.find(), () -> server.get("/").body());
    return '/' + named.group(1);
  }

  @Test
  void textIsCompressedForWhoeverTakesIt() throws Exception {
    HttpResponse<byte[]> plain = server.sendForBytes(server.request("/js/main.js"));
    HttpResponse<byte[]> gzip =
        server.sendForBytes(
            server.request("/js/main.js").header("Accept-Encoding", "br, gzip;q=0.5"));

    assertEquals("gzip", header(gzip, "Content-Encoding"));
    assertEquals(header(plain, "Content-Type"), header(gzip, "Content-Type"));
    assertTrue(gzip.body().length < plain.body().length / 2);
    assertNotEquals(header(plain, "ETag"), header(gzip, "ETag"));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
      assertArrayEquals(plain.body(), in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "br"})
  void textIsNotCompressedForWhoeverDoesNot(String accepted) {
    HttpResponse<byte[]> response =
        server.sendForBytes(server.request("/js/main.js").header("Accept-Encoding", accepted));

    assertEquals("absent", header(response, "Content-Encoding"));
  }

  @Test
  void whatDoesNotShrinkIsNotCompressed() {
    HttpResponse<byte[]> response =
        server.sendForBytes(server.request("/fonts/tiny.woff2").header("Accept-Encoding", "gzip"));

    assertEquals("absent", header(response, "Content-Encoding"));
  }

  @Test
  void aFileThatTheBrowserHasIsNotSentAgain() {
    for (String encoding : new String[] {"identity", "gzip"}) {
      String etag =
          header(
              server.sendForBytes(
                  server.request("/js/main.js").header("Accept-Encoding", encoding)),
              "ETag");

      HttpResponse<byte[]> again =
          server.sendForBytes(
              server
                  .request("/js/main.js")
                  .header("Accept-Encoding", encoding)
                  .header("If-None-Match", etag));

      assertEquals(304, again.statusCode());
      assertEquals(0, again.body().length);
      assertEquals(etag, header(again, "ETag"));
      assertEquals("no-cache", header(again, "Cache-Control"));
    }
    assertEquals(
        200,
        server
            .send(server.request("/js/main.js").header("If-None-Match", "\"older\""))
            .statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/js",
        "/js/",
        "/js/other.js",
        "/index.htm",
        "/INDEX.HTML",
        "/common-passwords.txt",
        "/../index.html",
        "/js/../../chatter/server/account/common-passwords.txt",
        "/WEB-INF/web.xml",
        "/.git/config",
        "/ws/0b9f1c1e-0000-4000-8000-000000000000"
      })
  void nothingElseIsServed(String path) {
    HttpResponse<String> response = server.get(path);

    assertTrue(response.statusCode() == 404 || response.statusCode() == 400, response.body());
    assertEquals("application/problem+json", header(response, "Content-Type"));
  }

  @Test
  void pathsThatTryToClimbAreRefused() throws Exception {
    for (String path :
        new String[] {"/../web.xml", "/..%2f..%2fetc/passwd", "/js/..%5c..%5cx", "//etc/passwd"}) {
      String response =
          RawHttp.exchange(
              server.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertTrue(response.startsWith("HTTP/1.1 40"), response);
    }
  }

  @Test
  void aPageThatIsNotInTheProgramStopsTheStart() {
    assertThrows(IllegalStateException.class, () -> StaticFiles.fromClassPath("no-such-folder"));
    assertProblem(404, "not_found", server.get("/no-such-folder"));
  }

  @Test
  void filesInAJarAreFoundToo() throws Exception {
    Path jar = folder.resolve("page.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of("other/x.js", "web/", "web/index.html", "web/js/", "web/js/a.js")) {
        out.putNextEntry(new JarEntry(name));
        out.closeEntry();
      }
    }

    StaticFiles files =
        StaticFiles.from(URI.create("jar:" + jar.toUri() + "!/web/index.html").toURL(), "web");

    assertTrue(files.find("/").isPresent());
    assertTrue(files.find("/js/a.js").isPresent());
    assertTrue(files.find("/js/").isEmpty());
    assertTrue(files.find("/x.js").isEmpty());
  }

  @Test
  void theListOfEmojiStandsBesideThePageAndIsSmall() {
    byte[] list = Emoji.list();
    StaticFiles files = StaticFiles.fromClassPath("sample-web").with("/emoji.txt", list);
    StaticFile file = files.find("/emoji.txt").orElseThrow();
    assertArrayEquals(list, file.bytes());
    assertEquals("text/plain;charset=utf-8", file.mediaType());
    assertTrue(file.gzip().length < 60_000, () -> file.gzip().length + " bytes");
    assertTrue(files.find("/index.html").isPresent());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("absent");
  }
}

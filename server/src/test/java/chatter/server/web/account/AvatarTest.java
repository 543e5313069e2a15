package chatter.server.web.account;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.web.Json;
import chatter.server.web.WebFixture;
import chatter.shared.limits.Limits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Profile pictures over HTTP.
class AvatarTest {
  @TempDir Path folder;
  private WebFixture server;
  private String token;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder);
    token = server.signIn("ada");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void aPictureBecomesASquareNamedByItsContent(String format) throws Exception {
    HttpResponse<String> response = server.upload(picture(400, 300, format), token);

    assertEquals(200, response.statusCode(), response.body());
    String url = Json.of(response).path("account").path("avatarUrl").asString();
    HttpResponse<byte[]> served = server.sendForBytes(server.request(url));
    assertEquals(200, served.statusCode());
    assertEquals("image/jpeg", served.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(
        "public, max-age=31536000, immutable",
        served.headers().firstValue("Cache-Control").orElseThrow());
    assertEquals(
        url,
        "/api/avatars/"
            + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(served.body())));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(served.body()));
    assertEquals(256, image.getWidth());
    assertEquals(256, image.getHeight());
    assertEquals(url, server.changedAccounts.getLast().publicView().avatarUrl());
  }

  @Test
  void aWebpFromABrowserIsTaken() throws Exception {
    byte[] webp;
    try (var in = AvatarTest.class.getResourceAsStream("red-blue.webp")) {
      webp = in.readAllBytes();
    }

    assertEquals(200, server.upload(webp, token).statusCode());
  }

  @Test
  void aBrowserThatHasThePictureIsNotSentItAgain() throws Exception {
    String url = upload(picture(10, 10, "png"));
    String etag = server.get(url).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        server.send(server.request(url).header("If-None-Match", "\"other\", W/" + etag));

    assertEquals(304, again.statusCode());
    assertEquals("", again.body());
  }

  @Test
  void aPictureThatNobodyHasAnyMoreIsForgotten() throws Exception {
    String bob = server.signIn("bob");
    byte[] shared = picture(300, 300, "png");
    String first = upload(shared);
    assertEquals(200, server.upload(shared, bob).statusCode());

    String second = upload(picture(200, 100, "gif"));

    assertNotEquals(first, second);
    assertEquals(200, server.get(first).statusCode());
    HttpResponse<String> removed = server.call("DELETE", "/api/account/avatar", "", bob);
    assertEquals(200, removed.statusCode());
    assertTrue(Json.of(removed).path("account").path("avatarUrl").isNull());
    assertProblem(404, "not_found", server.get(first));
    assertEquals(200, server.get(second).statusCode());
    assertEquals(200, server.call("DELETE", "/api/account/avatar", "", bob).statusCode());
  }

  @Test
  void uploadingTheSamePictureAgainKeepsIt() throws Exception {
    byte[] picture = picture(300, 300, "png");

    assertEquals(upload(picture), upload(picture));
    assertEquals(200, server.get(upload(picture)).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "<svg xmlns='http://www.w3.org/2000/svg'/>", "BM......", "%PDF-1.7"})
  void whatIsNoPictureIsRefused(String text) {
    assertProblem(
        415, "unsupported_media_type", server.upload(text.getBytes(StandardCharsets.UTF_8), token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void aPictureThatIsCutOffIsRefused(String format) throws Exception {
    byte[] whole = picture(300, 300, format);

    assertProblem(422, "invalid", server.upload(Arrays.copyOf(whole, 20), token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void aGarbledPictureIsRefused(String format) throws Exception {
    byte[] garbled = picture(300, 300, format);
    Arrays.fill(garbled, 12, 60, (byte) 0x5a);

    assertProblem(422, "invalid", server.upload(garbled, token));
  }

  @Test
  void tooManyBytesAreRefused() {
    byte[] justTooMany = new byte[Limits.AVATAR_BYTES + 1];

    assertProblem(413, "too_large", server.upload(justTooMany, token));
    assertProblem(413, "too_large", server.upload(new byte[3 * Limits.AVATAR_BYTES], token));
    assertProblem(
        415, "unsupported_media_type", server.upload(new byte[Limits.AVATAR_BYTES], token));
  }

  @Test
  void aPictureOfFourHundredMillionPixelsIsRefusedAfterALookAtItsHeader() throws Exception {
    byte[] bomb = picture(1, 1, "png");
    // Width and height stand right after the chunk's name; the checksum is made to fit below.
    byte[] side = {0, 0, 0x4e, 0x20};
    System.arraycopy(side, 0, bomb, 16, 4);
    System.arraycopy(side, 0, bomb, 20, 4);
    var crc = new CRC32();
    crc.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());

    HttpResponse<String> response = server.upload(bomb, token);

    assertProblem(422, "invalid", response);
    assertTrue(response.body().contains("pixels"), response.body());
  }

  @Test
  void uploadsAreThrottled() throws Exception {
    byte[] picture = picture(10, 10, "png");
    for (int i = 0; i < 20; i++) {
      assertEquals(200, server.upload(picture, token).statusCode());
    }

    assertProblem(429, "rate_limited", server.upload(picture, token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/avatars/", "/api/avatars", "/api/avatars/0000", "/api/avatars/a/b"})
  void aPictureThatIsNotThereIsNotFound(String path) {
    assertProblem(404, "not_found", server.get(path));
  }

  @Test
  void thePictureStaysAfterARestart() throws Exception {
    String url = upload(picture(300, 300, "png"));
    byte[] before = server.sendForBytes(server.request(url)).body();
    server.close();
    server = new WebFixture(folder);

    assertArrayEquals(before, server.sendForBytes(server.request(url)).body());
    assertEquals(200, server.get("/api/session", token).statusCode());
  }

  private String upload(byte[] picture) {
    HttpResponse<String> response = server.upload(picture, token);
    assertEquals(200, response.statusCode(), response.body());
    return Json.of(response).path("account").path("avatarUrl").asString();
  }

  private static byte[] picture(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, ((x * 255 / width) << 16) | ((y * 255 / height) << 8) | 0x40);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }
}

package chatter.server.web.file;

import static chatter.server.web.file.TestUpload.header;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.file.FileLinks;
import chatter.server.file.Uploads;
import chatter.server.limit.Limit;
import chatter.shared.api.FileLink;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.SessionsResponse;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Files from the announcement to whoever reads them.
class FilesTest {
  private static final String TEXT = "text/plain";

  @RegisterExtension
  final TestServer server =
      TestServer.pinned()
          // Time stands still: what is asked for again and again would be refused for ever.
          .without(Limit.REQUESTS_PER_SECOND)
          .with(config ->
              config.withLimit(Limit.FILE_MEGABYTES, 1).withLimit(Limit.FREE_MEGABYTES, 1));

  private TestUser ada;
  private TestUser ben;
  private TestUpload files;

  @BeforeEach
  void signUp() {
    ada = server.signUp("ada");
    ben = server.signUp("ben");
    files = new TestUpload(server, ada);
  }

  private static byte[] bytes(int many) {
    byte[] bytes = new byte[many];
    new Random(many).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SendMessage message(TestConnection from, String body, String... ids) {
    return new SendMessage(
        from.nextId(),
        TestConnection.LOBBY,
        TestConnection.newCommandId(),
        body,
        null,
        List.of(ids));
  }

  private byte[] read(TestUser reader, String id) {
    TestUpload theirs = new TestUpload(server, reader);
    HttpResponse<byte[]> answer = theirs.get(theirs.links(id).getFirst().url());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  private List<String> stored() {
    try (Stream<Path> all = Files.walk(server.data().resolve("files"))) {
      return all.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void until(String what, BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!so.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aMessageCarriesFilesToEverybodyAndTheyReadWhatWasSent() {
    TestConnection adas = ada.connect();
    TestConnection bens = ben.connect();
    byte[] noise = bytes(300_000);
    String first = files.whole("résumé 履歴書.bin", noise);
    String second = files.whole("notes.txt", text("words\n"));

    Ack ack = adas.done(message(adas, "", second, first));

    MessagePosted posted = bens.awaits(MessagePosted.class);
    assertEquals(ack.seq(), posted.seq());
    assertEquals("", posted.body());
    assertEquals(
        List.of(
            new FileInfo(second, "notes.txt", TEXT, 6, null, null, null),
            new FileInfo(
                first, "résumé 履歴書.bin", "application/octet-stream", 300_000, null, null, null)),
        posted.files());
    assertArrayEquals(noise, read(ben, first));
    assertArrayEquals(text("words\n"), read(ada, second));
    assertEquals(2, stored().size());
  }

  @Test
  void historyAndReplaysHaveTheFiles() {
    TestConnection adas = ada.connect();
    String id = files.whole("a.txt", text("a"));
    long seq = adas.done(message(adas, "look", id)).seq();

    HistoryPage page =
        TestHttp.body(
            200,
            HistoryPage.class,
            server.http().get("/api/conversations/1/messages", ben.token()));
    MessagePosted row = (MessagePosted) page.rows().getLast();
    assertEquals(id, row.files().getFirst().id());

    TestConnection back = ben.resume(null, Map.of(TestConnection.LOBBY, seq - 1));
    assertEquals(row.files(), back.awaits(MessagePosted.class).files());
  }

  @Test
  void whatWasCutGoesOnWhereItEnded() throws Exception {
    byte[] noise = bytes(500_000);
    String id = files.created("noise", noise.length);
    TestHttp.expect(204, files.patch(id, 0, Arrays.copyOf(noise, 200_000)));
    assertEquals(200_000, files.offset(id));

    server.restart();
    files = new TestUpload(server, ada);
    assertEquals(200_000, files.offset(id));
    TestHttp.refused(409, "wrong_offset", files.patch(id, 100_000, bytes(10)));
    TestHttp.expect(204, files.patch(id, 200_000, Arrays.copyOfRange(noise, 200_000, 500_000)));
    assertEquals(500_000, files.offset(id));

    TestConnection adas = ada.connect();
    adas.done(message(adas, "", id));
    assertArrayEquals(noise, read(ben, id));
  }

  @Test
  void aPartIsSentAndTheRestAsked() {
    TestConnection adas = ada.connect();
    byte[] noise = bytes(1_000);
    String id = files.whole("noise", noise);
    adas.done(message(adas, "", id));
    String url = files.links(id).getFirst().url();

    HttpResponse<byte[]> part = files.get(url, "Range", "bytes=100-199");
    assertEquals(206, part.statusCode());
    assertEquals("bytes 100-199/1000", header(part, "Content-Range"));
    assertArrayEquals(Arrays.copyOfRange(noise, 100, 200), part.body());
    assertArrayEquals(
        Arrays.copyOfRange(noise, 990, 1_000), files.get(url, "Range", "bytes=-10").body());
    assertArrayEquals(
        Arrays.copyOfRange(noise, 995, 1_000), files.get(url, "Range", "bytes=995-").body());
    HttpResponse<byte[]> beyond = files.get(url, "Range", "bytes=1000-");
    assertEquals(416, beyond.statusCode());
    assertEquals("bytes */1000", header(beyond, "Content-Range"));
    String etag = header(part, "ETag");
    assertEquals(304, files.get(url, "If-None-Match", etag).statusCode());
    assertEquals(200, files.get(url, "Range", "bytes=1-2", "If-Range", "\"another\"").statusCode());
  }

  @Test
  void onlyWhoIsInTheConversationReadsIt() {
    TestUser eve = server.signUp("eve");
    ConversationInfo room = ada.makeRoom("Ours", Visibility.PRIVATE, ben);
    TestConnection adas = ada.connect();
    String id = files.whole("a.txt", text("secret"));
    adas.done(
        new SendMessage(
            adas.nextId(), room.id(), TestConnection.newCommandId(), "", null, List.of(id)));
    TestUpload eves = new TestUpload(server, eve);
    TestUpload bens = new TestUpload(server, ben);

    assertEquals(List.of(), eves.links(id));
    FileLink bensLink = bens.links(id).getFirst();
    assertEquals(200, bens.get(bensLink.url()).statusCode());
    assertEquals(404, bens.get("/api/files/" + id).statusCode());
    assertEquals(
        403, bens.get(bensLink.url().replaceFirst("link=\\d+", "link=" + eve.id())).statusCode());

    TestHttp.expect(
        204,
        server
            .http()
            .call(
                "DELETE",
                "/api/conversations/" + room.id() + "/members/" + ben.id(),
                ada.token(),
                null));
    assertEquals(404, bens.get(bensLink.url()).statusCode());
  }

  @Test
  void linksEndWithTheirTimeAndTheirSession() {
    TestConnection adas = ada.connect();
    String id = files.whole("a.txt", text("a"));
    adas.done(message(adas, "", id));
    TestUser elsewhere = ada.elsewhere();
    TestUpload there = new TestUpload(server, elsewhere);
    String url = there.links(id).getFirst().url();
    assertEquals(200, there.get(url).statusCode());

    signOut(elsewhere);
    assertEquals(403, there.get(url).statusCode());

    String own = files.links(id).getFirst().url();
    server.clock().forward(FileLinks.LIFE);
    assertEquals(403, files.get(own).statusCode());
    assertEquals(200, files.get(files.links(id).getFirst().url()).statusCode());
  }

  private void signOut(TestUser user) {
    long session =
        TestHttp.body(200, SessionsResponse.class, server.http().get("/api/sessions", user.token()))
            .sessions()
            .stream()
            .filter(SessionsResponse.SessionInfo::current)
            .findFirst()
            .orElseThrow()
            .id();
    TestHttp.expect(
        204, server.http().call("DELETE", "/api/sessions/" + session, user.token(), null));
  }

  @Test
  void deletingTheMessageTakesTheFileAwayAtOnceAndItsContentWithTheLast() {
    TestConnection adas = ada.connect();
    byte[] noise = bytes(5_000);
    String first = files.whole("a", noise);
    String second = files.whole("b", noise);
    long one = adas.done(message(adas, "", first)).seq();
    long two = adas.done(message(adas, "", second)).seq();
    assertEquals(List.of(Sha256.hex(noise)), stored());
    String url = files.links(first).getFirst().url();

    adas.delete(TestConnection.LOBBY, one);

    assertEquals(404, files.get(url).statusCode());
    assertEquals(List.of(), files.links(first));
    assertArrayEquals(noise, read(ben, second));
    HistoryPage page =
        TestHttp.body(
            200,
            HistoryPage.class,
            server.http().get("/api/conversations/1/messages", ben.token()));
    assertNull(
        page.rows().stream()
            .filter(row -> row.seq() == one)
            .map(MessagePosted.class::cast)
            .findFirst()
            .orElseThrow()
            .files());

    adas.delete(TestConnection.LOBBY, two);
    until("the content is gone", () -> stored().isEmpty());
  }

  @Test
  void aFileIsOfOneMessageAndOfWhoSentIt() {
    TestConnection adas = ada.connect();
    TestConnection bens = ben.connect();
    String id = files.whole("a", text("a"));
    assertEquals(RejectCode.NOT_FOUND, bens.refused(message(bens, "mine", id)).code());
    SendMessage command = message(adas, "", id);
    Ack ack = adas.done(command);
    assertEquals(RejectCode.NOT_FOUND, adas.refused(message(adas, "", id)).code());
    Ack again = adas.done(command);
    assertTrue(again.duplicate());
    assertEquals(ack.seq(), again.seq());
    assertEquals(
        RejectCode.ID_CONFLICT,
        adas.refused(
                new SendMessage(
                    adas.nextId(), TestConnection.LOBBY, command.commandId(), "x", null, null))
            .code());
    assertEquals(RejectCode.BAD_FRAME, adas.refused(message(adas, "")).code());
    String half = files.created("b", 10);
    assertEquals(RejectCode.NOT_FOUND, adas.refused(message(adas, "", half)).code());
  }

  @Test
  void whatCannotBeTakenIsSaidBeforeTheFirstByte() {
    TestHttp.refused(413, "too_large", files.create("a", 1_000_001));
    TestHttp.refused(422, "invalid", files.create("a", 0));
    TestHttp.expect(201, files.create("a", 1_000_000));
    TestHttp.expect(400, files.call("POST", "/api/uploads", Map.of(), BodyPublishers.noBody()));
    TestHttp.expect(
        412,
        files.call(
            "POST", "/api/uploads", Map.of("Tus-Resumable", "0.2.2"), BodyPublishers.noBody()));
    TestHttp.refused(404, "not_found", files.patch("no-such-upload", 0, bytes(1)));
    String id = files.created("a", 10);
    TestHttp.refused(404, "not_found", new TestUpload(server, ben).patch(id, 0, bytes(10)));
    TestHttp.expect(404, new TestUpload(server, ben).head(id));
    TestHttp.refused(413, "too_large", files.patch(id, 0, bytes(11)));
    assertEquals(0, files.offset(id));
  }

  @Test
  void namesThatCouldMeanAnythingElseAreRefused() {
    for (String name :
        List.of(
            "../a", "a/b", "a\\b", "a\0b", " ", "...", "a\nb", "photo\u202egpj.exe", "\u200b")) {
      assertEquals("filename", TestHttp.refused(422, "invalid", files.create(name, 1)).field());
    }
  }

  @Test
  void longNamesAreRefusedAndStrangeOnesKept() {
    TestHttp.refused(422, "invalid", files.create("n".repeat(4_000), 1));
    TestHttp.expect(201, files.create("CON", 1));
    TestHttp.expect(201, files.create("\u05e9\u05dc\u05d5\u05dd.txt", 1));
  }

  @Test
  void whatAStrangerOrAnotherPageSendsIsRefused() {
    String id = files.created("a", 10);
    TestHttp.refused(
        401,
        "unauthorized",
        files.call(
            "PATCH",
            "/api/uploads/" + id,
            Map.of(
                "Authorization", "Bearer nothing",
                "Upload-Offset", "0",
                "Content-Type", "application/offset+octet-stream"),
            BodyPublishers.ofByteArray(bytes(10))));
    TestHttp.refused(
        403,
        "foreign_origin",
        files.call(
            "PATCH",
            "/api/uploads/" + id,
            Map.of(
                "Origin", "https://elsewhere.example",
                "Upload-Offset", "0",
                "Content-Type", "application/offset+octet-stream"),
            BodyPublishers.ofByteArray(bytes(10))));
    TestHttp.refused(
        415,
        "unsupported_media_type",
        files.call(
            "PATCH",
            "/api/uploads/" + id,
            Map.of("Upload-Offset", "0", "Content-Type", "text/plain"),
            BodyPublishers.ofByteArray(bytes(10))));
    TestHttp.expect(
        400,
        files.call(
            "PATCH",
            "/api/uploads/" + id,
            Map.of("Upload-Offset", "-1", "Content-Type", "application/offset+octet-stream"),
            BodyPublishers.ofByteArray(bytes(10))));
    assertEquals(0, files.offset(id));
    TestHttp.expect(204, files.patch(id, 0, bytes(10)));
  }

  @Test
  void theQuotaOfADayIsCountedByWhatWasAnnounced() {
    TestServer small =
        TestServer.pinned()
            .with(config ->
                config
                    .withLimit(Limit.FILES_PER_DAY_MEGABYTES, 1)
                    .withLimit(Limit.FILES_PER_DAY, 3))
            .start();
    try (small) {
      TestUpload cays = new TestUpload(small, small.signUp("cay"));
      cays.created("a", 900_000);
      TestHttp.refused(413, "quota", cays.create("b", 100_001));
      TestHttp.expect(201, cays.create("b", 99_990));
      TestHttp.expect(201, cays.create("b", 1));
      TestHttp.refused(413, "quota", cays.create("b", 1));
      small.clock().forward(Uploads.LIFE.plus(Duration.ofSeconds(1)));
      TestHttp.expect(201, cays.create("c", 1_000_000));
    }
  }

  @Test
  void anUploadThatIsGivenUpIsGone() {
    String id = files.created("a", 10);
    TestHttp.expect(204, files.patch(id, 0, bytes(5)));
    TestHttp.expect(204, files.terminate(id));
    TestHttp.expect(404, files.head(id));
    String whole = files.whole("b", bytes(100));
    assertEquals(1, stored().size());
    TestHttp.expect(204, files.terminate(whole));
    until("the content is gone", () -> stored().isEmpty());
    TestConnection adas = ada.connect();
    String sent = files.whole("c", bytes(7));
    adas.done(message(adas, "", sent));
    TestHttp.expect(404, files.terminate(sent));
    assertArrayEquals(bytes(7), read(ben, sent));
  }

  @Test
  void whatABrowserIsToldLetsNothingRun() {
    TestConnection adas = ada.connect();
    String page = files.whole("page \"x\".png", text("<html><script>alert(1)</script>"));
    byte[] gif = text("GIF89a/*\0\0\0\0*/=1;alert(1)//");
    String picture = files.whole("p.html", gif);
    adas.done(message(adas, "", page, picture));

    HttpResponse<byte[]> html = files.get(files.links(page).getFirst().url());
    assertTrue(header(html, "Content-Type").startsWith("text/html"));
    assertEquals(
        "attachment; filename=\"page _x_.png\"; filename*=UTF-8''page%20%22x%22.png",
        header(html, "Content-Disposition"));
    assertEquals("nosniff", header(html, "X-Content-Type-Options"));
    assertEquals("same-origin", header(html, "Cross-Origin-Resource-Policy"));
    assertTrue(header(html, "Content-Security-Policy").startsWith("sandbox"));

    FileLink link = files.links(picture).getFirst();
    assertTrue(header(files.get(link.url()), "Content-Disposition").startsWith("inline;"));
    assertTrue(header(files.get(link.save()), "Content-Disposition").startsWith("attachment;"));
    assertEquals("image/gif", header(files.get(link.url()), "Content-Type"));
  }

  @Test
  void whatWasNeverSentIsGoneAfterADay() {
    String never = files.whole("a", bytes(100));
    String half = files.created("b", 10);
    TestHttp.expect(204, files.patch(half, 0, bytes(5)));
    server.clock().forward(Uploads.LIFE.plus(Duration.ofSeconds(1)));
    server.restart();
    until(
        "both are gone",
        () -> files.head(never).statusCode() == 404 && files.head(half).statusCode() == 404);
    until("the content is gone", () -> stored().isEmpty());
    assertFalse(Files.exists(server.data().resolve("uploads").resolve(half)));
  }

  private static byte[] photograph() {
    BufferedImage image = new BufferedImage(1_600, 1_200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 1_600; x++) {
      for (int y = 0; y < 1_200; y++) {
        image.setRGB(x, y, ((x * 255 / 1_600) << 16) | ((y * 255 / 1_200) << 8) | ((x * y) % 200));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The same with an EXIF block that says who it is by, and a video behind its end.
  private static byte[] withDetails(byte[] jpeg) {
    byte[] exif = text("Exif\0\0MM\0*\0\0\0\b\0\0\0\0\0\0 taken by Ada at home ");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xff);
    out.write(0xe1);
    out.write((exif.length + 2) >> 8);
    out.write((exif.length + 2) & 0xff);
    out.writeBytes(exif);
    out.write(jpeg, 2, jpeg.length - 2);
    out.writeBytes(text("ftypmp42 a second of her kitchen"));
    return out.toByteArray();
  }

  @Test
  void aPhotographSaysNothingOfItsPlaceAndHasPreviews() throws Exception {
    byte[] plain = photograph();
    String id = files.whole("a.jpg", withDetails(plain));
    TestConnection adas = ada.connect();
    adas.done(message(adas, "", id));

    FileInfo info = adas.awaits(MessagePosted.class).files().getFirst();
    assertEquals("image/jpeg", info.mediaType());
    assertEquals(List.of(1_600, 1_200), List.of(info.width(), info.height()));
    BufferedImage thumb =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(info.thumb())));
    assertEquals(List.of(8, 6), List.of(thumb.getWidth(), thumb.getHeight()));
    byte[] read = read(ben, id);
    assertEquals(info.bytes(), read.length);
    String readable = new String(read, StandardCharsets.ISO_8859_1);
    assertFalse(readable.contains("Ada"));
    assertFalse(readable.contains("kitchen"));
    assertEquals(1_600, ImageIO.read(new ByteArrayInputStream(read)).getWidth());

    FileLink link = files.links(id).getFirst();
    until("the previews are there", () -> files.get(link.large()).body().length < read.length);
    for (Map.Entry<String, Integer> size :
        Map.of(link.small(), 560, link.large(), 1_120).entrySet()) {
      HttpResponse<byte[]> preview = files.get(size.getKey());
      assertEquals("image/jpeg", header(preview, "Content-Type"));
      assertEquals(
          size.getValue(), ImageIO.read(new ByteArrayInputStream(preview.body())).getWidth());
    }
  }

  @Test
  void aVideoSaysNothingOfItsPlace() {
    byte[] video =
        "\0\0\0\20ftypisom\0\0\2\0\0\0\0\47moov\0\0\0\37udta\0\0\0\27\u00a9xyz here and there"
            .getBytes(StandardCharsets.ISO_8859_1);
    String id = files.whole("a.mp4", video);
    TestConnection adas = ada.connect();
    adas.done(message(adas, "", id));
    assertEquals("video/mp4", adas.awaits(MessagePosted.class).files().getFirst().mediaType());
    byte[] read = read(ben, id);
    assertEquals(video.length, read.length);
    assertFalse(new String(read, StandardCharsets.ISO_8859_1).contains("here and there"));
    assertEquals(List.of(Sha256.hex(read)), stored());
  }

  @Test
  void photographsStayAsTheyAreWhereThatIsWanted() {
    TestServer keeping = TestServer.pinned().with(config -> config.withPhotoDetails(true)).start();
    try (keeping) {
      TestUser cay = keeping.signUp("cay");
      TestUpload cays = new TestUpload(keeping, cay);
      byte[] photograph = withDetails(photograph());
      String id = cays.whole("a.jpg", photograph);
      TestConnection connection = cay.connect();
      connection.done(message(connection, "", id));
      assertArrayEquals(photograph, cays.get(cays.links(id).getFirst().url()).body());
    }
  }
}

package chatter.server.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestServer;
import chatter.server.web.file.FileSender;
import chatter.shared.api.ApiJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Rooms with files, to read elsewhere.
final class FileExportTest {
  private static final byte[] NOISE = FileSender.bytes(3_000);

  @RegisterExtension final TestServer server = TestServer.standard();

  @TempDir private Path folder;
  private FileSender alice;

  @BeforeEach
  void signUp() {
    alice = new FileSender(server, server.signUp("alice"));
  }

  private static byte[] picture(int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(side);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Test
  void pageHasPicturesInItAndEverythingElseBeside() throws IOException {
    byte[] small = picture(50);
    byte[] large = picture(1_200);
    byte[] page = "<!DOCTYPE html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    alice.post("small \"<b>.png", small);
    alice.post("large.png", large);
    alice.post("evil", page);
    alice.delete(alice.post("deleted.bin", FileSender.bytes(77)));
    server.stop();
    Sqlite.change(
        server.data().resolve("chatter.db"),
        "UPDATE files SET name = '../..\\evil:' || char(0x202e) || 'name?.html' WHERE name = 'evil'");
    CommandRun run = export("room: 1.html");
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("4 messages, 2 files beside it"), run::out);
    String html = Files.readString(at("room: 1.html"));
    assertTrue(
        html.contains(
            "src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(small) + "\""),
        "the small picture is not in it");
    assertTrue(html.contains("alt=\"small &quot;&lt;b&gt;.png\""), html);
    assertFalse(html.contains(Base64.getEncoder().encodeToString(large)));
    assertTrue(html.contains("href=\"./room:%201.html-files/2-1-large.png\""), html);
    assertTrue(html.contains("img-src data:;"), "the policy is another");
    assertFalse(html.contains("deleted.bin"), html);
    assertEquals(List.of("2-1-large.png", "3-1-evil_name_.html.txt"), names("room: 1.html-files"));
    assertArrayEquals(large, Files.readAllBytes(at("room: 1.html-files/2-1-large.png")));
    assertArrayEquals(page, Files.readAllBytes(at("room: 1.html-files/3-1-evil_name_.html.txt")));
  }

  @Test
  void dataHasAllBesideAndSaysWhere() throws IOException {
    byte[] small = picture(50);
    alice.post("small.png", small);
    alice.post("résumé.bin", NOISE);
    alice.post("lost.bin", FileSender.bytes(99));
    alice.delete(alice.post("deleted.bin", FileSender.bytes(77)));
    Files.delete(FileSender.at(server.data().resolve("files"), FileSender.bytes(99)));
    CommandRun run = export("room.json");
    assertEquals(0, run.exitCode(), run::toString);
    JsonNode messages =
        ApiJson.MAPPER.readTree(Files.readAllBytes(at("room.json"))).get("messages");
    JsonNode first = messages.get(0).get("files").get(0);
    assertEquals("small.png", first.get("name").asString());
    assertEquals("image/png", first.get("mediaType").asString());
    assertEquals(small.length, first.get("bytes").asInt());
    assertArrayEquals(small, Files.readAllBytes(at(first.get("path").asString())));
    JsonNode second = messages.get(1).get("files").get(0);
    assertEquals("room.json-files/2-1-résumé.bin", second.get("path").asString());
    assertArrayEquals(NOISE, Files.readAllBytes(at(second.get("path").asString())));
    JsonNode third = messages.get(2).get("files").get(0);
    assertTrue(third.get("missing").asBoolean(), third::toString);
    assertFalse(third.has("path"));
    assertFalse(messages.get(3).has("files"));
    assertEquals(2, names("room.json-files").size());
    assertFalse(Files.readString(at("room.json")).contains("deleted.bin"));
  }

  @Test
  void nothingIsOverwrittenAndNothingHalfIsLeft() throws IOException {
    alice.say("without files");
    assertEquals(0, export("plain.html").exitCode());
    assertEquals(List.of("plain.html"), names(""));
    alice.post("noise.bin", NOISE);
    Files.createDirectory(at("room.html-files"));
    CommandRun run = export("room.html");
    assertEquals(1, run.exitCode());
    assertTrue(run.complaint().contains("room.html-files is there already"), run::err);
    assertEquals(List.of("plain.html", "room.html-files"), names(""));
    assertEquals(List.of(), names("room.html-files"));
    assertEquals(NOISE.length, RoomExport.rooms(server.data()).getFirst().fileBytes());
  }

  private CommandRun export(String name) {
    return CommandRun.of("export", at(name), "--data", server.data());
  }

  private List<String> names(String where) throws IOException {
    try (Stream<Path> files = Files.list(at(where))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }
}

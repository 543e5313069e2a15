package chatter.server.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Videos by hand, with a place wherever one is written.
final class VideoPlaceTest {
  private static final String PLACE = "+48.2082+016.3738/";
  private static final byte[] FILM = text("the film itself, in which ©xyz and loci mean nothing");

  @TempDir private Path folder;

  @Test
  void thePlaceGoesAndAllElseStaysWhereItIs() throws IOException {
    byte[] before = video();
    Path file = Files.write(folder.resolve("video"), before);
    assertTrue(VideoPlace.erase(file));
    byte[] after = Files.readAllBytes(file);
    assertEquals(before.length, after.length);
    assertFalse(latin(after).contains(PLACE), "the place");
    assertFalse(latin(after).contains("Telephone 7"), "the camera");
    for (String kept : List.of("header of the film", "the film itself", "Holidays", "Title")) {
      assertEquals(latin(before).indexOf(kept), latin(after).indexOf(kept), kept);
    }
    assertEquals(6, latin(after).split("free", -1).length - 1);
    assertFalse(VideoPlace.erase(file), "nothing is left to erase");
    assertArrayEquals(after, Files.readAllBytes(file));
  }

  @Test
  void aVideoThatSaysNothingIsNotTouched() throws IOException {
    byte[] before = joined(box("ftyp", text("isom")), box("moov", box("mvhd", new byte[100])));
    Path file = Files.write(folder.resolve("video"), before);
    assertFalse(VideoPlace.erase(file));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void whateverIsBrokenItNeitherFailsNorChangesTheLength() throws IOException {
    Random random = new Random(3);
    byte[] whole = video();
    for (int i = 0; i < Form.of(500, 2_000); i++) {
      byte[] broken = whole.clone();
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length;
      Path file = Files.write(folder.resolve("broken"), Arrays.copyOf(broken, length));
      var _ = VideoPlace.erase(file);
      assertEquals(length, Files.size(file));
    }
  }

  private static byte[] video() {
    byte[] handler = box("hdlr", joined(new byte[8], text("mdta"), new byte[12]));
    byte[] apple =
        joined(
            handler,
            box("keys", text("com.apple.quicktime.location.ISO6709")),
            box("ilst", box("\0\0\0\1", text(PLACE + " Telephone 7"))));
    byte[] titles =
        joined(
            box("hdlr", joined(new byte[8], text("mdir"), new byte[12])),
            box("ilst", box("\u00a9nam", text("Title")), box("\u00a9xyz", text(PLACE))));
    byte[] xmp = joined(HexFormat.of().parseHex("be7acfcb97a942e89c71999491e3afac"), text(PLACE));
    return joined(
        box("ftyp", text("isom\0\0\2\0isommp42")),
        // As long as it likes, with the length in eight bytes.
        joined(
            new byte[] {0, 0, 0, 1},
            text("mdat"),
            ByteBuffer.allocate(8).putLong(16 + FILM.length).array(),
            FILM),
        box(
            "moov",
            box("mvhd", text("header of the film")),
            box(
                "trak",
                box("tkhd", new byte[20]),
                box("udta", box("loci", text("\0\0\0\0" + PLACE)), box("name", text("Holidays")))),
            box(
                "udta",
                box("\u00a9xyz", text("\0\022\025\307" + PLACE)),
                box("meta", new byte[4], titles),
                new byte[4]),
            box("meta", apple),
            box("meta", new byte[4], apple)),
        box("uuid", xmp));
  }

  private static byte[] box(String type, byte[]... content) {
    byte[] all = joined(content);
    return joined(ByteBuffer.allocate(4).putInt(8 + all.length).array(), text(type), all);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

package chatter.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file is, by its first bytes.
class MediaTypeTest {
  @ParameterizedTest
  @CsvSource({"png,PNG", "jpeg,JPEG", "gif,GIF"})
  void picturesAreToldApart(String format, MediaType type) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB), format, out);

    assertEquals(type, MediaType.of(out.toByteArray()));
  }

  @Test
  void aWebpIsKnown() throws Exception {
    try (var in = getClass().getResourceAsStream("/chatter/server/web/account/red-blue.webp")) {
      assertEquals(MediaType.WEBP, MediaType.of(in.readAllBytes()));
    }
  }

  @Test
  void packedFilesAreKnown() throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("index.html"));
      out.write("<html>".getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    new GZIPOutputStream(gzip).close();

    assertEquals(MediaType.ZIP, MediaType.of(zip.toByteArray()));
    assertEquals(MediaType.GZIP, MediaType.of(gzip.toByteArray()));
  }

  @Test
  void soundAsJavaWritesItIsKnown() throws Exception {
    ByteArrayOutputStream wav = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(new byte[800]),
            new AudioFormat(8_000, 8, 1, true, false),
            800),
        AudioFileFormat.Type.WAVE,
        wav);

    assertEquals(MediaType.WAV, MediaType.of(wav.toByteArray()));
  }

  /// The first bytes of files as the usual programs write them.
  @ParameterizedTest
  @CsvSource({
    "4944330400000000002354535345000000,MP3",
    "494433030000000f7676,MP3",
    "664c614300000022100010,FLAC",
    "52494646000102004156492 04c495354,AVI",
    "00000020667479704d34412000000200 4d344120 6d703432 69736f6d 00000000,M4A",
    "0000002066747970 69736f6d 00000200 69736f6d 69736f32 61766331 6d703431,MP4",
    "0000001c66747970 6d703432 00000000 6d703432 69736f6d 61766331,MP4",
    "0000001866747970 33677034 00000000 69736f6d 33677034,MP4",
    "0000001466747970 71742020 00000200 71742020,MOV",
    "000000086d6f6f76,MOV",
    "000000246674797068656963000000006d696631686569634d6950724d6941666d696166,HEIC",
    "0000002066747970 6d696631 00000000 6d696631 61766966 6d696166,AVIF",
    "1a45dfa3 9f 4286 81 01 42f7 81 01 42f2 81 04 42f3 81 08 4282 84 7765626d,WEBM",
    "1a45dfa3 a3 4286 81 01 4282 88 6d6174726f736b61,MKV",
    "4f67675300020000000000000000 00000000 00000000 00000000 0113 4f70757348656164,OGG_AUDIO",
    "4f67675300020000000000000000 00000000 00000000 00000000 011e 01766f72626973,OGG_AUDIO",
    "4f67675300020000000000000000 00000000 00000000 00000000 012a 807468656f7261,OGG_VIDEO",
    "255044462d312e370a25,PDF",
    "504b0506000000000000,ZIP"
  })
  void filesOfUsualProgramsAreKnown(String hex, MediaType type) {
    assertEquals(type, MediaType.of(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  @Test
  void mp3WithoutAnythingBeforeItIsKnownByTwoFrames() {
    byte[] frames = new byte[1_000];
    header(frames, 0, 0xfb);
    // 128 kbit/s at 44.1 kHz.
    header(frames, 417, 0xfb);
    assertEquals(MediaType.MP3, MediaType.of(frames));

    header(frames, 417, 0x00);
    assertEquals(MediaType.BINARY, MediaType.of(frames));
  }

  private static void header(byte[] frames, int at, int second) {
    frames[at] = (byte) 0xff;
    frames[at + 1] = (byte) second;
    frames[at + 2] = (byte) 0x90;
    frames[at + 3] = (byte) 0x64;
  }

  @Test
  void aacIsKnownByTwoFrames() {
    byte[] frames = new byte[300];
    for (int at : new int[] {0, 100}) {
      byte[] header = {(byte) 0xff, (byte) 0xf1, 0x50, (byte) 0x80, 100 >> 3, (byte) (100 << 5), 0};
      System.arraycopy(header, 0, frames, at, header.length);
    }

    assertEquals(MediaType.AAC, MediaType.of(frames));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html>",
        "\n  <!doctype HTML>",
        "\ufeff<html lang=en>",
        "<HTML>",
        "<script>alert(1)</script>",
        "<!-- a comment --><body onload=alert(1)>",
        "<!-- a comment that does not end <script>",
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">",
        "<?xml version=\"1.0\"?><h:html xmlns:h=\"http://www.w3.org/1999/xhtml\">",
        "<html>%PDF-1.7",
        "<img src=x onerror=alert(1)>"
      })
  void pagesAreKnownAndNeverShown(String text) {
    assertEquals(MediaType.HTML, MediaType.of(utf8(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\">",
        "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg>",
        "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"><svg>",
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\">"
      })
  void drawingsWithScriptsAreKnown(String text) {
    assertEquals(MediaType.SVG, MediaType.of(utf8(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version=\"1.0\"?><rss>",
        "<?xml version=\"1.0\"?><!-- on and on",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><x>"
      })
  void otherXmlIsXml(String text) {
    assertEquals(MediaType.XML, MediaType.of(utf8(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "<3 you",
        "a < b, b > c",
        "Привет, ми́р\r\n\t日本語 👋",
        "\u001b[31mred\u001b[0m",
        "The moov atom",
        "%!PS",
        "x<script>alert(1)</script>",
        "#!/bin/sh"
      })
  void anythingElseInUtf8IsText(String text) {
    assertEquals(MediaType.TEXT, MediaType.of(utf8(text)));
  }

  @Test
  void aCharacterCutOffWhereOneStopsLookingIsNoHarm() {
    for (int before = 4_090; before < 4_097; before++) {
      assertEquals(
          MediaType.TEXT, MediaType.of(utf8("a".repeat(before) + "👋👋👋")), "after " + before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "c080",
        "eda080",
        "f4908080",
        "e28",
        "48656c6c6f00",
        "fffe3c00",
        "feff003c"
      })
  void whatIsNoTextIsBinary(String hex) {
    String even = hex.length() % 2 == 0 ? hex : hex + "2";
    assertEquals(MediaType.BINARY, MediaType.of(HexFormat.of().parseHex(even)));
  }

  @Test
  void aGifThatIsAScriptTooIsAGif() {
    assertEquals(MediaType.GIF, MediaType.of(utf8("GIF89a=1;alert(1)//<script>")));
  }

  @Test
  void aPdfThatDoesNotBeginAsOneIsNone() {
    assertEquals(MediaType.HTML, MediaType.of(utf8("<!doctype html><!-- %PDF-1.7 -->")));
    assertEquals(MediaType.TEXT, MediaType.of(utf8("\n%PDF-1.7")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RIFF1234WEBP<svg>", "RIFF", "OggS", "ID3", "ID3 for beginners", "PK"})
  void aWordOfASignatureIsNotEnough(String text) {
    assertEquals(MediaType.TEXT, MediaType.of(utf8(text)));
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatCannotRunIsShownInline(MediaType type) {
    EnumSet<MediaType> never =
        EnumSet.of(
            MediaType.HTML,
            MediaType.SVG,
            MediaType.XML,
            MediaType.TEXT,
            MediaType.ZIP,
            MediaType.GZIP,
            MediaType.HEIC,
            MediaType.AVIF,
            MediaType.BINARY);

    assertEquals(!never.contains(type), type.inline());
    assertTrue(type.value().matches("[a-z]+/[a-z0-9.+-]+"));
    assertFalse(type.picture() && !type.inline());
  }

  @Test
  void whateverTheBytesAreItIsSomething() {
    Random random = new Random(7);
    String[] starts = {
      "RIFF",
      "OggS\0",
      "ID3\3",
      "\u00ff\u00fb",
      "\u00ff\u00f1",
      "\0\0\0\30ftyp",
      "\0\0\0\10moov",
      "\u001aE\u00df\u00a3",
      "<",
      "<!",
      "<?xml",
      "<!doctype ",
      "<!--",
      "GIF89a",
      "\u00ff\u00d8\u00ff"
    };
    for (int i = 0; i < 30_000; i++) {
      byte[] start = starts[i % starts.length].getBytes(StandardCharsets.ISO_8859_1);
      byte[] file = new byte[random.nextInt(60)];
      random.nextBytes(file);
      System.arraycopy(start, 0, file, 0, Math.min(start.length, file.length));

      assertNotNull(MediaType.of(file));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

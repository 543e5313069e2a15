package chatter.server.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a file is, told by its first bytes. Its name and what its sender says of it are never
/// asked: both are a stranger's words, and a browser that believed them would run a page sent as a
/// picture.
///
/// A file is what its very first bytes say, though it may be something else as well to a program
/// that looks further in: a GIF with a script in it is sent as a GIF, which no browser runs.
public enum MediaType {
  /// A picture.
  PNG("image/png", true),
  /// A picture.
  JPEG("image/jpeg", true),
  /// A picture, still or moving.
  GIF("image/gif", true),
  /// A picture, still or moving.
  WEBP("image/webp", true),
  /// A picture as newer phones take them; not every browser shows it, and nothing here reads it.
  HEIC("image/heic", false),
  /// A picture that nothing here reads.
  AVIF("image/avif", false),
  /// Pages.
  PDF("application/pdf", true),
  /// Sound.
  MP3("audio/mpeg", true),
  /// Sound.
  AAC("audio/aac", true),
  /// Sound.
  M4A("audio/mp4", true),
  /// Sound: Opus, Vorbis, FLAC or Speex in Ogg.
  OGG_AUDIO("audio/ogg", true),
  /// Sound.
  WAV("audio/wav", true),
  /// Sound.
  FLAC("audio/flac", true),
  /// A video; sound alone, too, if it does not say so at once.
  MP4("video/mp4", true),
  /// A video, of QuickTime.
  MOV("video/quicktime", true),
  /// A video.
  OGG_VIDEO("video/ogg", true),
  /// A video, or sound alone.
  WEBM("video/webm", true),
  /// A video.
  MKV("video/x-matroska", true),
  /// A video.
  AVI("video/x-msvideo", true),
  /// An archive, or what is packed as one: documents of word processors, programs.
  ZIP("application/zip", false),
  /// A packed file.
  GZIP("application/gzip", false),
  /// A page, which could do on this server whatever its reader may.
  HTML("text/html", false),
  /// A drawing that can hold scripts.
  SVG("image/svg+xml", false),
  /// XML of another kind; a browser may draw it, and run what is in it.
  XML("application/xml", false),
  /// Text in UTF-8.
  TEXT("text/plain", false),
  /// Anything else.
  BINARY("application/octet-stream", false);

  /// So many bytes are looked at.
  public static final int SNIFFED_BYTES = 4096;

  private static final List<String> HEIC_BRANDS =
      List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");
  private static final Set<String> SOUND_BRANDS = Set.of("M4A ", "M4B ", "M4P ");
  private static final List<String> VIDEO_BRANDS =
      List.of("iso", "mp4", "avc", "M4V", "3g", "dash", "MSNV", "mmp4", "f4v", "F4V");

  /// Elements that a page begins with, if it is not a document by the book (WHATWG, MIME Sniffing).
  private static final Set<String> HTML_ELEMENTS =
      Set.of(
          "html",
          "head",
          "body",
          "script",
          "iframe",
          "h1",
          "div",
          "font",
          "table",
          "a",
          "style",
          "title",
          "b",
          "br",
          "p",
          "base",
          "meta",
          "link",
          "form",
          "img",
          "object",
          "embed",
          "video",
          "audio",
          "template",
          "span",
          "frameset");

  private final String value;
  private final boolean inline;

  MediaType(String value, boolean inline) {
    this.value = value;
    this.inline = inline;
  }

  /// As in HTTP, without parameters: `image/png`.
  public String value() {
    return value;
  }

  /// Whether a browser may show it at this server's own address. Everything else is downloaded.
  public boolean inline() {
    return inline;
  }

  /// Whether it is a picture whose size can be told and that previews are made of.
  public boolean picture() {
    return this == PNG || this == JPEG || this == GIF || this == WEBP;
  }

  /// Tells what a file is.
  ///
  /// @param first the first `SNIFFED_BYTES` of the file, or all of a shorter one; more are not
  ///   looked at
  public static MediaType of(byte[] first) {
    Bytes bytes = new Bytes(Arrays.copyOf(first, Math.min(first.length, SNIFFED_BYTES)));
    MediaType binary = ofSignature(bytes);
    if (binary != null) {
      return binary;
    }
    if (!bytes.utf8()) {
      return BINARY;
    }
    return ofText(new String(bytes.all, StandardCharsets.UTF_8));
  }

  private static MediaType ofSignature(Bytes bytes) {
    if (bytes.at(0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (bytes.at(0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (bytes.at(0, "GIF87a") || bytes.at(0, "GIF89a")) {
      return GIF;
    }
    if (bytes.at(0, "%PDF-")) {
      return PDF;
    }
    if (bytes.at(0, "PK\u0003\u0004") || bytes.at(0, "PK\u0005\u0006")) {
      return ZIP;
    }
    if (bytes.at(0, "\u001f\u008b\u0008")) {
      return GZIP;
    }
    if (bytes.at(0, "fLaC\0")) {
      return FLAC;
    }
    if (bytes.at(0, "OggS\0")) {
      return ofOgg(bytes);
    }
    if (bytes.at(0, "\u001aE\u00df\u00a3")) {
      return ofMatroska(bytes);
    }
    if (bytes.at(0, "RIFF") || bytes.at(0, "RF64")) {
      return ofRiff(bytes);
    }
    if (bytes.at(0, "ID3") && bytes.byteAt(3) < 0x10 && bytes.byteAt(3) >= 2) {
      return MP3;
    }
    MediaType framed = ofFrames(bytes);
    return framed != null ? framed : ofBoxes(bytes);
  }

  private static MediaType ofRiff(Bytes bytes) {
    if (bytes.at(8, "WEBPVP8")) {
      return WEBP;
    }
    if (bytes.at(8, "WAVE")) {
      return WAV;
    }
    return bytes.at(8, "AVI ") ? AVI : null;
  }

  private static MediaType ofOgg(Bytes bytes) {
    if (bytes.has("\u0080theora")) {
      return OGG_VIDEO;
    }
    return bytes.has("OpusHead")
            || bytes.has("\u0001vorbis")
            || bytes.has("\u007fFLAC")
            || bytes.has("Speex   ")
        ? OGG_AUDIO
        : BINARY;
  }

  private static MediaType ofMatroska(Bytes bytes) {
    // The element that names the kind, with the length of the name.
    if (bytes.has("B\u0082\u0084webm")) {
      return WEBM;
    }
    return bytes.has("B\u0082\u0088matroska") ? MKV : BINARY;
  }

  /// MPEG sound without anything before it: two frames in a row, because eleven bits that are set
  /// are soon found by chance.
  private static MediaType ofFrames(Bytes bytes) {
    int first = bytes.byteAt(1);
    if (bytes.byteAt(0) != 0xff || (first & 0xe0) != 0xe0) {
      return null;
    }
    if ((first & 0xf6) == 0xf0) {
      int length = (bytes.byteAt(3) & 3) << 11 | bytes.byteAt(4) << 3 | bytes.byteAt(5) >> 5;
      return length >= 7 && bytes.byteAt(length) == 0xff && bytes.byteAt(length + 1) == first
          ? AAC
          : null;
    }
    int length = lengthOfMp3Frame(bytes);
    return length > 0
            && bytes.byteAt(length) == 0xff
            && (bytes.byteAt(length + 1) & 0xfe) == (first & 0xfe)
        ? MP3
        : null;
  }

  /// In bytes; 0 if it is none.
  private static int lengthOfMp3Frame(Bytes bytes) {
    int version = bytes.byteAt(1) >> 3 & 3;
    int layer = bytes.byteAt(1) >> 1 & 3;
    int rate = bytes.byteAt(2) >> 4;
    int frequency = bytes.byteAt(2) >> 2 & 3;
    if (layer != 1 || version == 1 || rate == 0 || rate == 15 || frequency == 3) {
      return 0;
    }
    boolean full = version == 3;
    int[] rates =
        full
            ? new int[] {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
            : new int[] {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    int hertz = new int[] {44_100, 48_000, 32_000}[frequency];
    int samples = version == 3 ? hertz : version == 2 ? hertz / 2 : hertz / 4;
    return (full ? 144_000 : 72_000) * rates[rate] / samples + (bytes.byteAt(2) >> 1 & 1);
  }

  /// MP4 and its kin, which say at once whom they are meant for.
  private static MediaType ofBoxes(Bytes bytes) {
    if (bytes.byteAt(0) != 0) {
      return null;
    }
    if (!bytes.at(4, "ftyp")) {
      // QuickTime before it had that.
      return bytes.at(4, "moov") || bytes.at(4, "mdat") || bytes.at(4, "wide") ? MOV : null;
    }
    int length = bytes.byteAt(2) << 8 | bytes.byteAt(3);
    if (bytes.byteAt(1) != 0 || length < 16) {
      return BINARY;
    }
    String main = bytes.text(8, 4);
    if (SOUND_BRANDS.contains(main)) {
      return M4A;
    }
    if (main.equals("qt  ")) {
      return MOV;
    }
    String others = bytes.text(16, length - 16);
    if (HEIC_BRANDS.contains(main) || main.equals("avif") || main.equals("avis")) {
      return main.startsWith("avi") || others.contains("avif") ? AVIF : HEIC;
    }
    if (isVideo(main)) {
      return MP4;
    }
    for (int i = 0; i + 4 <= others.length(); i += 4) {
      if (isVideo(others.substring(i, i + 4))) {
        return MP4;
      }
    }
    return BINARY;
  }

  private static boolean isVideo(String brand) {
    return VIDEO_BRANDS.stream().anyMatch(brand::startsWith);
  }

  private static MediaType ofText(String whole) {
    String text = whole.startsWith("\ufeff") ? whole.substring(1) : whole;
    boolean xml = false;
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      String end;
      if (text.startsWith("<?", at)) {
        xml |= text.startsWith("<?xml", at);
        end = "?>";
      } else if (text.startsWith("<!--", at)) {
        end = "-->";
      } else if (text.startsWith("<!", at)) {
        String name = name(text, at + 2);
        if (name.equals("doctype")) {
          return ofDocument(name(text, at + 3 + name.length()));
        }
        end = ">";
      } else {
        break;
      }
      int next = text.indexOf(end, at + 2);
      if (next < 0) {
        // What it is stands further on. A comment before everything makes it a page to a browser.
        return xml ? XML : end.equals("-->") ? HTML : TEXT;
      }
      at = next + end.length();
    }
    return at < text.length() && text.charAt(at) == '<' ? ofElement(name(text, at + 1), xml) : TEXT;
  }

  private static MediaType ofDocument(String root) {
    return switch (root) {
      case "html" -> HTML;
      case "svg" -> SVG;
      default -> XML;
    };
  }

  private static MediaType ofElement(String name, boolean xml) {
    String local = name.substring(name.indexOf(':') + 1);
    if (local.equals("svg")) {
      return SVG;
    }
    if (HTML_ELEMENTS.contains(local)) {
      return HTML;
    }
    return xml ? XML : TEXT;
  }

  /// Letters, digits and colons from there on, small.
  private static String name(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == ':')) {
      end++;
    }
    return from >= text.length() ? "" : text.substring(from, end).toLowerCase(Locale.ROOT);
  }

  /// The first bytes, of which one may ask for more than there are.
  private static final class Bytes {
    private final byte[] all;

    Bytes(byte[] all) {
      this.all = all;
    }

    /// 0 to 255, or -1 behind the end.
    int byteAt(int at) {
      return at < all.length ? all[at] & 0xff : -1;
    }

    /// @param latin a character for each byte
    boolean at(int at, String latin) {
      if (at + latin.length() > all.length) {
        return false;
      }
      for (int i = 0; i < latin.length(); i++) {
        if (byteAt(at + i) != latin.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    boolean has(String latin) {
      return text(0, all.length).contains(latin);
    }

    /// A character for each byte that there is.
    String text(int at, int length) {
      int from = Math.min(at, all.length);
      return new String(
          all, from, Math.min(length, all.length - from), StandardCharsets.ISO_8859_1);
    }

    /// Whether it is text, perhaps cut off in the middle of a character: no control characters but
    /// blanks, and escapes as terminals have them.
    boolean utf8() {
      int at = 0;
      while (at < all.length) {
        int length = lengthOfCharacter(at);
        if (length == 0) {
          return false;
        }
        at += length;
      }
      return at > 0;
    }

    /// In bytes, those behind the end included; 0 if it is none.
    private int lengthOfCharacter(int at) {
      int first = byteAt(at);
      if (first < 0x80) {
        boolean control = first < 0x20 || first == 0x7f;
        return control && "\t\n\r\f\u001b".indexOf(first) < 0 ? 0 : 1;
      }
      int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      if (first < 0xc2 || first > 0xf4) {
        return 0;
      }
      for (int i = 1; i < length; i++) {
        int next = byteAt(at + i);
        if (next < 0) {
          // Cut off, which only what is longer than what is looked at may be.
          return all.length == SNIFFED_BYTES ? length : 0;
        }
        if ((next & 0xc0) != 0x80 || (i == 1 && !secondFits(first, next))) {
          return 0;
        }
      }
      return length;
    }

    /// No character written longer than needed, no half of one, none behind the last there is.
    private static boolean secondFits(int first, int second) {
      return switch (first) {
        case 0xe0 -> second >= 0xa0;
        case 0xed -> second < 0xa0;
        case 0xf0 -> second >= 0x90;
        case 0xf4 -> second < 0x90;
        default -> true;
      };
    }
  }
}

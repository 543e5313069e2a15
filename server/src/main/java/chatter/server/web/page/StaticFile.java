package chatter.server.web.page;

import chatter.shared.crypto.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// One file of the browser page, ready to be sent.
final class StaticFile {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain;charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"));
  private static final int HASH_BYTES = 12;

  private final String mediaType;
  private final byte[] bytes;
  private final String etag;
  private final byte[] gzip;

  private StaticFile(String mediaType, byte[] bytes, String etag, byte[] gzip) {
    this.mediaType = mediaType;
    this.bytes = bytes;
    this.etag = etag;
    this.gzip = gzip;
  }

  static StaticFile of(String name, byte[] bytes) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    byte[] gzip = gzip(bytes);
    return new StaticFile(
        TYPES.getOrDefault(extension, "application/octet-stream"),
        bytes,
        '"' + hash(bytes) + '"',
        gzip.length < bytes.length * 9 / 10 ? gzip : null);
  }

  String mediaType() {
    return mediaType;
  }

  byte[] bytes() {
    return bytes;
  }

  /// The tag of the plain bytes, with its quotes.
  String etag() {
    return etag;
  }

  /// The bytes compressed, or null if that saves nothing.
  byte[] gzip() {
    return gzip;
  }

  /// The tag of the compressed bytes, which are another representation.
  String gzipEtag() {
    return etag.substring(0, etag.length() - 1) + "-gzip\"";
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes), 0, HASH_BYTES);
  }
}

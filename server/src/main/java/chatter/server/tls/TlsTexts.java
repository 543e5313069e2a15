package chatter.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What stands in the two files at one moment.
record TlsTexts(String certificate, String key) {
  /// A long chain has some 10 kB; this is somebody's disk image.
  private static final long MOST_BYTES = 1 << 20;

  static TlsTexts read(TlsFiles files) throws TlsException {
    String certificate = text(files.certificate());
    // Once only, because the same one may be a pipe.
    return new TlsTexts(
        certificate, files.key().equals(files.certificate()) ? certificate : text(files.key()));
  }

  static String text(Path file) throws TlsException {
    try {
      if (Files.isDirectory(file)) {
        throw new TlsException(file + " is a folder; name the PEM file in it");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new TlsException(file + " is far too large for a certificate or a key");
      }
      // Whatever is outside of PEM's blocks may be in any encoding; inside it is ASCII.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsException("there is no file " + file + "; check --tls-cert and --tls-key", e);
    } catch (AccessDeniedException e) {
      throw new TlsException(
          "the server's user may not read " + file + "; give it the right to, and nobody else", e);
    } catch (TlsException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Without the key, which must not get into a log.
  @Override
  public String toString() {
    return "a certificate and its key";
  }
}

package chatter.client.prefs;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small file of keys and values that only its owner can read. It is written whole beside the old
/// one, flushed to the disk and then put in its place, so a crash leaves the old or the new one. A
/// damaged file is kept aside and counts as missing. Safe for any thread.
final class PropertiesFile {
  private static final Logger LOG = LoggerFactory.getLogger(PropertiesFile.class);

  private final Path file;

  PropertiesFile(Path file) {
    this.file = file;
  }

  /// Turns the keys and values into what they mean.
  interface Meaning<T> {
    /// @throws IllegalArgumentException if they make no sense
    T of(Properties properties);
  }

  /// What the file means; nothing if there is none, or if it is damaged.
  ///
  /// @throws IOException if it is there and cannot be read
  synchronized <T> Optional<T> read(Meaning<T> meaning) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
      return Optional.of(meaning.of(properties));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn("{} is damaged ({}); it is kept as {}", file, e.getMessage(), aside.getFileName());
      return Optional.empty();
    }
  }

  /// Replaces the file; it is on the disk when this returns.
  synchronized void write(Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    OwnerOnlyFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8), true);
  }

  /// Forgets the file.
  synchronized void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}

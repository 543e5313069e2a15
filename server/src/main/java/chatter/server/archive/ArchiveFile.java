package chatter.server.archive;

import chatter.server.store.DiskErrors;
import chatter.server.store.PrivateFiles;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DatabaseFile;
import chatter.shared.api.ApiJson;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;

/// An archive that is there. What it says about itself is believed only as far as its content
/// proves it: every file in it must be listed, and be what the list says.
public final class ArchiveFile {
  /// How the name of an archive ends.
  public static final String ENDING = ".chatter";

  private static final Pattern MAY_BE_IN =
      Pattern.compile(
          Pattern.quote(Manifest.DATABASE)
              + "|"
              + Manifest.KEYS
              + "/[A-Za-z0-9_][A-Za-z0-9._-]*|"
              + Manifest.CONTENTS
              + "/(?<spread>[0-9a-f]{2})/(?<hash>\\k<spread>[0-9a-f]{62})");
  private static final String BEGIN = "PK\3\4";
  private static final String END = "PK\5\6";
  private static final int END_BYTES = 22;

  /// With a line for each of a million files.
  private static final long LARGEST_MANIFEST = 256 * 1024 * 1024;

  private final Path file;
  private final Manifest manifest;

  private ArchiveFile(Path file, Manifest manifest) {
    this.file = file;
    this.manifest = manifest;
  }

  /// Whether a name is an archive's, whatever is there.
  public static boolean isNamedLikeOne(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    return text.endsWith(ENDING) && text.length() > ENDING.length();
  }

  static boolean mayBeIn(String name) {
    return MAY_BE_IN.matcher(name).matches();
  }

  /// Reads what an archive says about itself.
  ///
  /// @throws StorageException with a sentence if there is none, if it is cut short, altered, a
  ///   newer Chatter's, or no archive of Chatter's
  public static ArchiveFile read(Path file) {
    if (Files.isDirectory(file)) {
      throw unusable(file + " is a folder, not an archive", null);
    }
    if (Files.notExists(file)) {
      throw unusable("there is no file " + file, null);
    }
    try {
      mustBegin(file);
      return within(file, zip -> read(file, zip));
    } catch (IOException e) {
      throw DiskErrors.explained("read " + file, e);
    }
  }

  private static ArchiveFile read(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.ENTRY);
    if (entry == null) {
      throw unusable(file + " is no archive of Chatter's", null);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      ArchiveFile archive = new ArchiveFile(file, manifest(file, in));
      archive.mustListEverything(zip);
      return archive;
    }
  }

  private static Manifest manifest(Path file, InputStream in) throws IOException {
    try {
      byte[] json = in.readNBytes((int) LARGEST_MANIFEST);
      Head head = ApiJson.MAPPER.readValue(json, Head.class);
      if (!Manifest.FORMAT.equals(head.format)) {
        throw unusable(file + " is no archive of Chatter's", null);
      }
      if (head.version > Manifest.VERSION || head.schema > DatabaseFile.newestSchema()) {
        throw unusable(
            file
                + " was written by a newer Chatter ("
                + head.program
                + "); install that version or a newer one here",
            null);
      }
      return ApiJson.MAPPER.readValue(json, Manifest.class);
    } catch (JacksonException e) {
      throw altered(file, Manifest.ENTRY, e);
    }
  }

  private void mustListEverything(ZipFile zip) {
    Set<String> listed = new HashSet<>();
    for (Manifest.Part part : manifest.files()) {
      Matcher name = MAY_BE_IN.matcher(part.name());
      // A content is found by its hash ever after.
      if (!name.matches()
          || (name.group("hash") != null && !name.group("hash").equals(part.sha256()))) {
        throw altered(file, part.name(), null);
      }
      listed.add(part.name());
    }
    Set<String> present = zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
    present.remove(Manifest.ENTRY);
    if (!listed.equals(present) || !listed.contains(Manifest.DATABASE)) {
      Set<String> odd = new HashSet<>(listed);
      odd.addAll(present);
      odd.removeIf(name -> listed.contains(name) && present.contains(name));
      throw altered(file, odd.isEmpty() ? Manifest.DATABASE : odd.iterator().next(), null);
    }
  }

  /// What it says about itself.
  public Manifest manifest() {
    return manifest;
  }

  /// Reads all of it.
  ///
  /// @throws StorageException with a sentence if something in it is not what was written
  public void check() {
    try {
      each((part, in) -> Digests.copy(in, OutputStream.nullOutputStream(), part.bytes()));
    } catch (IOException e) {
      throw DiskErrors.explained("read " + file, e);
    }
  }

  /// Writes all of it into a folder, for its owner only.
  ///
  /// @param folder must be there, and be empty
  /// @throws StorageException with a sentence if something in it is not what was written
  /// @throws IOException if it cannot be read, or the folder not be written
  void unpackInto(Path folder) throws IOException {
    each((part, in) -> {
      Path target = folder.resolve(part.name());
      PrivateFiles.createFolders(target.getParent());
      PrivateFiles.create(target);
      Digests.Seen seen;
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
        seen = Digests.copy(in, out, part.bytes());
      }
      PrivateFiles.sync(target);
      return seen;
    });
  }

  private void each(Use use) throws IOException {
    within(
        file,
        zip -> {
          for (Manifest.Part part : manifest.files()) {
            try (InputStream in = zip.getInputStream(zip.getEntry(part.name()))) {
              Digests.Seen seen = use.of(part, in);
              if (seen.bytes() != part.bytes() || !seen.sha256().equals(part.sha256())) {
                throw altered(file, part.name(), null);
              }
            } catch (ZipException | EOFException e) {
              throw altered(file, part.name(), e);
            }
          }
          return null;
        });
  }

  private static void mustBegin(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!latin(in.readNBytes(BEGIN.length())).equals(BEGIN)) {
        throw unusable(file + " is no archive of Chatter's", null);
      }
    }
  }

  /// The list of what is in it comes last, and then this.
  private static boolean hasItsEnd(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer end = ByteBuffer.allocate(BEGIN.length());
      int read = channel.read(end, Math.max(0, channel.size() - END_BYTES));
      return read == END.length() && latin(end.array()).equals(END);
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static <T> T within(Path file, In<T> work) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return work.with(zip);
    } catch (ZipException | EOFException e) {
      throw hasItsEnd(file)
          ? altered(file, "the list of what is in it", e)
          : unusable(file + " is cut short; nothing was changed, copy it here once more", e);
    }
  }

  private static StorageException altered(Path file, String what, Throwable cause) {
    return unusable(
        file
            + " was altered or damaged: "
            + what
            + " is not what was written; nothing was changed, copy it here once more",
        cause);
  }

  private static StorageException unusable(String message, Throwable cause) {
    return new StorageException(StorageException.Kind.UNUSABLE, message, cause);
  }

  /// What tells whether the rest can be understood.
  private record Head(String format, int version, int schema, String program) {}

  @FunctionalInterface
  private interface In<T> {
    T with(ZipFile zip) throws IOException;
  }

  @FunctionalInterface
  private interface Use {
    Digests.Seen of(Manifest.Part part, InputStream in) throws IOException;
  }
}

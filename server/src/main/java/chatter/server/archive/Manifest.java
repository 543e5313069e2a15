package chatter.server.archive;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What an archive says about itself, in an entry of its own.
///
/// @param format `chatter-archive`
/// @param version of the archive's form: 2 if the contents of files are in it, else 1
/// @param id another one for each archive
/// @param program the version of the Chatter that wrote it
/// @param schema the version of the tables
/// @param name what the chat is called
/// @param writtenAt when
/// @param messages how many are in it
/// @param people how many accounts are in it
/// @param files everything else in it
public record Manifest(
    String format,
    int version,
    String id,
    String program,
    int schema,
    String name,
    Instant writtenAt,
    long messages,
    long people,
    List<Part> files) {
  static final String ENTRY = "manifest.json";
  static final String FORMAT = "chatter-archive";
  static final int VERSION = 2;
  private static final int WITHOUT_FILES = 1;

  /// The database's name in an archive, and in a data folder.
  static final String DATABASE = "chatter.db";

  /// The folder of what is in files, each content under its hash, in both.
  static final String CONTENTS = "files";

  /// The folder of the generated key and its certificate, in both as well.
  static final String KEYS = "tls";

  public Manifest {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(program, "program is missing");
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(writtenAt, "writtenAt is missing");
    files = List.copyOf(files);
  }

  /// Whether the server's key is in it.
  public boolean withKey() {
    return files.stream().anyMatch(part -> part.name().startsWith(KEYS + "/"));
  }

  /// The version of an archive with these in it: one without files can be opened by programs that
  /// know none.
  static int version(List<Part> files) {
    return files.stream().anyMatch(Part::isContent) ? VERSION : WITHOUT_FILES;
  }

  /// How many contents of files are in it.
  public long contents() {
    return files.stream().filter(Part::isContent).count();
  }

  /// How large everything is, unpacked.
  long bytes() {
    return files.stream().mapToLong(Part::bytes).sum();
  }

  /// A file.
  ///
  /// @param sha256 of its content, in hex
  public record Part(String name, long bytes, String sha256) {
    public Part {
      Objects.requireNonNull(name, "name is missing");
      Objects.requireNonNull(sha256, "sha256 is missing");
    }

    private boolean isContent() {
      return name.startsWith(CONTENTS + "/");
    }
  }
}

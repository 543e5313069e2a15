import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/// Makes other people's jars smaller, in place: without what nobody reads in them, and with classes
/// that know no numbers of lines and names of local variables, as Java's own in the package do not
/// either. Ours keep both. The build runs it: SlimJars.java FOLDER PATTERNS, where each line of
/// PATTERNS is a glob of `jar/entry`.
final class SlimJars {
  private static final String OURS = "chatter-";
  private static final String CLASS = ".class";

  private SlimJars() {}

  public static void main(String[] args) throws IOException {
    List<PathMatcher> leftOut =
        Files.readAllLines(Path.of(args[1])).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line))
            .toList();
    List<Path> jars;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      jars =
          all.filter(jar -> jar.toString().endsWith(".jar"))
              .filter(jar -> !jar.getFileName().toString().startsWith(OURS))
              .sorted()
              .toList();
    }
    long before = 0;
    long after = 0;
    for (Path jar : jars) {
      before += Files.size(jar);
      slim(jar, leftOut);
      after += Files.size(jar);
    }
    System.out.println("other people's jars: " + before + " bytes, now " + after);
  }

  private static void slim(Path jar, List<PathMatcher> leftOut) throws IOException {
    FileTime time = Files.getLastModifiedTime(jar);
    ByteArrayOutputStream slim = new ByteArrayOutputStream();
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(slim)) {
      to.setLevel(Deflater.BEST_COMPRESSION);
      // The manifest comes first, as everywhere; everything else as it was.
      List<? extends ZipEntry> entries =
          from.stream()
              .filter(entry -> !entry.isDirectory())
              .filter(
                  entry -> {
                    Path name = jar.getFileName().resolve(entry.getName());
                    return leftOut.stream().noneMatch(pattern -> pattern.matches(name));
                  })
              .toList();
      for (ZipEntry entry : entries) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(CLASS) && !entry.getName().endsWith("module-info.class")) {
          ClassWriter written = new ClassWriter(0);
          new ClassReader(bytes).accept(written, ClassReader.SKIP_DEBUG);
          bytes = written.toByteArray();
        }
        add(to, entry.getName(), entry.getTime(), bytes);
      }
    }
    Files.write(jar, slim.toByteArray());
    Files.setLastModifiedTime(jar, time);
  }

  /// With its sizes known before, for which a jar needs no second header behind each entry.
  private static void add(ZipOutputStream to, String name, long time, byte[] bytes)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(time);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    entry.setSize(bytes.length);
    long packed = packed(bytes);
    if (packed < bytes.length) {
      entry.setCompressedSize(packed);
    } else {
      entry.setMethod(ZipEntry.STORED);
    }
    to.putNextEntry(entry);
    to.write(bytes);
    to.closeEntry();
  }

  private static long packed(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] piece = new byte[8192];
      while (!deflater.finished()) {
        deflater.deflate(piece);
      }
      return deflater.getBytesWritten();
    }
  }
}

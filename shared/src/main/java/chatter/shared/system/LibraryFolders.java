package chatter.shared.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where native libraries can be unpacked: in a folder that can be written to and is not mounted
/// `noexec`, from which Linux loads none.
public final class LibraryFolders {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  private LibraryFolders() {}

  /// Whether libraries can be unpacked into a folder, which need not be there yet.
  public static boolean fits(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isDirectory(there) && Files.isWritable(there) && !isNoexec(there);
  }

  /// Whether the file system of a folder is mounted `noexec`; no on systems that do not say.
  public static boolean isNoexec(Path folder) {
    if (!Files.isReadable(MOUNTS)) {
      return false;
    }
    try {
      return isNoexec(folder.toRealPath(), Files.readAllLines(MOUNTS));
    } catch (IOException e) {
      // Not known to be so; whoever loads from there hears it from the system.
      return false;
    }
  }

  /// @param folder absolute, without links
  /// @param mounts as in `/proc/self/mountinfo`; of two at the same place the later one is on top
  static boolean isNoexec(Path folder, List<String> mounts) {
    Path nearest = null;
    boolean noexec = false;
    for (String mount : mounts) {
      String[] fields = mount.split(" ", OPTIONS + 2);
      if (fields.length > OPTIONS) {
        Path point = Path.of(unescaped(fields[MOUNT_POINT]));
        if (folder.startsWith(point)
            && (nearest == null || point.getNameCount() >= nearest.getNameCount())) {
          nearest = point;
          noexec = List.of(fields[OPTIONS].split(",", -1)).contains("noexec");
        }
      }
    }
    return noexec;
  }

  /// The kernel writes what would end a field in octal.
  private static String unescaped(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}

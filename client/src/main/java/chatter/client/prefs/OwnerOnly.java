package chatter.client.prefs;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;

/// Keeps files and folders from everybody but their owner: by mode bits where there are any, by an
/// access list on Windows.
final class OwnerOnly {
  private static final FileAttribute<?>[] NONE = {};

  private OwnerOnly() {}

  /// Makes a folder, and those above it, that only the owner can enter.
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getParent() != null) {
        Files.createDirectories(folder.getParent());
      }
      Files.createDirectories(folder, attributes(folder.getFileSystem(), "rwx------"));
      restrict(folder);
    }
  }

  /// What a file is to be created with, so that it is never readable by others, not even for a
  /// moment.
  static FileAttribute<?>[] file(FileSystem system) {
    return attributes(system, "rw-------");
  }

  /// What cannot be given at creation: the access list on Windows.
  static void restrict(Path path) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (view != null && !posix(path.getFileSystem())) {
      view.setAcl(
          List.of(
              AclEntry.newBuilder()
                  .setType(AclEntryType.ALLOW)
                  .setPrincipal(view.getOwner())
                  .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                  .build()));
    }
  }

  private static FileAttribute<?>[] attributes(FileSystem system, String mode) {
    return posix(system)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : NONE;
  }

  private static boolean posix(FileSystem system) {
    return system.supportedFileAttributeViews().contains("posix");
  }
}

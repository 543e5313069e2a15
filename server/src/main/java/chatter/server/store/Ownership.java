package chatter.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whose files are: the administrator who restores or looks at somebody's chat must not leave files
/// in it that its owner cannot open.
public final class Ownership {
  private static final int DEPTH = 2;

  private Ownership() {}

  /// Gives what was just made to whom its folder belongs. Only the administrator can; for everybody
  /// else it stays what it is.
  public static void asTheFolder(Path made) throws IOException {
    // Never through a link: who owns the folder could have put one there meanwhile, to be given
    // somebody else's file.
    PosixFileAttributeView view =
        Files.getFileAttributeView(made, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    Path folder = made.toAbsolutePath().getParent();
    if (view == null || folder == null) {
      return;
    }
    PosixFileAttributes own = view.readAttributes();
    PosixFileAttributes above = Files.readAttributes(folder, PosixFileAttributes.class);
    if (own.owner().equals(above.owner()) || !System.getProperty("user.name").equals("root")) {
      return;
    }
    try {
      view.setGroup(above.group());
      view.setOwner(above.owner());
    } catch (FileSystemException e) {
      // A disk that knows no owners, or an administrator in a container who may not.
      return;
    }
  }

  /// Which file in a data folder somebody cannot use because it is another's, and the line that
  /// mends it; empty if none is.
  ///
  /// @param user who cannot, e.g. the system property `user.name`
  public static Optional<String> trouble(Path folder, String user) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> isClosedTo(file, user))
          .findFirst()
          .map(file ->
              file
                  + " belongs to "
                  + owner(file)
                  + ", and this program runs as "
                  + user
                  + "; give it to them with: sudo chown -R "
                  + user
                  + ": "
                  + folder.toAbsolutePath());
    } catch (IOException | UncheckedIOException e) {
      return isClosedTo(folder, user)
          ? Optional.of(
              folder + " belongs to " + owner(folder) + ", and this program runs as " + user)
          : Optional.empty();
    }
  }

  /// Who else can read a file, which should be its owner's alone; empty if nobody can, or the
  /// system does not say.
  public static Optional<String> readableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = permissions(file);
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          ? Optional.of("everybody on this computer")
          : permissions.contains(PosixFilePermission.GROUP_READ)
              ? Optional.of("its group")
              : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Takes everybody's permissions but the owner's from a file.
  public static void makePrivate(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Set<PosixFilePermission> permissions(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? Set.of() : view.readAttributes().permissions();
  }

  private static boolean isClosedTo(Path file, String user) {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      return view != null
          && !view.readAttributes().owner().getName().equals(user)
          && !view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      return false;
    }
  }

  private static String owner(Path file) {
    try {
      return Files.getOwner(file).getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "somebody else";
    }
  }
}

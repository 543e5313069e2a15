package chatter.client.prefs;

import chatter.shared.system.HomeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The folder in which the program keeps everything of its own. One program at a time has it.
public final class ClientFolder implements AutoCloseable {
  /// Names another folder, in the environment.
  public static final String ENVIRONMENT = "CHATTER_CLIENT_DATA";

  private static final String ACCOUNTS = "accounts";

  private final Path path;
  private final FileChannel lockFile;

  private ClientFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Where it is when nobody names one on the command line: what `CHATTER_CLIENT_DATA` says,
  /// otherwise in the system's folder for application data.
  public static Path standard() {
    return standard(System.getProperty("os.name"), HomeFolder.path(), System.getenv());
  }

  static Path standard(String os, String home, Map<String, String> environment) {
    String named = environment.get(ENVIRONMENT);
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    String system = os.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null ? Path.of(home, "AppData", "Local") : Path.of(local))
          .resolve("Chatter")
          .resolve("desktop");
    }
    if (system.startsWith("mac")) {
      return Path.of(home, "Library", "Application Support", "Chatter", "desktop");
    }
    String xdg = environment.get("XDG_DATA_HOME");
    // The specification says that a relative path there is to be ignored.
    boolean usable = xdg != null && Path.of(xdg).isAbsolute();
    return (usable ? Path.of(xdg) : Path.of(home, ".local", "share"))
        .resolve("chatter")
        .resolve("desktop");
  }

  /// Makes the folder if needed, and sees whether it can be taken, by whomever.
  ///
  /// @throws IOException with the reason, if nothing can be kept in it
  public static void prepare(Path path) throws IOException {
    OwnerOnly.makeFolder(path);
    lockFile(path).close();
  }

  private static FileChannel lockFile(Path path) throws IOException {
    return FileChannel.open(
        path.resolve("lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        OwnerOnly.file(path.getFileSystem()));
  }

  /// Makes the folder if needed and takes it.
  ///
  /// @return nothing if another program has it
  public static Optional<ClientFolder> take(Path path) throws IOException {
    OwnerOnly.makeFolder(path);
    FileChannel channel = lockFile(path);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException inThisProgram) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new ClientFolder(path, channel));
  }

  /// Where it is.
  public Path path() {
    return path;
  }

  /// Where the chat hosted here is kept.
  public Path hosted() {
    return path.resolve("hosted");
  }

  /// Where one account's outbox and drafts are kept. Made if needed.
  ///
  /// @param server what the folder with the server's accounts is called after
  public Path account(String server, long account) throws IOException {
    Path folder = accountPath(server, account);
    OwnerOnly.makeFolder(folder);
    return folder;
  }

  /// Where that is, without making it.
  public Path accountPath(String server, long account) {
    return accounts(server).resolve(Long.toString(account));
  }

  /// Where something is kept of any account, known or not.
  ///
  /// @throws IOException if the disk refuses
  public List<Path> allAccounts() throws IOException {
    Path all = path.resolve(ACCOUNTS);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(all, 2)) {
      return found
          .filter(one -> all.relativize(one).getNameCount() == 2 && Files.isDirectory(one))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Whether something was ever kept of an account at a server.
  public boolean hasAccounts(String server) {
    return Files.isDirectory(accounts(server));
  }

  private Path accounts(String server) {
    // Addresses hold characters that a file name must not.
    return path.resolve(ACCOUNTS).resolve(URLEncoder.encode(server, StandardCharsets.UTF_8));
  }

  /// Gives it back.
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}

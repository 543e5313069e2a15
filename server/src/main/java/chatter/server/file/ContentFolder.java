package chatter.server.file;

import chatter.server.file.NamedContents.Content;
import chatter.server.store.PrivateFiles;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder with the contents of files, `ab/<sha-256>`, for whoever looks through all of it or
/// brings it elsewhere: a data folder's, or one beside backups. For one thread.
public final class ContentFolder {
  /// What it is called in a data folder.
  public static final String IN_DATA = "files";

  private static final Logger log = LoggerFactory.getLogger(ContentFolder.class);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final String PART = ".part";
  private static final Pattern PARTS = Pattern.compile(NAME.pattern() + "\\.[0-9a-f]{8}\\" + PART);

  /// Within this process; a lock of the system's is another process's affair alone.
  private static final Map<Path, Semaphore> LOCKS = new ConcurrentHashMap<>();

  private final Path path;
  private final FolderStore store;
  private final Set<Path> unsynced = new TreeSet<>();

  /// @param path is made when the first content comes
  public ContentFolder(Path path) {
    this.path = path;
    this.store = new FolderStore(path);
  }

  /// The contents in a data folder.
  public static ContentFolder in(Path data) {
    return new ContentFolder(data.resolve(IN_DATA));
  }

  /// Whether something is called as a content is.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// Where a content is or would be.
  public Path at(String hash) {
    return store.at(hash);
  }

  /// Whether the folder is there.
  public boolean exists() {
    return Files.isDirectory(path);
  }

  /// What is to be said of a content that should be there.
  public enum State {
    WHOLE,
    MISSING,
    WRONG_LENGTH,
    DAMAGED
  }

  /// Opens a content; empty if it is not there.
  public Optional<SeekableByteChannel> open(String hash) throws IOException {
    return store.open(hash);
  }

  /// Opens what a picture in a data folder is shown as when it is not shown whole; empty if there
  /// is none.
  public static Optional<SeekableByteChannel> preview(Path data, String hash, PreviewSize size)
      throws IOException {
    return new FolderStore(data.resolve("previews")).open(size.nameOf(hash));
  }

  /// Whether it is there in its length. It is not read.
  public boolean has(Content content) throws IOException {
    return store.has(content.hash(), content.bytes());
  }

  /// How long the one that is there is; 0 if none is.
  public long length(String hash) throws IOException {
    Path place = at(hash);
    return Files.exists(place) ? Files.size(place) : 0;
  }

  /// Reads a content and tells whether it is what it must be.
  public State look(Content content) throws IOException {
    Optional<SeekableByteChannel> opened = open(content.hash());
    if (opened.isEmpty()) {
      return State.MISSING;
    }
    try (SeekableByteChannel channel = opened.get()) {
      if (channel.size() != content.bytes()) {
        return State.WRONG_LENGTH;
      }
      return hash(channel, OutputStream.nullOutputStream(), () -> false).equals(content.hash())
          ? State.WHOLE
          : State.DAMAGED;
    }
  }

  /// Tells each content there is, whoever names it. Nothing else in the folder is told.
  public void each(Visitor visitor) throws IOException {
    if (!exists()) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, Files::isDirectory)) {
      for (Path folder : folders) {
        try (DirectoryStream<Path> contents = Files.newDirectoryStream(folder)) {
          for (Path content : contents) {
            String name = content.getFileName().toString();
            if (isName(name) && at(name).equals(content)) {
              visit(visitor, name, content);
            }
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void visit(Visitor visitor, String name, Path content) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(content, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // Its last message was deleted a moment ago.
      return;
    }
    if (attributes.isRegularFile()) {
      visitor.content(name, attributes.size());
    }
  }

  /// Brings a content here, in the place of whatever has its name: by a second name of the same
  /// file where the disk knows such things, else by a copy that is on the disk before it gets its
  /// name. It is read once on the way.
  ///
  /// @param stop asked now and then; once it says yes, this fails
  /// @return what it was there; it is here only if that is `WHOLE`
  public State bring(Content content, ContentFolder from, BooleanSupplier stop) throws IOException {
    Path source = from.at(content.hash());
    if (Files.notExists(source)) {
      return State.MISSING;
    }
    if (Files.size(source) != content.bytes()) {
      return State.WRONG_LENGTH;
    }
    store.prepare(content.hash());
    Path part = PrivateFiles.part(path.resolve(content.hash()), PART);
    try {
      if (!linkOrCopy(source, part, stop).equals(content.hash())) {
        return State.DAMAGED;
      }
      store.replace(part, content.hash());
      unsynced.add(at(content.hash()).getParent());
      return State.WHOLE;
    } catch (NoSuchFileException e) {
      if (Files.notExists(source)) {
        return State.MISSING;
      }
      throw e;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String linkOrCopy(Path source, Path part, BooleanSupplier stop)
      throws IOException {
    try {
      Files.createLink(part, source);
      try (FileChannel in = FileChannel.open(part, StandardOpenOption.READ)) {
        return hash(in, OutputStream.nullOutputStream(), stop);
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      log.debug("no second name for {}", source, e);
    }
    Files.deleteIfExists(part);
    PrivateFiles.create(part);
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      String hash = hash(in, Channels.newOutputStream(out), stop);
      out.force(true);
      return hash;
    }
  }

  /// Copies what is left of a channel.
  ///
  /// @param stop asked now and then; once it says yes, this fails
  /// @return the SHA-256 of what that was, in hex
  public static String hash(SeekableByteChannel in, OutputStream out, BooleanSupplier stop)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    // Not closed: the channel is its owner's.
    InputStream bytes = Channels.newInputStream(in);
    for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
      if (stop.getAsBoolean()) {
        throw new InterruptedIOException("it was broken off");
      }
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Waits until the names of all that was brought here are on the disk.
  public void sync() throws IOException {
    for (Path folder : unsynced) {
      PrivateFiles.syncFolder(folder.resolve(folder.getFileName()));
    }
    unsynced.clear();
  }

  /// Removes a content, if it is there.
  public void remove(String hash) throws IOException {
    store.remove(hash);
  }

  /// Removes what a process that was killed was bringing here. Nobody else may bring anything.
  public void removeParts() throws IOException {
    if (!exists()) {
      return;
    }
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(
            path, file -> PARTS.matcher(file.getFileName().toString()).matches())) {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// Waits until nobody else brings or removes anything here, in this process or another, and keeps
  /// it so. The folder is made if it is not there.
  public Lock lock() throws IOException {
    PrivateFiles.createFolders(path);
    Semaphore own = LOCKS.computeIfAbsent(path.toRealPath(), key -> new Semaphore(1));
    own.acquireUninterruptibly();
    FileChannel channel = null;
    try {
      Path file = path.resolve("lock");
      if (Files.notExists(file)) {
        PrivateFiles.create(file);
      }
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      // Ends with the channel.
      var _ = channel.lock();
    } catch (IOException e) {
      // Some disks of others know no locks; then only two processes at once are not kept apart.
      log.debug("no lock on {}", path, e);
    } catch (RuntimeException e) {
      own.release();
      throw e;
    }
    return new Lock(own, channel);
  }

  /// That nobody else changes a folder.
  public static final class Lock implements AutoCloseable {
    private final Semaphore own;
    private final FileChannel channel;

    private Lock(Semaphore own, FileChannel channel) {
      this.own = own;
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        log.debug("a lock ends with its process", e);
      } finally {
        own.release();
      }
    }
  }

  /// Gets one after the other.
  @FunctionalInterface
  public interface Visitor {
    void content(String hash, long bytes) throws IOException;
  }
}

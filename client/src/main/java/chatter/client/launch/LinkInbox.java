package chatter.client.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a second start of the program leaves the link it was given for the first one, which has
/// the folder and so the chats. The folder is its owner's alone, so nobody else can leave one.
public final class LinkInbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkInbox.class);
  private static final String FILE = "invite.link";

  private final Path folder;
  private final Consumer<String> onLink;
  private final WatchService watch;

  /// Takes what is left from now on.
  ///
  /// @param onLink called on a thread of the inbox
  public LinkInbox(Path folder, Consumer<String> onLink) throws IOException {
    this.folder = folder;
    this.onLink = onLink;
    Files.deleteIfExists(folder.resolve(FILE));
    watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    Thread.ofPlatform().daemon().name("chatter-links").start(this::run);
  }

  /// Leaves a link for the program that has the folder.
  public static void leave(Path folder, String link) throws IOException {
    Path half = Files.createTempFile(folder, FILE, ".tmp");
    Files.writeString(half, link);
    Files.move(half, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = watch.take();
        key.pollEvents();
        take();
        key.reset();
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("No more invites are taken");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take() {
    Path file = folder.resolve(FILE);
    try {
      String link = Files.readString(file, StandardCharsets.UTF_8).strip();
      Files.delete(file);
      onLink.accept(link);
    } catch (NoSuchFileException e) {
      // Another file of the folder has changed.
      LOG.trace("No invite was left", e);
    } catch (IOException e) {
      LOG.warn("The invite that was left could not be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}

package chatter.server.export;

import chatter.server.conversation.HistoryFile.Attached;
import chatter.server.file.ContentFolder;
import chatter.server.file.MediaType;
import chatter.server.file.PreviewSize;
import chatter.server.store.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The files of a room that is being exported: copies in a folder beside the file, which is there
/// once something is in it, and pictures to be put into the file itself.
final class RoomFiles {
  /// A larger picture is shown by a preview.
  private static final long LARGEST_INSIDE = 1_500_000;

  /// What a browser can be asked to open; every picture after that lies beside.
  private static final long MOST_INSIDE = 100_000_000;

  private final Path data;
  private final ContentFolder contents;
  private final Path folder;
  private final Path part;
  private long inside;
  private long bytes;
  private long copies;

  /// @param data the folder, also of a server that runs
  /// @param file that is being exported
  RoomFiles(Path data, Path file) {
    this.data = data;
    this.contents = ContentFolder.in(data);
    this.folder = PrivateFiles.sibling(file.toAbsolutePath(), "-files");
    this.part = PrivateFiles.part(folder, ".part");
  }

  /// Where they are.
  Path folder() {
    return folder;
  }

  /// How many lie beside the file.
  long copies() {
    return copies;
  }

  /// How much those are together.
  long bytes() {
    return bytes;
  }

  /// Copies a file beside.
  ///
  /// @param position of it in its message, from 0
  /// @return where it is from the exported file, with `/`; empty if it is not available
  Optional<String> copy(long message, int position, Attached file) throws IOException {
    Optional<SeekableByteChannel> opened = open(file);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    String name = SafeNames.of(message + "-" + (position + 1) + "-", file.name(), file.mediaType());
    try (SeekableByteChannel content = opened.get()) {
      if (!Files.isDirectory(part)) {
        PrivateFiles.createFolders(part);
      }
      Path copy = part.resolve(name);
      PrivateFiles.create(copy);
      String hash;
      // A copy, since whoever changes it must not change the chat's.
      try (OutputStream out = Files.newOutputStream(copy, StandardOpenOption.WRITE)) {
        hash = ContentFolder.hash(content, out, () -> false);
      }
      if (!hash.equals(file.hash())) {
        Files.delete(copy);
        return Optional.empty();
      }
      PrivateFiles.sync(copy);
    }
    bytes += file.bytes();
    copies++;
    return Optional.of(folder.getFileName() + "/" + name);
  }

  /// A picture for the file itself.
  Optional<Picture> picture(Attached file) throws IOException {
    Optional<SeekableByteChannel> whole =
        file.bytes() <= LARGEST_INSIDE ? open(file) : Optional.empty();
    if (whole.isPresent()) {
      Optional<Picture> picture = read(whole.get(), file.hash());
      if (picture.isPresent()) {
        return picture;
      }
    }
    // There is no large one of a picture that is not large.
    for (PreviewSize size : List.of(PreviewSize.LARGE, PreviewSize.SMALL)) {
      Optional<SeekableByteChannel> preview = preview(file, size);
      if (preview.isPresent()) {
        return read(preview.get(), null);
      }
    }
    return Optional.empty();
  }

  private Optional<SeekableByteChannel> preview(Attached file, PreviewSize size)
      throws IOException {
    return ContentFolder.isName(file.hash())
        ? ContentFolder.preview(data, file.hash(), size)
        : Optional.empty();
  }

  private Optional<SeekableByteChannel> open(Attached file) throws IOException {
    return ContentFolder.isName(file.hash()) ? contents.open(file.hash()) : Optional.empty();
  }

  /// @param hash what it must be; null for a preview, of which nobody has noted it
  private Optional<Picture> read(SeekableByteChannel opened, String hash) throws IOException {
    try (SeekableByteChannel channel = opened) {
      long size = channel.size();
      if (size > LARGEST_INSIDE || inside + size > MOST_INSIDE) {
        return Optional.empty();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) size);
      String seen = ContentFolder.hash(channel, out, () -> false);
      MediaType type = MediaType.of(out.toByteArray());
      if (!type.picture() || (hash != null && !seen.equals(hash))) {
        return Optional.empty();
      }
      inside += size;
      return Optional.of(
          new Picture(
              type.value(), Base64.getEncoder().encodeToString(out.toByteArray()), hash != null));
    }
  }

  /// A picture that goes into the file itself.
  ///
  /// @param mediaType by what is in it
  /// @param whole whether it is the picture itself, not a preview
  record Picture(String mediaType, String base64, boolean whole) {}

  /// Gives the folder its name, if there is one.
  void publish() throws IOException {
    if (!Files.isDirectory(part)) {
      return;
    }
    PrivateFiles.syncFolder(part.resolve("any"));
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.syncFolder(folder);
  }

  /// Takes the name away from it again.
  void withdraw() throws IOException {
    if (copies > 0 && Files.notExists(part)) {
      Files.move(folder, part, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Removes what has no name.
  void removeParts() throws IOException {
    if (Files.notExists(part)) {
      return;
    }
    Files.walkFileTree(
        part,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException failure)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package chatter.server.file;

import chatter.server.store.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Contents in a folder, spread over 256 in it by the first two letters of their names, so that no
/// folder gets too long to be listed.
final class FolderStore implements FileStore {
  private static final int SPREAD = 2;

  private final Path folder;

  /// @param folder is made when the first file comes
  FolderStore(Path folder) {
    this.folder = folder;
  }

  /// Where something of that name is.
  Path at(String name) {
    return folder.resolve(spread(name));
  }

  /// The name with the folder in front that it is in.
  static String spread(String name) {
    return name.substring(0, SPREAD) + "/" + name;
  }

  /// Makes the folder that something of that name goes into.
  void prepare(String name) throws IOException {
    Path place = at(name);
    if (!Files.isDirectory(place.getParent())) {
      PrivateFiles.createFolders(place.getParent());
      PrivateFiles.syncFolder(place.getParent());
      PrivateFiles.syncFolder(folder);
    }
  }

  /// Takes a finished file in, in the place of whatever has that name; the folder is ready. That
  /// the name is on the disk, the caller sees to.
  void replace(Path finished, String name) throws IOException {
    Files.move(
        finished, at(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void put(Path finished, String name) throws IOException {
    Path place = at(name);
    prepare(name);
    try {
      PrivateFiles.name(finished, place);
    } catch (FileAlreadyExistsException e) {
      if (Files.size(place) != Files.size(finished)) {
        // Cut short by a disk that was full or is broken; the whole one takes its place.
        replace(finished, name);
        PrivateFiles.syncFolder(place);
      }
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(String name) throws IOException {
    try {
      return Optional.of(FileChannel.open(at(name), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean has(String name) {
    return Files.exists(at(name));
  }

  @Override
  public boolean has(String name, long bytes) throws IOException {
    Path place = at(name);
    return Files.exists(place) && Files.size(place) == bytes;
  }

  @Override
  public void remove(String name) throws IOException {
    Files.deleteIfExists(at(name));
  }
}

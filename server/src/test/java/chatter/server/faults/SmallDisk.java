package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file system of its own, of a few megabytes, in memory.
record SmallDisk(Path path) implements AutoCloseable {
  static SmallDisk mount(Path path, int megabytes) throws IOException {
    Tools.needProgram("mount");
    Files.createDirectories(path);
    try {
      Tools.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", path.toString());
    } catch (IllegalStateException forbidden) {
      Tools.skip("nothing may be mounted here: " + forbidden.getMessage());
    }
    return new SmallDisk(path);
  }

  private Path ballast() {
    return path.resolve("ballast");
  }

  void fill() throws IOException {
    byte[] block = new byte[4_096];
    try (var out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertEquals(0, Files.getFileStore(path).getUsableSpace(), full::toString);
    }
  }

  /// Takes what was given back since it was filled.
  void fillUp() throws IOException {
    try (var out = Files.newOutputStream(ballast(), StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[4_096]);
      }
    } catch (IOException full) {
      assertEquals(0, Files.getFileStore(path).getUsableSpace(), full::toString);
    }
  }

  void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  @Override
  public void close() {
    // Lazily: the server may be ending still.
    Tools.run("umount", "--lazy", path.toString());
  }
}

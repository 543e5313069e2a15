package chatter.server.web.file;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;

/// Somebody who posts messages with files in the Lobby.
public final class FileSender {
  private final TestUpload uploads;
  private final TestConnection connection;

  public FileSender(TestServer server, TestUser user) {
    this.uploads = new TestUpload(server, user);
    this.connection = user.connect();
  }

  /// Posts a message with one file.
  ///
  /// @return the message's number
  public long post(String name, byte[] bytes) {
    String id = uploads.whole(name, bytes);
    return connection
        .done(
            new SendMessage(
                connection.nextId(),
                TestConnection.LOBBY,
                TestConnection.newCommandId(),
                "with " + bytes.length,
                null,
                List.of(id)))
        .seq();
  }

  public void delete(long message) {
    connection.delete(TestConnection.LOBBY, message);
  }

  public void say(String body) {
    connection.post(body);
  }

  /// Bytes that no other number gives.
  public static byte[] bytes(int many) {
    byte[] bytes = new byte[many];
    new Random(many).nextBytes(bytes);
    return bytes;
  }

  /// Where a content lies below a folder of contents.
  public static Path at(Path folder, byte[] content) {
    String hash = Sha256.hex(content);
    return folder.resolve(hash.substring(0, 2)).resolve(hash);
  }

  /// Copies a folder with all that is in it.
  public static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

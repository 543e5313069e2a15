package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.ServerProcess;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.web.file.TestUpload;
import chatter.shared.protocol.ClientCommand.SendMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills while a file is sent, and has room again.
@Tag("faults")
final class FilesDiskFullTest {
  private static final int MEGABYTE = 1_000_000;

  @TempDir private Path folder;

  @Test
  void whatWasSentStaysAndTheRestFollows() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 48);
        ServerProcess process =
            ServerProcess.start(
                Map.of("SQLITE_TMPDIR", disk.path().toString()),
                List.of(),
                "--port=0",
                "--data=" + disk.path().resolve("data"),
                "--bcrypt-cost=4",
                "--limit=free-megabytes=1");
        TestServer server = TestServer.at(process.port())) {
      TestUser ada = server.signUp("ada");
      TestUpload files = new TestUpload(server, ada);
      byte[] noise = new byte[10 * MEGABYTE];
      new Random(3).nextBytes(noise);
      String id = files.created("noise", noise.length);
      TestHttp.expect(204, files.patch(id, 0, Arrays.copyOf(noise, 4 * MEGABYTE)));

      disk.fill();
      TestHttp.refused(507, "storage_full", files.create("another", 100));
      TestHttp.refused(
          507,
          "storage_full",
          files.patch(id, 4 * MEGABYTE, Arrays.copyOfRange(noise, 4 * MEGABYTE, noise.length)));
      assertEquals(4 * MEGABYTE, files.offset(id));

      disk.makeRoom();
      TestHttp.expect(
          204,
          files.patch(id, 4 * MEGABYTE, Arrays.copyOfRange(noise, 4 * MEGABYTE, noise.length)));
      TestConnection connection = ada.connect();
      connection.done(
          new SendMessage(
              connection.nextId(),
              TestConnection.LOBBY,
              TestConnection.newCommandId(),
              "",
              null,
              List.of(id)));
      assertArrayEquals(noise, files.get(files.links(id).getFirst().url()).body());
      // There is no room for what would leave less than a megabyte.
      TestHttp.refused(507, "storage_full", files.create("large", 40 * MEGABYTE));
    }
  }
}

package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.doctor.Doctor;
import chatter.server.doctor.Doctor.Finding;
import chatter.server.doctor.Doctor.Result;
import chatter.server.doctor.Subject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the doctor says of a disk that is small, full, or not to be written to.
final class DoctorOnAFullDiskTest {
  @TempDir private Path folder;

  @Test
  void littleRoomNoRoomAndNoRightAreToldApart() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
      Path data = disk.path().resolve("data");
      try (TestServer server =
          TestServer.standard()
              .with(config ->
                  chatter.server.ServerConfig.inFolder(data)
                      .withPort(config.port())
                      .withBcryptCost(config.bcryptCost()))
              .start()) {
        Subject subject =
            new Subject(
                URI.create("http://127.0.0.1:" + server.port()), true, List.of(), null, data);
        assertEquals(Result.WARN, of(subject, "Disk").result());
        assertEquals(Result.OK, of(subject, "Writing").result());
        disk.fill();
        assertEquals(Result.BAD, of(subject, "Disk").result());
        assertTrue(
            of(subject, "Writing").sentence().contains("No space left"),
            () -> of(subject, "Writing").toString());
        disk.makeRoom();
        assertEquals(Result.WARN, of(subject, "Disk").result());
      }
      Tools.run("mount", "-o", "remount,ro", disk.path().toString());
      Subject stopped = new Subject(URI.create("http://127.0.0.1:1"), true, List.of(), null, data);
      Finding writing = of(stopped, "Writing");
      assertEquals(Result.BAD, writing.result());
      assertTrue(writing.sentence().contains("Read-only file system"), writing::toString);
    }
  }

  private static Finding of(Subject subject, String check) {
    return Doctor.examine(subject).stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }
}

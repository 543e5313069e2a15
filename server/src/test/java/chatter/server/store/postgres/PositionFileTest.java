package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.store.FeedPosition;
import chatter.server.store.postgres.PositionFile.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server remembers of how far it had come, after it was killed too.
final class PositionFileTest {
  private static final DatabaseIdentity DATABASE = new DatabaseIdentity("77", "00000001", "5");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("chatter.position");
  }

  private PositionFile started(String boot) {
    return new PositionFile(file, boot);
  }

  private Remembered remembered(String boot) {
    try (PositionFile again = started(boot)) {
      return again.read().orElseThrow();
    }
  }

  private static FeedPosition at(long number) {
    return new FeedPosition(number, "me:" + number);
  }

  @Test
  void whatWasReachedIsThereAfterAKill() {
    try (PositionFile running = started("boot one")) {
      assertEquals(Optional.empty(), running.read());
      running.begin("epoch", DATABASE, at(1_000_000));
      running.reached(at(1_000_001));
      running.reached(at(7));
      assertEquals(new Remembered("epoch", DATABASE, at(1_000_001), true), remembered("boot one"));
      running.begin("epoch", DATABASE, at(9));
      assertEquals(9, remembered("boot one").position().number(), "nothing is left of longer ones");
    }
  }

  @Test
  void whatAComputerHadNotWrittenYetMayBeMissing() {
    try (PositionFile running = started("boot one")) {
      running.begin("epoch", DATABASE, at(1));
      assertFalse(remembered("boot two").exact());
      running.end();
      assertTrue(remembered("boot two").exact(), "it told nothing any more");
      running.reached(at(2));
      assertFalse(remembered("boot two").exact(), "it did after all");
    }
  }

  @Test
  void computerThatDoesNotCountItsStartsIsNotTrusted() {
    try (PositionFile running = started("")) {
      running.begin("epoch", DATABASE, at(1));
      assertFalse(remembered("").exact());
    }
  }

  @Test
  void whatCannotBeReadSaysNothing() throws IOException {
    Files.writeString(file, "chatter position 1\n\u0000");
    try (PositionFile again = started("boot one")) {
      assertEquals(Optional.empty(), again.read());
      again.begin("epoch", DATABASE, at(1));
      assertEquals(1, remembered("boot one").position().number());
    }
  }
}

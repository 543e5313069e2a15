package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.limit.OverloadedException;
import chatter.server.picture.Picture;
import chatter.server.picture.Upload;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose picture waits for whose.
class PictureQueueTest {
  @TempDir Path folder;

  @Test
  void anOrdinaryPictureDoesNotWaitForALargeOneAndNobodyHasTwoUnderWay() throws Exception {
    byte[] large = png(2_100, 2_000);
    byte[] small = png(40, 40);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Database database = Stores.open(folder);
        PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Accounts accounts =
          new Accounts(database, hasher, new PinnedClock(), (handle, id) -> {}, new Nobody());
      long ada = register(accounts, "ada");
      long ben = register(accounts, "ben");
      try (Avatars avatars =
          new Avatars(database, accounts, upload -> decoded(upload, begun, go))) {
        CompletableFuture<Account> first =
            CompletableFuture.supplyAsync(
                () -> avatars.set(ada, large, TransactionStep.NOTHING), callers);
        begun.await();

        assertThrows(
            OverloadedException.class, () -> avatars.set(ada, small, TransactionStep.NOTHING));
        assertEquals("ben", avatars.set(ben, small, TransactionStep.NOTHING).name());

        go.countDown();
        assertEquals("ada", first.join().name());
        assertEquals("ada", avatars.set(ada, small, TransactionStep.NOTHING).name());
      } finally {
        go.countDown();
      }
    }
  }

  @Test
  void aPictureThatManyHoldIsInMemoryOnce() throws Exception {
    try (Database database = Stores.open(folder);
        PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST)) {
      Accounts accounts =
          new Accounts(database, hasher, new PinnedClock(), (handle, id) -> {}, new Nobody());
      try (Avatars avatars = new Avatars(database, accounts)) {
        String hash =
            avatars
                .set(register(accounts, "ada"), png(40, 40), TransactionStep.NOTHING)
                .avatarHash();
        Picture first = avatars.find(hash).orElseThrow();
        assertSame(first.bytes(), avatars.find(hash).orElseThrow().bytes());
      }
    }
  }

  @Test
  void whoMayNoLongerChangeThePictureLeavesItAsItWas() throws Exception {
    try (Database database = Stores.open(folder);
        PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST)) {
      Accounts accounts =
          new Accounts(database, hasher, new PinnedClock(), (handle, id) -> {}, new Nobody());
      long ada = register(accounts, "ada");
      TransactionStep ended =
          handle -> {
            throw new IllegalStateException("the login ended meanwhile");
          };
      try (Avatars avatars = new Avatars(database, accounts)) {
        String before = avatars.set(ada, png(40, 40), TransactionStep.NOTHING).avatarHash();
        byte[] red = png(40, 40, Color.RED.getRGB());
        assertThrows(IllegalStateException.class, () -> avatars.set(ada, red, ended));
        assertThrows(IllegalStateException.class, () -> avatars.remove(ada, ended));
        assertEquals(before, accounts.find(ada).orElseThrow().avatarHash());
      }
    }
  }

  /// Learns of accounts and does nothing about it.
  private static final class Nobody implements AccountListener {
    @Override
    public void accountCreated(Account account) {}

    @Override
    public void accountChanged(Account account) {}

    @Override
    public void accountDisabled(Account account) {}

    @Override
    public void accountEnabled(Account account) {}
  }

  private static Picture decoded(Upload upload, CountDownLatch begun, CountDownLatch go) {
    if (!upload.quick()) {
      begun.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return upload.decode();
  }

  private static long register(Accounts accounts, String name) {
    return accounts
        .register(name, name + "@example.org", "correct horse", "here", TransactionStep.NOTHING)
        .orElseThrow()
        .id();
  }

  private static byte[] png(int width, int height) throws IOException {
    return png(width, height, Color.BLACK.getRGB());
  }

  private static byte[] png(int width, int height, int colour) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, colour);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}

package chatter.client.story;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.ConnectionState;
import chatter.client.net.Events;
import chatter.client.net.ServerSession;
import chatter.client.net.SessionEvent;
import chatter.client.net.SessionEvent.FileProgress;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.net.outbox.OutboxFile;
import chatter.client.net.socket.SingleThreadLoop;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file on its way while everything is restarted around it.
@Tag("faults")
class FileOutboxStoryTest {
  private static final int BYTES = 11_000_000;

  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void open() throws Exception {
    story = new Story(folder);
    story.signUp("Ada");
    story.signUp("Bob");
  }

  @AfterEach
  void close() {
    story.close();
  }

  /// Ada's program without a window, which can be held in the middle of a file.
  private final class Ada implements AutoCloseable {
    private final Events events = new Events();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ServerApi api = new ServerApi(ServerAddress.parse(story.address()).orElseThrow());
    private final ServerSession session;

    Ada(boolean hold) throws Exception {
      if (!hold) {
        released.countDown();
      }
      String token =
          api.login(Story.email("Ada"), Story.PASSWORD, "here").get(60, TimeUnit.SECONDS).token();
      session =
          new ServerSession(
              api.as(new SessionToken(token)),
              folder.resolve("ada"),
              new SingleThreadLoop("ada"),
              new SplittableRandom(5),
              "test 1.0",
              this::told);
      session.start();
      events.state(ConnectionState.LIVE);
    }

    /// Nothing more is sent while the session's thread waits here.
    private void told(SessionEvent event) {
      events.accept(event);
      if (event instanceof FileProgress progress
          && progress.sent() > 0
          && progress.sent() < BYTES) {
        held.countDown();
        try {
          assertTrue(released.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    OutboxFile keep(String name, byte[] bytes) throws Exception {
      return session.keep(() -> new ByteArrayInputStream(bytes), name).get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      session.close();
      released.countDown();
      api.close();
    }
  }

  private static byte[] noise(int seed, int many) {
    byte[] bytes = new byte[many];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("ada"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private byte[] read(String name, FileInfo file) throws Exception {
    try (ServerApi api = new ServerApi(ServerAddress.parse(story.address()).orElseThrow())) {
      String token =
          api.login(Story.email(name), Story.PASSWORD, "reader").get(60, TimeUnit.SECONDS).token();
      var files =
          api.as(new SessionToken(token))
              .files(
                  new chatter.client.net.http.AccountApi.Watch() {
                    @Override
                    public <T> java.util.concurrent.CompletableFuture<T> over(
                        java.util.concurrent.CompletableFuture<T> call) {
                      return call;
                    }
                  });
      String link = files.links(List.of(file.id())).get(60, TimeUnit.SECONDS).getFirst().save();
      Path to = folder.resolve("read " + file.id());
      files.save(link, to, _ -> {}).get(60, TimeUnit.SECONDS);
      return Files.readAllBytes(to);
    }
  }

  @Test
  void aFileGoesOnWhereItWasCutWhenServerAndProgramWereRestarted() throws Exception {
    byte[] large = noise(1, BYTES);
    byte[] small = noise(2, 1_000);
    try (Ada ada = new Ada(true)) {
      List<OutboxFile> files = List.of(ada.keep("large.bin", large), ada.keep("small.bin", small));
      ada.session.send(1, "look", null, null, files);
      assertTrue(ada.held.await(60, TimeUnit.SECONDS));
      story.stopServer();
    }
    assertEquals(3, kept().size());
    story.startServer();
    try (Ada again = new Ada(false)) {
      FileProgress first = again.events.next(FileProgress.class);
      assertTrue(first.sent() > 0 && first.sent() < BYTES, "goes on at " + first.sent());
      again.events.next(SessionEvent.MessageSent.class);
      again.events.next(SessionEvent.OutboxChanged.class, changed -> changed.entries().isEmpty());
    }
    assertEquals(List.of(), kept());
    MessagePosted message = story.history("Bob").getLast();
    assertEquals("look", message.body());
    assertEquals(
        List.of("large.bin", "small.bin"), message.files().stream().map(FileInfo::name).toList());
    assertArrayEquals(large, read("Bob", message.files().getFirst()));
    assertArrayEquals(small, read("Bob", message.files().getLast()));
  }

  @Test
  void textPassesALargeFileAndFilesWaitForEachOther() throws Exception {
    try (Ada ada = new Ada(true)) {
      story.stopServer();
      ada.session.send(1, "first", null, null, List.of(ada.keep("large.bin", noise(1, BYTES))));
      ada.session.send(1, "second", null, null, List.of(ada.keep("small.bin", noise(2, 10))));
      ada.session.send(1, "quick", null);
      story.startServer();
      ada.session.tryNow();
      assertTrue(ada.held.await(60, TimeUnit.SECONDS));
      ada.released.countDown();
      for (int i = 0; i < 3; i++) {
        ada.events.next(SessionEvent.MessageSent.class);
      }
    }
    assertEquals(
        List.of("quick", "first", "second"),
        story.history("Ada").stream().map(MessagePosted::body).toList());
  }
}

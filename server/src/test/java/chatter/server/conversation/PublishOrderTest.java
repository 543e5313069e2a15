package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.Stores;
import chatter.server.store.Database;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In which order the world learns what was stored, however the threads that post are scheduled.
final class PublishOrderTest extends SilentPublisher {
  private static final int THREADS = 16;
  private static final int EACH = 500;

  private final List<Long> published = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  @Test
  void everythingIsPublishedInCommitOrderByTheThreadThatCommits() throws InterruptedException {
    try (Database database = Stores.open(folder)) {
      Conversations conversations = new Conversations(database, this, Clock.systemUTC());
      conversations.open().join();
      database.writeAndWait(handle -> {
        handle.execute(
            "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (1, 'alice', 'a', 'a', 'x', 'now')");
        conversations.newMembers().added(handle, 1);
        return null;
      });
      List<Thread> posting = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        posting.add(Thread.ofPlatform().start(() -> post(conversations)));
      }
      for (Thread thread : posting) {
        thread.join();
      }
    }
    assertEquals(List.of("writer"), threads.stream().distinct().toList());
    assertEquals(LongStream.rangeClosed(1, THREADS * EACH).boxed().toList(), published);
  }

  private static void post(Conversations conversations) {
    List<CompletableFuture<CommandResult>> posts = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      String id = UUID.randomUUID().toString();
      posts.add(conversations.post(1, new SendMessage(null, 1, id, "chatter", null), stored -> {}));
    }
    posts.forEach(CompletableFuture::join);
  }

  @Override
  public void stored(ServerEvent.Entry entry) {
    threads.add(Thread.currentThread().getName());
    synchronized (published) {
      published.add(entry.seq());
    }
  }

  @Override
  public void readMoved(ServerEvent.ReadMoved event) {
    throw new AssertionError("nothing is read here");
  }
}

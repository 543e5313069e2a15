package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.server.Stores;
import chatter.server.store.Database;
import chatter.server.store.InsertHook;
import chatter.server.store.TransactionStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What accounts promise beyond single calls.
class AccountsTest implements AccountListener {
  private static final String PASSWORD = "correct horse";

  @TempDir Path folder;
  private final PinnedClock clock = new PinnedClock();
  private final PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);
  private final List<Account> created = new ArrayList<>();
  private final List<Account> changed = new CopyOnWriteArrayList<>();
  private Consumer<Account> whenTold = account -> {};
  private Database database;

  @BeforeEach
  void open() {
    database = Stores.open(folder);
  }

  @AfterEach
  void close() {
    hasher.close();
    database.close();
  }

  @Test
  void anAddressRegisteredTenTimesAtOnceGetsOneAccount() {
    Accounts accounts = accounts(hasher, (handle, id) -> {});
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Optional<Account>>> tries =
          IntStream.range(0, 10)
              .mapToObj(i ->
                  CompletableFuture.supplyAsync(
                      () ->
                          accounts.register(
                              "Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING),
                      callers))
              .toList();

      assertEquals(1, tries.stream().filter(t -> t.join().isPresent()).count());
    }
    assertEquals(1, created.size());
  }

  @Test
  void anAccountWhoseFollowUpFailsDoesNotExist() {
    Accounts failing =
        accounts(
            hasher,
            (handle, id) -> {
              throw new IllegalStateException("no room for them");
            });

    assertThrows(
        IllegalStateException.class,
        () ->
            failing.register("Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING));

    assertEquals(List.of(), created);
    assertTrue(
        accounts(hasher, (handle, id) -> {})
            .register("Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING)
            .isPresent());
  }

  /// The second change comes while the first is on its way to those who are told.
  @Test
  void whatIsToldLastIsWhatAnAccountIsNow() {
    Accounts accounts = accounts(hasher, (handle, id) -> {});
    long ada =
        accounts
            .register("Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING)
            .orElseThrow()
            .id();
    Thread second =
        Thread.ofPlatform()
            .unstarted(() -> accounts.rename(ada, "Second", TransactionStep.NOTHING));
    whenTold =
        account -> {
          if (account.name().equals("First")) {
            second.start();
            while (!accounts.find(ada).orElseThrow().name().equals("Second")
                || (second.isAlive() && second.getState() != Thread.State.BLOCKED)) {
              Thread.onSpinWait();
            }
          }
        };
    accounts.rename(ada, "First", TransactionStep.NOTHING);
    join(second);
    assertEquals("Second", changed.getLast().name());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Test
  void aLoginBringsAnOldHashToTheNewCost() {
    Accounts before = accounts(hasher, (handle, id) -> {});
    before.register("Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING);
    try (PasswordHasher dearer = new PasswordHasher(PasswordHasher.MIN_COST + 1)) {
      Accounts accounts = accounts(dearer, (handle, id) -> {});
      assertTrue(accounts.authenticate("ada@example.org", "wrong horse", "here").isEmpty());
      assertEquals(1, dearer.computed());

      assertTrue(accounts.authenticate("ada@example.org", PASSWORD, "here").isPresent());
      assertEquals(3, dearer.computed());
      assertTrue(accounts.authenticate("ada@example.org", PASSWORD, "here").isPresent());
      assertEquals(4, dearer.computed());
    }
  }

  @Test
  void anEmailAddressIsOnePersonsHoweverItsAccentsAreEncoded() {
    Accounts accounts = accounts(hasher, (handle, id) -> {});
    accounts.register(
        "Zo\u00eb", "zo\u00eb@example.org", PASSWORD, "here", TransactionStep.NOTHING);

    assertTrue(
        accounts
            .register("Eve", "ZOE\u0308@example.org", PASSWORD, "here", TransactionStep.NOTHING)
            .isEmpty());
    assertTrue(accounts.authenticate(" Zoe\u0308@Example.ORG", PASSWORD, "here").isPresent());
  }

  @Test
  void theSideStepOfAPasswordChangeHappensWithItOrNotAtAll() {
    Accounts accounts = accounts(hasher, (handle, id) -> {});
    long ada =
        accounts
            .register("Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING)
            .orElseThrow()
            .id();

    assertThrows(
        IllegalStateException.class,
        () ->
            accounts.changePassword(
                ada,
                PASSWORD,
                "battery staple",
                handle -> {
                  throw new IllegalStateException("not possible");
                },
                Assertions::fail));
    assertTrue(accounts.authenticate("ada@example.org", PASSWORD, "here").isPresent());

    List<String> steps = new ArrayList<>();
    assertFalse(
        accounts.changePassword(
            ada, "wrong horse", "battery staple", h -> steps.add("done"), Assertions::fail));
    assertEquals(List.of(), steps);
    assertTrue(
        accounts.changePassword(
            ada, PASSWORD, "battery staple", h -> steps.add("done"), () -> steps.add("told")));
    assertEquals(List.of("done", "told"), steps);
  }

  @Test
  void anAccountOutlivesARestart() {
    Accounts accounts = accounts(hasher, (handle, id) -> {});
    accounts.register("Ada", "ada@example.org", PASSWORD, "here", TransactionStep.NOTHING);
    database.close();
    try (Database other = Stores.open(folder)) {
      Accounts again = new Accounts(other, hasher, clock, (handle, id) -> {}, this);
      assertTrue(again.authenticate("ada@example.org", PASSWORD, "here").isPresent());
    }
    database = Stores.open(folder.resolve("next"));
  }

  @Override
  public synchronized void accountCreated(Account account) {
    created.add(account);
  }

  @Override
  public void accountChanged(Account account) {
    whenTold.accept(account);
    changed.add(account);
  }

  @Override
  public void accountDisabled(Account account) {}

  @Override
  public void accountEnabled(Account account) {}

  private Accounts accounts(PasswordHasher with, InsertHook added) {
    return new Accounts(database, with, clock, added, this);
  }
}

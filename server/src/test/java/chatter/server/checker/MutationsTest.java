package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.faults.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A checker that is green proves nothing until it was red: faults put into the server's own
/// source, and into a receiver, each of which it must find, by the check that is there for it.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class MutationsTest {
  @TempDir private Path folder;

  @Test
  void serverThatForgetsWhatItStoredIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace("conversation/PostStore.java", "row.getBoolean(\"sent_before\")", "false")
            .replace(
                "store/sqlite/007-texts.sql",
                "UNIQUE (conversation, seq),\n  UNIQUE (sender, command_id)",
                "UNIQUE (conversation, seq)");
    Verdict verdict = run(mutant, plan(), (trial, server) -> untilUnknown(trial, 20));
    assertRed(Check.UNKNOWN_ONCE, verdict);
    assertRed(Check.DATABASE, verdict);
  }

  @Test
  void serverThatAcknowledgesBeforeTheCommitIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "conversation/PostStore.java",
                "return database.writeIn(\n        new Scope(command.conversation(), sender),\n"
                    + "        handle ->\n            refusals.carryOut(handle, sender, command,"
                    + " () -> post(handle, sender, command, body)),\n        committed);",
                """
                return database.write(
                    handle -> {
                      CommandResult result = post(handle, sender, command, body);
                      committed.accept(result);
                      // As long as a slow disk takes, so that a kill is sure to fall between.
                      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
                      return result;
                    },
                    done -> {});
                """)
            .replace(
                "realtime/CommandHandler.java",
                "hub.committed(\n          to,\n          new ServerEvent.Ack(",
                "hub.answer(\n          to,\n          new ServerEvent.Ack(");
    Verdict verdict =
        // Each time it is a matter of luck whether it falls between.
        run(
            mutant,
            plan(3).with(4, 3, 40),
            (trial, server) -> new Kills(server, trial.counts(), 5));
    assertRed(Check.ACKED_ONCE, verdict);
  }

  /// A reader mends such a hole by asking, as it should; that the server left it is still told. In
  /// the short form one event in 50 is dropped, because a thousand take too long.
  @Test
  void serverThatDropsAnEventIsFound() throws Exception {
    int every = Form.of(50, 1_000);
    Mutant mutant =
        new Mutant()
            .replace(
                "realtime/Hub.java",
                "committed.add(new EntryLine(entry));",
                "if (entry.seq() % " + every + " != 0) { committed.add(new EntryLine(entry)); }");
    Verdict verdict =
        run(
            mutant,
            plan().in(1),
            (trial, server) -> until(() -> trial.counts().stored() > every + every / 2));
    assertRed(Check.NO_HOLE, verdict);
  }

  /// In the short form two servers number alike instead: see `ClusterMutationsTest`.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void editWithoutANumberOfItsOwnIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "conversation/ChangeStore.java",
                "target.lastSeq + 1, at)",
                "target.lastSeq + (asked.kind == Kind.EDIT ? 0 : 1), at)")
            .replace(
                "store/sqlite/004-conversations.sql",
                "CREATE UNIQUE INDEX changes_seq",
                "CREATE INDEX changes_seq");
    Verdict verdict = run(mutant, plan(), untilStored(300));
    assertRed(Check.DENSE, verdict);
    assertRed(Check.DATABASE, verdict);
  }

  /// Five faults that do not touch each other, each with a check of its own.
  @Test
  void whatIsStoredOrDeliveredWronglyIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "conversation/ChangeStore.java",
                "if (on == asked.on) {",
                "if (on == asked.on && actor < 0) {")
            .replace(
                "conversation/ChangeStore.java",
                "INSERT INTO reactions",
                "INSERT OR REPLACE INTO reactions")
            .replace(
                "conversation/TextStore.java",
                "\" WHERE message = ?\"",
                "\" WHERE message = ? AND number > 1\"")
            .replace("conversation/PostStore.java", "mentions.remove(sender);", "")
            .replace(
                "search/FeedStore.java",
                "SearchStore.asOf(handle, message, batch.edit)",
                "SearchStore.asOf(handle, message, batch.from.edit())")
            .replace(
                "realtime/ConnectionLifecycle.java",
                "registry.unsubscribe(connection, line.conversation());",
                "");
    Verdict verdict = run(mutant, plan(), untilStored(400));
    // A reaction that is applied twice.
    assertRed(Check.EFFECT, verdict);
    // A deletion that keeps what the first edit said.
    assertRed(Check.DELETED, verdict);
    // A mention that counts for oneself.
    assertRed(Check.MENTIONS, verdict);
    // An edited message that is still found by what it said before, and not by what it says.
    assertRed(Check.FOUND, verdict);
    // A removed member who stays subscribed.
    assertRed(Check.MEMBERS_ONLY, verdict);
    EnumSet<Check> others = EnumSet.copyOf(verdict.red());
    others.removeAll(
        EnumSet.of(
            Check.EFFECT,
            Check.DELETED,
            Check.DATABASE,
            Check.FOUND,
            Check.MENTIONS,
            Check.UNREAD,
            Check.MEMBERS_ONLY));
    assertEquals(Set.of(), others, verdict::text);
  }

  /// Contents that two have sent, and one of them deleted.
  @Test
  void serverThatRemovesWhatAnotherFileNamesIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "file/Contents.java",
                "    if (rows.isNamed(hash)) {\n      return true;\n    }\n",
                "    if (hash.charAt(0) < '8' && rows.isNamed(hash)) {\n      return true;\n    }\n")
            .replace(
                "file/Contents.java",
                "if (rows.isNamedAfterAll(hash)) {",
                "if (hash.charAt(0) < '8' && rows.isNamedAfterAll(hash)) {");
    Verdict verdict =
        run(
            mutant,
            plan().withFilesEvery(2),
            (trial, server) -> until(() -> trial.counts().uploads() >= 20));
    assertRed(Check.FILES, verdict);
    assertRed(Check.DATABASE, verdict);
  }

  /// A start throws away what had been acknowledged of a file that is not whole.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverThatForgetsWhatCameOfAFileIsFound() throws Exception {
    Mutant mutant =
        new Mutant()
            .replace(
                "file/FolderArrivals.java",
                "        if (length == null) {\n",
                "        if (length == null || length > 0) {\n");
    Verdict verdict =
        run(
            mutant,
            plan(6).withFilesEvery(2).with(4, 3, 40),
            (trial, server) -> new Kills(server, trial.counts(), 5));
    assertRed(Check.FILES, verdict);
  }

  @Test
  void receiverThatDoesNotLookAtItsCursorIsFound() throws Exception {
    Verdict verdict =
        run(
            unchanged(),
            plan().at(BackoffSettings.quick()).withCarelessReceiver(),
            (trial, server) -> until(() -> trial.counts().stored() > 100));
    assertRed(Check.RECEIVED, verdict);
    assertTrue(
        verdict.violations().stream().allMatch(v -> v.line().startsWith("reader2 ")),
        verdict::text);
  }

  /// Elsewhere the server is green as it was built; this is for the way that the faulty ones come
  /// about, and in the full form.
  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void serverWithNothingChangedIsGreen() throws Exception {
    Verdict verdict =
        run(
            unchanged(),
            plan().at(BackoffSettings.quick()).worth(10),
            (trial, server) ->
                Nemeses.inTurn(trial.cutsBeforeTheAck(), new Kills(server, trial.counts(), 20)));
    assertTrue(verdict.green(), verdict::text);
  }

  /// The same code, by the same way.
  private static Mutant unchanged() throws IOException {
    return new Mutant()
        .replace("conversation/PostStore.java", "final class PostStore", "final class PostStore")
        .replace("realtime/Hub.java", "public final class Hub", "public final class Hub");
  }

  static void assertRed(Check check, Verdict verdict) {
    assertTrue(verdict.red().contains(check), () -> check + " is not red: " + verdict);
  }

  /// What is broken may never come to rest, and is not waited for as long.
  private static Plan plan() {
    return plan(1);
  }

  private static Plan plan(int steps) {
    return Plan.quick(steps)
        .with(4, 3, Form.of(160, 300))
        .in(8)
        .worth(0)
        .at(BackoffSettings.quick().quietWithin(Duration.ofSeconds(12)));
  }

  private Verdict run(Mutant mutant, Plan plan, Harm harm)
      throws IOException, InterruptedException {
    Path classes = mutant.into(folder.resolve("classes"));
    try (ServerInTrial server =
            new ServerInTrial(folder.resolve("data"), List.of(classes), Map.of(), List.of())
                .start();
        Trial trial = Trial.of(server, plan, folder.resolve("trial"))) {
      return trial.run(harm.of(trial, server), server.data());
    }
  }

  private static Harm untilStored(int enough) {
    return (trial, server) -> until(() -> trial.counts().stored() >= enough);
  }

  private static Nemesis untilUnknown(Trial trial, int enough) {
    Nemesis cuts = trial.cutsBeforeTheAck();
    return new Until(cuts, () -> trial.counts().unknown() >= enough);
  }

  private static Nemesis until(BooleanSupplier enough) {
    return new Until(Nemeses.none(), enough);
  }

  private interface Harm {
    Nemesis of(Trial trial, ServerInTrial server);
  }
}

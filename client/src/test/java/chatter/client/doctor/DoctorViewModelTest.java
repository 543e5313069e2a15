package chatter.client.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.doctor.CheckRow.Mark;
import chatter.client.doctor.DoctorViewModel.State;
import chatter.client.net.check.CheckFinding;
import chatter.client.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorViewModelTest {
  private static final CheckRow GOOD = new CheckRow(Mark.OK, "Server", "It answers.", "");
  private static final CheckRow SO_SO =
      new CheckRow(Mark.WARN, "Disk", "Little room.", "Make room.");
  private static final CheckRow NOT_SEEN =
      new CheckRow(Mark.SKIPPED, "Firewall", "Who knows.", "Try.");
  private static final CheckRow BROKEN = new CheckRow(Mark.BAD, "Clock", "It is wrong.", "Set it.");

  private final Texts texts = Texts.of(DoctorController.class);

  private DoctorViewModel looked(CheckRow... rows) {
    DoctorViewModel model =
        new DoctorViewModel(
            () ->
                List.of(
                    new Examination(
                        "The chat",
                        found -> {
                          List.of(rows).forEach(found);
                          return CompletableFuture.completedFuture(null);
                        })),
            texts,
            Runnable::run);
    model.begin();
    return model;
  }

  @Test
  void theWorstFindingDecidesAndIsCounted() {
    assertEquals(State.WELL, looked(GOOD, NOT_SEEN).stateProperty().get());
    assertEquals(State.SO_SO, looked(GOOD, SO_SO).stateProperty().get());
    DoctorViewModel ill = looked(BROKEN, SO_SO, BROKEN);
    assertEquals(State.ILL, ill.stateProperty().get());
    assertEquals("2 things do not work.", ill.summaryProperty().get());
    assertEquals("One thing does not work.", looked(BROKEN).summaryProperty().get());
  }

  @Test
  void theCopyHasEverythingInWords() {
    assertEquals(
        """
        The chat
        OK: Server. It answers.
        Does not work: Clock. It is wrong. What to do: Set it.
        """,
        looked(GOOD, BROKEN).asText());
  }

  @Test
  void whatAnEarlierLookFindsLateIsLeftOut() {
    List<Consumer<CheckRow>> looks = new ArrayList<>();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    DoctorViewModel model =
        new DoctorViewModel(
            () ->
                List.of(
                    new Examination(
                        "The chat",
                        found -> {
                          looks.add(found);
                          ends.add(new CompletableFuture<>());
                          return ends.getLast();
                        })),
            texts,
            Runnable::run);
    model.begin();
    model.begin();
    looks.getFirst().accept(BROKEN);
    ends.getFirst().complete(null);
    assertTrue(model.found().isEmpty());
    assertEquals(State.LOOKING, model.stateProperty().get());
    looks.getLast().accept(GOOD);
    ends.getLast().complete(null);
    assertEquals(State.WELL, model.stateProperty().get());
  }

  @Test
  void aLookThatFailsIsAFindingAndTheNextIsTaken() {
    DoctorViewModel model =
        new DoctorViewModel(
            () ->
                List.of(
                    new Examination(
                        "First",
                        found -> CompletableFuture.failedFuture(new IllegalStateException("oh"))),
                    new Examination(
                        "Second",
                        found -> {
                          found.accept(GOOD);
                          return CompletableFuture.completedFuture(null);
                        })),
            texts,
            Runnable::run);
    model.begin();
    assertEquals(2, model.found().size());
    assertEquals(Mark.BAD, model.found().getFirst().row().mark());
    assertEquals(State.ILL, model.stateProperty().get());
  }

  @ParameterizedTest
  @EnumSource(CheckFinding.Seen.class)
  void everyFindingHasItsWords(CheckFinding.Seen seen) {
    CheckRow row =
        ConnectionExamination.row(new CheckFinding(seen, List.of("first", "second")), texts);
    assertFalse(row.title().isBlank());
    assertFalse(row.sentence().contains("{"), row::sentence);
    assertEquals(row.mark() == Mark.OK, row.whatToDo().isEmpty(), row::toString);
  }
}

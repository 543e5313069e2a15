package chatter.client.doctor;

import chatter.client.doctor.CheckRow.Mark;
import chatter.client.ui.Futures;
import chatter.client.ui.Texts;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A check of the connection: what was found so far, and how it stands. JavaFX application thread
/// only.
public final class DoctorViewModel {
  private static final Logger LOG = LoggerFactory.getLogger(DoctorViewModel.class);

  /// What it does.
  public enum State {
    /// It looks.
    LOOKING,
    /// Everything is as it should be.
    WELL,
    /// It works, but somebody should know something.
    SO_SO,
    /// Something does not work.
    ILL
  }

  /// A finding and what it belongs to.
  ///
  /// @param examination the title of what was looked at
  public record Found(String examination, CheckRow row) {}

  private final Supplier<List<Examination>> examinations;
  private final Texts texts;
  private final Executor ui;
  private final ObservableList<Found> found = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.LOOKING);
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private int run;

  /// @param examinations what there is to look at now; asked at each beginning
  /// @param ui runs on the JavaFX application thread
  public DoctorViewModel(Supplier<List<Examination>> examinations, Texts texts, Executor ui) {
    this.examinations = examinations;
    this.texts = texts;
    this.ui = ui;
  }

  /// Looks at everything afresh. What an earlier look still finds is left out.
  public void begin() {
    found.clear();
    state.set(State.LOOKING);
    summary.set(texts.say("doctor.summary.LOOKING"));
    run++;
    next(run, List.copyOf(examinations.get()));
  }

  private void next(int ofRun, List<Examination> left) {
    if (left.isEmpty()) {
      finish();
      return;
    }
    Examination first = left.getFirst();
    Futures.deliver(
        first
            .look()
            .begin(row ->
                ui.execute(() -> {
                  if (ofRun == run) {
                    found.add(new Found(first.title(), row));
                  }
                })),
        ui,
        (done, failure) -> {
          if (ofRun != run) {
            return;
          }
          if (failure != null) {
            LOG.warn("A check could not be finished", failure);
            found.add(
                new Found(
                    first.title(),
                    new CheckRow(
                        Mark.BAD,
                        first.title(),
                        texts.say("doctor.failed"),
                        texts.say("doctor.failed.do"))));
          }
          next(ofRun, left.subList(1, left.size()));
        });
  }

  private void finish() {
    long bad = count(Mark.BAD);
    long warned = count(Mark.WARN);
    State now = bad > 0 ? State.ILL : warned > 0 ? State.SO_SO : State.WELL;
    summary.set(texts.say("doctor.summary." + now.name(), bad > 0 ? bad : warned));
    state.set(now);
  }

  private long count(Mark mark) {
    return found.stream().filter(one -> one.row().mark() == mark).count();
  }

  /// Everything that was found, to be sent to somebody who can help.
  public String asText() {
    return found.stream()
        .collect(
            Collectors.groupingBy(
                Found::examination, java.util.LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(part ->
            part.getKey()
                + "\n"
                + part.getValue().stream()
                    .map(one -> line(one.row()))
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  /// One finding in one line, as it is copied and read aloud.
  public String line(CheckRow row) {
    return texts.say(
        row.whatToDo().isEmpty() ? "doctor.line" : "doctor.line.do",
        texts.say("doctor.mark." + row.mark().name()),
        row.title(),
        row.sentence(),
        row.whatToDo());
  }

  /// What was found so far.
  public ObservableList<Found> found() {
    return found;
  }

  /// What it does.
  public ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// How it stands, in a sentence.
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }
}

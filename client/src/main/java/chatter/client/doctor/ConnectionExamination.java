package chatter.client.doctor;

import chatter.client.net.check.CheckFinding;
import chatter.client.net.check.ConnectionCheck;
import chatter.client.ui.Texts;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Says in words what a check of the connection found.
public final class ConnectionExamination implements Examination.Look {
  private final ConnectionCheck check;
  private final Texts texts;

  /// @param texts the screen's words
  public ConnectionExamination(ConnectionCheck check, Texts texts) {
    this.check = check;
    this.texts = texts;
  }

  @Override
  public CompletableFuture<Void> begin(Consumer<CheckRow> found) {
    return check.run(finding -> found.accept(row(finding, texts)));
  }

  static CheckRow row(CheckFinding finding, Texts texts) {
    Object[] details = finding.details().toArray();
    String seen = finding.seen().name();
    boolean well = finding.seen().result() == CheckFinding.Result.OK;
    return new CheckRow(
        CheckRow.Mark.valueOf(finding.seen().result().name()),
        texts.say("doctor.step." + finding.seen().step().name()),
        texts.say("doctor.seen." + seen, details),
        well ? "" : texts.say("doctor.do." + seen, details));
  }
}

package chatter.client;

import chatter.client.doctor.CheckRow;
import chatter.client.doctor.ConnectionExamination;
import chatter.client.doctor.DoctorCardController;
import chatter.client.doctor.DoctorController;
import chatter.client.doctor.DoctorViewModel;
import chatter.client.doctor.Examination;
import chatter.client.hosting.HostedFinding;
import chatter.client.hosting.HostingViewModel;
import chatter.client.net.check.ConnectionCheck;
import chatter.client.ui.Texts;
import chatter.client.ui.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.scene.Parent;

/// The connection check, put together for who asks. JavaFX application thread only.
final class ConnectionCheckScreen {
  private final HostingViewModel hosting;
  private final Executor ui;
  private final Texts texts = Texts.of(DoctorController.class);

  /// @param hosting the chat hosted here, which is looked at if it runs
  ConnectionCheckScreen(HostingViewModel hosting, Executor ui) {
    this.hosting = hosting;
    this.ui = ui;
  }

  /// A view and what it shows.
  ///
  /// @param opened called when it shows
  record View(Parent root, Runnable opened) {}

  /// For the drawer of somebody who is signed in.
  ///
  /// @param own looks at the way to their server
  View panel(ConnectionCheck own) {
    DoctorController controller = controller(own);
    return new View(
        Views.load(DoctorController.class, "Doctor.fxml", texts, controller), controller::opened);
  }

  /// As a screen of its own, for a chat that is hosted here.
  View card(Runnable onBack) {
    DoctorController controller = controller(null);
    return new View(
        Views.load(
            DoctorController.class,
            "DoctorCard.fxml",
            texts,
            controller,
            new DoctorCardController(onBack)),
        controller::opened);
  }

  private DoctorController controller(ConnectionCheck own) {
    return new DoctorController(new DoctorViewModel(() -> examinations(own), texts, ui), texts);
  }

  private List<Examination> examinations(ConnectionCheck own) {
    List<Examination> all = new ArrayList<>();
    if (own != null) {
      all.add(new Examination(texts.say("doctor.yours"), new ConnectionExamination(own, texts)));
    }
    if (hosting.stateProperty().get() == HostingViewModel.State.RUNNING) {
      all.add(
          new Examination(
              texts.say("doctor.hosted"),
              found -> hosting.examine(finding -> found.accept(row(finding)))));
    }
    return all;
  }

  private static CheckRow row(HostedFinding finding) {
    CheckRow.Mark mark =
        switch (finding.result()) {
          case OK -> CheckRow.Mark.OK;
          case WARN -> CheckRow.Mark.WARN;
          case BAD -> CheckRow.Mark.BAD;
          case SKIPPED -> CheckRow.Mark.SKIPPED;
        };
    return new CheckRow(mark, finding.check(), finding.sentence(), finding.whatToDo());
  }
}

package chatter.client.settings;

import chatter.client.net.http.AccountApi;
import chatter.client.ui.Status;
import chatter.shared.api.SessionsResponse.SessionInfo;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Where the account is signed in, this device first. JavaFX application thread only.
public final class DevicesViewModel {
  private final AccountCalls calls;
  private final LatestList list;
  private final ObservableList<SessionInfo> devices = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NONE);

  /// An empty list.
  public DevicesViewModel(AccountCalls calls) {
    this.calls = calls;
    this.list = new LatestList(calls);
  }

  /// Fetches the list.
  public void begin() {
    devices.clear();
    status.set(Status.good(calls.texts().say("app.loading")));
    fetch("");
  }

  private void fetch(String said) {
    list.fetch(
        AccountApi::sessions,
        sessions -> show(sessions, said),
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  private void show(List<SessionInfo> sessions, String said) {
    devices.setAll(
        sessions.stream()
            .sorted(
                Comparator.comparing((SessionInfo session) -> !session.current())
                    .thenComparing(SessionInfo::lastSeenAt, Comparator.reverseOrder()))
            .toList());
    boolean alone = said.isEmpty() && devices.size() < 2;
    status.set(Status.good(alone ? calls.texts().say("devices.only") : said));
  }

  /// Signs another device out.
  public void end(SessionInfo device) {
    calls.call(
        api -> api.endSession(device.id()),
        done -> fetch(calls.texts().say("devices.ended", name(device))),
        failure -> status.set(Status.problem(calls.words(failure))));
  }

  /// What to call a device.
  public String name(SessionInfo device) {
    return device.device() == null || device.device().isBlank()
        ? calls.texts().say("devices.unknown")
        : device.device();
  }

  /// The devices.
  public ObservableList<SessionInfo> devices() {
    return devices;
  }

  /// How it went.
  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }
}

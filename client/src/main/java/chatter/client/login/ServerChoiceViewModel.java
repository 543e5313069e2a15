package chatter.client.login;

import chatter.client.net.discovery.NearbyServer;
import chatter.client.net.discovery.ServerFinder.Found;
import chatter.client.net.discovery.ServerFinder.Wanted;
import chatter.client.net.http.Pin;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.KnownServer;
import chatter.client.ui.Texts;
import chatter.client.ui.form.FormField;
import chatter.shared.invite.Fingerprint;
import chatter.shared.invite.InviteLink;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Which chat it is to be: what is typed, the chats nearby, and those that are remembered. JavaFX
/// application thread only.
public final class ServerChoiceViewModel {
  private static final String RESET = "#reset=";

  /// A chat, before it was found.
  ///
  /// @param title what to call it
  /// @param wanted how to find it
  /// @param code the invite to it, or empty
  record Candidate(String title, Wanted wanted, String code) {
    Candidate withCode(String newCode) {
      return new Candidate(title, wanted, newCode);
    }
  }

  private final Texts texts;
  private final FormField address = new FormField("address");
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper hostingOffered = new ReadOnlyBooleanWrapper(true);
  private final ObservableList<NearbyServer> nearby = FXCollections.observableArrayList();
  private final ObservableList<KnownServer> known = FXCollections.observableArrayList();

  ServerChoiceViewModel(Texts texts) {
    this.texts = texts;
  }

  void begin(List<KnownServer> servers, boolean offerHosting) {
    known.setAll(servers);
    hostingOffered.set(offerHosting);
  }

  void choose(String chosen) {
    title.set(chosen);
  }

  /// What is typed, as a place; otherwise the field says why it is none.
  Optional<Candidate> typed() {
    String text = address.text().strip();
    if (text.contains(RESET)) {
      return wrong("login.error.resetLink");
    }
    Optional<InviteLink> invite = InviteLink.parse(text);
    if (invite
        .map(InviteLink::fingerprint)
        .filter(key -> Fingerprint.parse(key).isEmpty())
        .isPresent()) {
      return wrong("login.error.link");
    }
    if (invite.isPresent() && !invite.get().addresses().isEmpty()) {
      return Optional.of(of(invite.get()));
    }
    List<Candidate> candidates = invite.isPresent() ? everywhere() : List.of();
    if (candidates.size() == 1) {
      return candidates.stream().map(place -> place.withCode(invite.get().code())).findFirst();
    }
    // Told which chat it is for, and no other one gets to see it.
    if (candidates.size() > 1) {
      return wrong("login.error.codeWhere");
    }
    // A word of eight letters may be a computer's name as well.
    Optional<Candidate> named = ServerAddress.parse(text).map(server -> named(text, server));
    if (named.isEmpty() || (invite.isPresent() && text.indexOf('-') > 0)) {
      return wrong(invite.isPresent() ? "login.error.codeNowhere" : "login.error.address");
    }
    return named;
  }

  private Optional<Candidate> wrong(String key) {
    address.say(texts.say(key));
    return Optional.empty();
  }

  private Candidate of(InviteLink link) {
    String title = link.serverName() == null ? "" : link.serverName();
    return new Candidate(
        title.isBlank() ? texts.say("login.place.inviting") : title,
        Wanted.of(link.addresses(), Pin.named(link.fingerprint()), ""),
        link.code());
  }

  /// An address by itself has no key; that of a chat which is remembered or announced has.
  private Candidate named(String text, ServerAddress server) {
    return Stream.concat(known.stream().map(this::of), nearby.stream().map(this::of))
        .filter(place -> place.wanted().addresses().stream().anyMatch(server::isSamePlace))
        .findFirst()
        .orElseGet(
            () -> new Candidate(server.display(), Wanted.of(List.of(text), Pin.none(), ""), ""));
  }

  /// The code that is typed, which a chosen chat is to be joined with; empty if none is.
  String typedCode() {
    return InviteLink.parse(address.text())
        .filter(link -> link.addresses().isEmpty())
        .map(InviteLink::code)
        .orElse("");
  }

  Candidate of(KnownServer server) {
    return new Candidate(
        server.title(),
        Wanted.of(
            server.addresses(),
            Pin.named(server.fingerprint()),
            server.isAsked() ? server.id() : ""),
        "");
  }

  Candidate of(NearbyServer server) {
    // The key that was right so far counts more than what somebody announces.
    String fingerprint =
        known(server.id())
            .map(KnownServer::fingerprint)
            .filter(before -> !before.isEmpty())
            .orElse(server.fingerprint());
    return new Candidate(
        server.name(), new Wanted(server.addresses(), Pin.named(fingerprint), server.id()), "");
  }

  private List<Candidate> everywhere() {
    return Stream.concat(
            nearby.stream().map(this::of),
            known.stream().filter(server -> !isNearby(server.id())).map(this::of))
        .toList();
  }

  private boolean isNearby(String id) {
    return nearby.stream().anyMatch(server -> server.id().equals(id));
  }

  /// What is remembered of a server.
  Optional<KnownServer> known(String id) {
    return known.stream().filter(server -> server.id().equals(id)).findFirst();
  }

  /// Whether a server that was found has another key than it had when it was remembered.
  boolean hasOtherKey(Found found) {
    return known(found.server().id())
        .filter(before -> !before.fingerprint().isEmpty())
        .filter(before -> !found.pin().equals(Pin.named(before.fingerprint())))
        .isPresent();
  }

  /// What to call the chat that was chosen.
  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  /// Whether hosting a chat here is offered.
  public ReadOnlyBooleanProperty hostingOfferedProperty() {
    return hostingOffered.getReadOnlyProperty();
  }

  /// The address or invite.
  public FormField address() {
    return address;
  }

  /// The chats on this network.
  public ObservableList<NearbyServer> nearby() {
    return nearby;
  }

  /// The chats this computer knows, the one used last first.
  public ObservableList<KnownServer> known() {
    return known;
  }
}

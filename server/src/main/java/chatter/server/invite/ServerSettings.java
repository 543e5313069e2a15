package chatter.server.invite;

import chatter.server.account.InvalidFieldException;
import chatter.server.store.Database;
import chatter.server.store.TransactionStep;
import chatter.server.store.sqlite.DatabaseFile;
import chatter.shared.api.Registration;
import chatter.shared.api.RoomsBy;
import chatter.shared.limits.FieldRule;
import chatter.shared.limits.Names;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a server is called and who may join it; kept in the database. Reading waits for nothing.
/// Safe for any thread.
public final class ServerSettings {
  /// The name of a server that nobody gave one.
  public static final String DEFAULT_NAME = "Chatter";

  private static final String ID = "id";
  private static final String NAME = "name";
  private static final String REGISTRATION = "registration";
  private static final String ROOMS_BY = "rooms_by";

  private final SettingsStore store;
  private final String id;
  private volatile String name;
  private volatile Registration registration;
  private volatile RoomsBy roomsBy;
  private volatile Runnable listener = () -> {};

  /// Reads them; a server that has no id yet gets one.
  ///
  /// @param database where they are
  public ServerSettings(Database database) {
    this.store = new SettingsStore(database);
    Map<String, String> kept = store.all();
    this.id = kept.computeIfAbsent(ID, key -> firstId());
    take(kept);
  }

  private void take(Map<String, String> kept) {
    name = kept.getOrDefault(NAME, DEFAULT_NAME);
    // Whatever else stands there, strangers must not walk in because of it.
    registration =
        Registration.named(kept.getOrDefault(REGISTRATION, "")).orElse(Registration.INVITE);
    roomsBy = RoomsBy.named(kept.getOrDefault(ROOMS_BY, "")).orElse(RoomsBy.ALL);
  }

  /// Says what to tell when they are something else by `change`, once that is on the disk.
  public void whenChanged(Runnable action) {
    listener = action;
  }

  /// Reads them again: another server has changed them.
  public synchronized void reread() {
    take(store.all());
  }

  /// What the chat in a data folder is called.
  public static String nameIn(Path data) {
    try (DatabaseFile file = DatabaseFile.in(data)) {
      return SettingsStore.in(file).getOrDefault(NAME, DEFAULT_NAME);
    }
  }

  /// Which chat a database file is of: the id that its server has for ever; empty if it never had
  /// one.
  public static Optional<String> idIn(DatabaseFile file) {
    return Optional.ofNullable(SettingsStore.in(file).get(ID));
  }

  private String firstId() {
    String made = UUID.randomUUID().toString();
    store.save(Map.of(ID, made), TransactionStep.NOTHING);
    return made;
  }

  /// A UUID that stays the same for ever.
  public String id() {
    return id;
  }

  /// What its people call it.
  public String name() {
    return name;
  }

  /// Who may make an account.
  public Registration registration() {
    return registration;
  }

  /// Who makes rooms.
  public RoomsBy roomsBy() {
    return roomsBy;
  }

  /// Changes both or one of them; returns when it is on the disk.
  ///
  /// @param newName null leaves it
  /// @param newRegistration null leaves it
  /// @throws InvalidFieldException if the name breaks a rule; nothing is changed then
  public void change(String newName, Registration newRegistration) {
    change(newName, newRegistration, null, TransactionStep.NOTHING);
  }

  /// The same for somebody.
  ///
  /// @param newRoomsBy null leaves it
  /// @param permission runs in the same transaction; what it throws comes from here, and nothing is
  ///   changed then
  public synchronized void change(
      String newName,
      Registration newRegistration,
      RoomsBy newRoomsBy,
      TransactionStep permission) {
    Optional<FieldRule> broken = newName == null ? Optional.empty() : FieldRule.checkTitle(newName);
    broken.ifPresent(rule -> {
      throw new InvalidFieldException(rule);
    });
    Map<String, String> changed = new HashMap<>();
    if (newName != null) {
      changed.put(NAME, Names.canonical(newName));
    }
    // A start that says what is so already needs no room on the disk.
    changed.values().remove(name);
    if (newRegistration != null && newRegistration != registration) {
      changed.put(REGISTRATION, newRegistration.wireName());
    }
    if (newRoomsBy != null && newRoomsBy != roomsBy) {
      changed.put(ROOMS_BY, newRoomsBy.wireName());
    }
    if (changed.isEmpty()) {
      return;
    }
    store.save(changed, permission);
    name = changed.getOrDefault(NAME, name);
    registration = newRegistration == null ? registration : newRegistration;
    roomsBy = newRoomsBy == null ? roomsBy : newRoomsBy;
    listener.run();
  }
}

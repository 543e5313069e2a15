package chatter.client.settings;

import chatter.client.prefs.Preferences;
import chatter.client.prefs.PreferencesFile;
import java.io.IOException;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The preferences in use: what changes is saved at once and takes effect through the property.
/// JavaFX application thread only.
public final class CurrentPreferences implements SettingsViewModel.Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentPreferences.class);

  private final PreferencesFile file;
  private final ReadOnlyObjectWrapper<Preferences> preferences;

  public CurrentPreferences(PreferencesFile file) throws IOException {
    this.file = file;
    preferences = new ReadOnlyObjectWrapper<>(file.load());
  }

  @Override
  public Preferences current() {
    return preferences.get();
  }

  @Override
  public void update(UnaryOperator<Preferences> change) {
    Preferences next = change.apply(current());
    if (next.equals(current())) {
      return;
    }
    preferences.set(next);
    try {
      file.save(next);
    } catch (IOException e) {
      // It holds until the program ends, and nothing else depends on it.
      LOG.warn("The preferences could not be saved", e);
    }
  }

  public ReadOnlyObjectProperty<Preferences> property() {
    return preferences.getReadOnlyProperty();
  }
}

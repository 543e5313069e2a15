package chatter.client.hosting;

import chatter.client.prefs.HostingPreferences;
import chatter.client.ui.Texts;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/// What every part of the hosting screen needs.
///
/// @param server the chat hosted here
/// @param data what it keeps on the disk
/// @param keeper remembers how it is wanted
/// @param texts the screen's words
/// @param ui runs on the JavaFX application thread
public record HostingContext(
    HostedServer server, HostedData data, Keeper keeper, Texts texts, Executor ui) {
  /// Remembers how the hosted chat is wanted.
  public interface Keeper {
    /// As it is.
    HostingPreferences current();

    /// Changes it.
    void update(UnaryOperator<HostingPreferences> change);
  }

  String say(String key, Object... arguments) {
    return texts.say(key, arguments);
  }

  /// How large something is, for a person.
  String size(long bytes) {
    double kilo = 1000;
    if (bytes < kilo * kilo) {
      return say("hosting.size.kB", Math.max(1, Math.round(bytes / kilo)));
    }
    return bytes < kilo * kilo * kilo
        ? say("hosting.size.MB", bytes / kilo / kilo)
        : say("hosting.size.GB", bytes / kilo / kilo / kilo);
  }
}

package chatter.client.prefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.prefs.HostingPreferences.WhenClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesFileTest {
  @TempDir private Path folder;

  @Test
  void firstStartHasDefaults() throws IOException {
    assertEquals(Preferences.DEFAULTS, new PreferencesFile(folder).load());
  }

  @Test
  void everythingSavedComesBack() throws IOException {
    Preferences preferences =
        new Preferences(
            "büro.local:8080",
            Appearance.DARK,
            false,
            Optional.of(new WindowBounds(-10.5, 20, 900, 700, true)),
            new HostingPreferences(true, true, 8081, WhenClosed.KEEP, false, "35450354"),
            new NotificationPreferences(false, false, false),
            CopySize.NOTHING);
    new PreferencesFile(folder).save(preferences);
    assertEquals(preferences, new PreferencesFile(folder).load());
  }

  /// The choice of three was a switch before.
  @ParameterizedTest
  @CsvSource({"true, KEEP", "false, ASK"})
  void wishOfAnOlderChatterIsUnderstood(String stays, WhenClosed meant) throws IOException {
    Files.writeString(folder.resolve("preferences.properties"), "hosting.stays=" + stays + "\n");
    assertEquals(meant, new PreferencesFile(folder).load().hosting().whenClosed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appearance=purple",
        "enterSends=perhaps",
        "hosting.port=99999",
        "hosting.whenClosed=perhaps",
        "copy.size=3",
        "window.width=wide",
        "window.width=NaN",
        "server=\\uZZZZ",
        "\u00ff\u00fe"
      })
  void damagedFileIsKeptAsideAndDefaultsAreUsed(String content) throws IOException {
    Path file = folder.resolve("preferences.properties");
    Files.write(file, content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertEquals(Preferences.DEFAULTS, new PreferencesFile(folder).load());
    assertFalse(Files.exists(file));
    assertTrue(Files.exists(folder.resolve("preferences.properties.damaged")));
  }

  @Test
  void halfWrittenFileOfACrashDoesNoHarm() throws IOException {
    PreferencesFile preferences = new PreferencesFile(folder);
    preferences.save(Preferences.DEFAULTS.withServerAddress("a:1"));
    Files.writeString(folder.resolve("preferences.properties.tmp"), "server=hal");
    assertEquals("a:1", preferences.load().serverAddress());
    preferences.save(Preferences.DEFAULTS.withServerAddress("b:2"));
    assertEquals("b:2", preferences.load().serverAddress());
    assertFalse(Files.exists(folder.resolve("preferences.properties.tmp")));
  }
}

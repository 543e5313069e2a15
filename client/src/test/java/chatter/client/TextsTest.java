package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatScreen;
import chatter.client.doctor.DoctorController;
import chatter.client.hosting.HostingController;
import chatter.client.invite.InvitePanel;
import chatter.client.login.LoginController;
import chatter.client.settings.SettingsController;
import chatter.client.ui.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No key without words, no words without a key.
class TextsTest {
  private static final Path JAVA = Path.of("src/main/java/chatter/client");
  private static final Path RESOURCES = Path.of("src/main/resources/chatter/client");
  private static final Pattern FXML_KEY = Pattern.compile("\"%([^\"]+)\"");

  private static final Pattern PLURAL_FORM =
      Pattern.compile("(.+)\\.(?:none|zero|one|two|few|many|other)");

  /// A key, or the fixed beginning of one, as it stands in code.
  private static final Pattern CODE_KEY =
      Pattern.compile(
          "\"((?:app|change|chat|composer|conversation|day|devices|direct|doctor|drawer|emoji|ended|error|file|form|hosting|invite|keys|login|members|message|name|newRoom|notice|notification|notifications|offline|password|people|person|picker|picture|pins|question|register|room|rooms|search|server|settings|shared|sidebar|signOut|switcher|timeline|typing|viewer)\\.[A-Za-z0-9_.]*)\"");

  private static Set<String> found(Path folder, String suffix, Pattern pattern) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          // What is remembered has keys, but no words.
          .filter(file -> !file.startsWith(JAVA.resolve("prefs")))
          .flatMap(file -> {
            try {
              return pattern.matcher(Files.readString(file)).results().map(m -> m.group(1));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Class<?>> screens() {
    return Stream.of(
        ChatScreen.class,
        LoginController.class,
        SettingsController.class,
        HostingController.class,
        DoctorController.class,
        InvitePanel.class);
  }

  private static Map<String, String> words(Class<?> anchor) {
    ResourceBundle bundle = Texts.of(anchor).bundle();
    return bundle.keySet().stream().collect(Collectors.toMap(key -> key, bundle::getString));
  }

  /// All keys; one for all forms of a plural.
  private static Set<String> keys(Class<?> anchor) {
    Set<String> all = Texts.of(anchor).bundle().keySet();
    return all.stream()
        .map(key -> {
          Matcher form = PLURAL_FORM.matcher(key);
          return form.matches() && all.contains(form.group(1) + ".other") ? form.group(1) : key;
        })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> allKeys() {
    return screens()
        .flatMap(anchor -> keys(anchor).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "chat", "settings", "hosting", "doctor", "invite"})
  void everyKeyOfAViewHasWords(String screen) {
    Class<?> anchor =
        switch (screen) {
          case "login" -> LoginController.class;
          case "chat" -> ChatScreen.class;
          case "settings" -> SettingsController.class;
          case "doctor" -> DoctorController.class;
          case "invite" -> InvitePanel.class;
          default -> HostingController.class;
        };
    Set<String> missing = found(RESOURCES.resolve(screen), ".fxml", FXML_KEY);
    missing.removeAll(keys(anchor));
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyKeyInCodeHasWords() {
    Set<String> all = allKeys();
    Set<String> missing = found(JAVA, ".java", CODE_KEY);
    missing.removeIf(key ->
        all.contains(key)
            || (key.endsWith(".") && all.stream().anyMatch(whole -> whole.startsWith(key))));
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyWordIsUsed() {
    Set<String> used = found(JAVA, ".java", CODE_KEY);
    used.addAll(found(RESOURCES, ".fxml", FXML_KEY));
    Set<String> idle = allKeys();
    idle.removeIf(key ->
        used.contains(key)
            || used.stream().anyMatch(part -> part.endsWith(".") && key.startsWith(part)));
    assertEquals(Set.of(), idle);
  }

  @Test
  void noViewHoldsWordsOfItsOwn() {
    Pattern words =
        Pattern.compile("(?:text|label|hint|promptText|accessibleText)=\"([^%\"][^\"]*)\"");
    assertEquals(Set.of(), found(RESOURCES, ".fxml", words));
  }

  @ParameterizedTest
  @MethodSource("screens")
  void apostrophesAreTypographic(Class<?> anchor) {
    // A straight one is syntax to MessageFormat.
    words(anchor).forEach((key, words) -> assertFalse(words.contains("'"), key));
  }

  @ParameterizedTest
  @MethodSource("screens")
  void pluralsAreKeysOfTheirOwn(Class<?> anchor) {
    Map<String, String> words = words(anchor);
    words.forEach((key, each) -> {
      assertFalse(each.contains(",choice,"), key);
      Matcher form = PLURAL_FORM.matcher(key);
      if (form.matches() && !key.endsWith(".none")) {
        assertTrue(words.containsKey(form.group(1) + ".one"), key);
        assertTrue(words.containsKey(form.group(1) + ".other"), key);
      }
    });
  }

  @Test
  void aNumberChoosesTheWords() {
    Texts texts = Texts.of(LoginController.class);
    assertEquals("nobody yet", texts.say("login.tile.people", 0));
    assertEquals("1 person", texts.say("login.tile.people", 1));
    assertEquals("1,234 people", texts.say("login.tile.people", 1234));
  }
}

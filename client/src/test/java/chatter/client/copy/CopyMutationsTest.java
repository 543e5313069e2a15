package chatter.client.copy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.copy.CopyTrial.Harm;
import chatter.server.checker.Mutant;
import chatter.server.checker.ServerInTrial;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A trial that is green proves nothing until it was red: faults put into the copy's own source,
/// each of which it must find by the check that is there for it.
@Tag("faults")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class CopyMutationsTest {
  private static final String PACKAGE = "chatter.client.copy.";

  /// The harm that shows a fault is a matter of luck.
  private static final int STEPS = 100;

  private static ServerInTrial server;

  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = ServerInTrial.on(data.resolve("server")).start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static Mutant mutant() {
    return new Mutant(Path.of("chatter", "client"));
  }

  /// After a kill between the two, what the entry made of a row is missing for ever.
  @Test
  void cursorThatIsCommittedBeforeTheRowIsFound() throws Exception {
    assertFound(
        "rows",
        mutant()
            .replace(
                "copy/MessageCopy.java",
                "    remember(entry);\n    store.learn(entry.actor());\n",
                "    store.setCursor(entry.conversation(), entry.seq());\n"
                    + "    try { store.commit(); }"
                    + " catch (IOException e) { throw new SQLException(e); }\n"
                    + "    remember(entry);\n    store.learn(entry.actor());\n"),
        Harm.KILL);
  }

  @Test
  void spanThatGoesOnOverWhatWasNotReplayedIsFound() throws Exception {
    assertFound(
        "rows",
        mutant()
            .replace(
                "copy/MessageCopy.java",
                "    } else {\n      outdate(reset.conversation());\n    }",
                "    }"),
        Harm.TOO_MUCH_MISSED);
  }

  @Test
  @EnabledIf("chatter.server.faults.Form#isFull")
  void pageThatDoesNotGetTheEntriesSinceIsFound() throws Exception {
    assertFound(
        "rows",
        mutant()
            .replace(
                "copy/MessageCopy.java",
                "if (messageOf(entry) == row.seq()) {",
                "if (messageOf(entry) == row.seq() && entry.seq() < 0) {"),
        Harm.NOTHING);
  }

  /// What is left of a row in the log, or where it was moved from, is nothing that one sees.
  @Test
  void deletedTextThatIsLeftInTheFileIsFound() throws Exception {
    assertFound(
        "erased",
        mutant()
            .replace(
                "copy/CopyStore.java",
                "if (unused != null && (scrub || unused.logBytes() > LOG_BYTES)) {",
                "if (unused != null && unused.logBytes() > LOG_BYTES) {"),
        Harm.NOTHING);
  }

  /// Two that do not touch each other.
  @Test
  void editThatIsNotFoldedInAndRoomThatStaysAreFound() throws Exception {
    Mutant mutant =
        mutant()
            .replace(
                "copy/MessageCopy.java",
                "if (row.isPresent()) {\n        store.putRow",
                "if (row.isPresent() && !(entry instanceof ServerEvent.MessageEdited)) {\n"
                    + "        store.putRow")
            .replace("copy/MessageCopy.java", "      store.remove(conversation);\n", "");
    assertFound("rows", mutant, Harm.NOTHING);
    assertFound("foreign", mutant, Harm.REMOVED);
  }

  private void assertFound(String check, Mutant mutant, Harm harm) throws Exception {
    Path classes = mutant.into(folder.resolve("classes"));
    List<String> wrong = new ArrayList<>();
    try (Loader mutated = new Loader(classes)) {
      Class<?> type = mutated.loadClass(CopyTrial.class.getName());
      Object trial =
          type.getConstructor(ServerInTrial.class, Path.class, long.class)
              .newInstance(server, folder.resolve("trial-" + check), 1);
      try {
        for (int i = 0; i < STEPS && !has(wrong, check); i++) {
          var step = (List<?>) type.getMethod("step", String.class).invoke(trial, harm.name());
          step.forEach(line -> wrong.add((String) line));
        }
      } finally {
        type.getMethod("close").invoke(trial);
      }
    }
    assertTrue(has(wrong, check), () -> check + " is not red: " + wrong);
  }

  private static boolean has(List<String> wrong, String check) {
    return wrong.stream().anyMatch(line -> line.startsWith(check));
  }

  /// This package from the mutant's classes and then from the project's, and everything else as it
  /// is.
  private static final class Loader extends URLClassLoader {
    Loader(Path classes) throws MalformedURLException {
      super(urls(classes), CopyMutationsTest.class.getClassLoader());
    }

    private static URL[] urls(Path first) throws MalformedURLException {
      List<URL> urls = new ArrayList<>(List.of(first.toUri().toURL()));
      for (String one : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(Path.of(one).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith(PACKAGE)) {
          return super.loadClass(name, resolve);
        }
        Class<?> found = findLoadedClass(name);
        return found == null ? findClass(name) : found;
      }
    }
  }
}

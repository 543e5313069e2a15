package chatter.client.launch;

import chatter.client.prefs.ClientFolder;
import chatter.client.ui.Texts;
import chatter.shared.system.HomeFolder;
import chatter.shared.system.LibraryFolders;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What keeps the window from opening, in a sentence that says what to do. Looked for before JavaFX
/// starts, which would say it in a stack trace, and after it could not.
public final class StartCheck {
  private static final Path LINKER_CACHE = Path.of("/etc/ld.so.cache");

  /// Without them there is no window.
  private static final List<Library> NEEDED =
      List.of(
          new Library("libX11.so.6", "libx11-6"),
          new Library("libgtk-3.so.0", "libgtk-3-0"),
          new Library("libXtst.so.6", "libxtst6"));

  /// Without them JavaFX draws by itself, after a stack trace.
  private static final List<Library> FOR_GRAPHICS_CARD =
      List.of(new Library("libGL.so.1", "libgl1"), new Library("libXxf86vm.so.1", "libxxf86vm1"));

  private final Map<String, String> environment;
  private final boolean onLinuxDesktop;

  /// @param debianPackage what to install on Debian and what comes from it
  private record Library(String name, String debianPackage) {}

  /// @param environment of this process
  public StartCheck(Map<String, String> environment) {
    this.environment = environment;
    this.onLinuxDesktop =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
            && !"Headless".equals(System.getProperty("glass.platform"));
  }

  /// Looks before JavaFX starts, and chooses the folder that it unpacks its libraries into, and how
  /// it draws, where it would choose what does not work.
  ///
  /// @param data the program's folder
  /// @return why the window cannot open; empty if nothing is in its way
  public Optional<String> beforeStart(Path data) {
    try {
      ClientFolder.prepare(data);
    } catch (IOException e) {
      return Optional.of(say("app.start.folder", data, reason(e)));
    }
    if (!onLinuxDesktop) {
      return Optional.empty();
    }
    Optional<String> unpacking = chooseLibraryFolder(data);
    return unpacking.isPresent() ? unpacking : missing(NEEDED, "app.start.libraries");
  }

  /// Why the window draws slower than it could; JavaFX is told to.
  public Optional<String> slower() {
    Optional<String> missing =
        onLinuxDesktop ? missing(FOR_GRAPHICS_CARD, "app.start.slower") : Optional.empty();
    if (missing.isPresent() && System.getProperty("prism.order") == null) {
      System.setProperty("prism.order", "sw");
      return missing;
    }
    return Optional.empty();
  }

  /// Names what JavaFX could not start for.
  ///
  /// @param failure what came out of its start
  /// @return empty if it is a fault of the program, which its stack trace tells best
  public Optional<String> afterFailure(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("DISPLAY")) {
      return Optional.of(
          say("app.start.display", shown("DISPLAY").orElse(shown("WAYLAND_DISPLAY").orElse("?"))));
    }
    return failure instanceof LinkageError || failure instanceof UnsupportedOperationException
        ? Optional.of(say("app.start.javafx", message))
        : Optional.empty();
  }

  private Optional<String> shown(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /// JavaFX asks the list of users for their folder, and knows nothing of `noexec`.
  private static Optional<String> chooseLibraryFolder(Path data) {
    if (System.getProperty("javafx.cachedir") != null) {
      return Optional.empty();
    }
    Path home = Path.of(HomeFolder.path());
    Path own = home.resolve(".openjfx").resolve("cache").resolve("chatter");
    Path beside = data.resolve("libraries");
    Optional<Path> chosen = List.of(own, beside).stream().filter(LibraryFolders::fits).findFirst();
    chosen.ifPresent(folder -> System.setProperty("javafx.cachedir", folder.toString()));
    return chosen.isPresent() ? Optional.empty() : Optional.of(say("app.start.noexec", home, data));
  }

  private Optional<String> missing(List<Library> libraries, String key) {
    List<Library> missing = libraries.stream().filter(library -> !isThere(library.name())).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            say(
                key,
                missing.stream().map(Library::name).collect(Collectors.joining(", ")),
                missing.stream().map(Library::debianPackage).collect(Collectors.joining(" "))));
  }

  /// The linker's own list first: loading a library to see whether it is there takes longer.
  private boolean isThere(String library) {
    return (shown("LD_LIBRARY_PATH").isEmpty() && isListed(library)) || loads(library);
  }

  private static boolean isListed(String library) {
    try {
      return Files.readString(LINKER_CACHE, StandardCharsets.ISO_8859_1)
          .contains("\0" + library + "\0");
    } catch (IOException e) {
      // Not every Linux has one; then it is loaded.
      return false;
    }
  }

  @SuppressWarnings("restricted") // Loads what JavaFX would load at once.
  private static boolean loads(String library) {
    try {
      return SymbolLookup.libraryLookup(library, Arena.global()) != null;
    } catch (IllegalArgumentException e) {
      // The linker's way to say no.
      return false;
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> say("app.start.denied");
      case FileSystemException refused when refused.getReason() != null -> refused.getReason();
      default -> failure.toString();
    };
  }

  /// As it is: the marks around names that a window hides would show in a terminal.
  private static String say(String key, Object... arguments) {
    return Texts.shared().plain(key, arguments);
  }
}

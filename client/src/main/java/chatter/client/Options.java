package chatter.client;

import chatter.client.prefs.ClientFolder;
import java.nio.file.Path;
import java.util.List;

/// What stands on the command line.
///
/// @param data the folder for everything the program keeps
/// @param link an invite to a chat, as a `chatter:` link; or empty
/// @param wish what is wanted instead of a window, if anything
/// @param background whether the window stays out of sight at first, if a chat is hosted here
record Options(Path data, String link, Wish wish, boolean background) {
  /// Starts out of sight.
  private static final String BACKGROUND = "--background";

  private static final String SCHEME = "chatter:";

  /// What the program is to do.
  enum Wish {
    /// Open the window.
    WINDOW,
    /// Print which version it is.
    VERSION,
    /// Print how it is used.
    HELP
  }

  /// @throws IllegalArgumentException for what makes no sense, with a sentence for a person
  static Options parse(List<String> arguments) {
    Path data = ClientFolder.standard();
    String link = "";
    Wish wish = Wish.WINDOW;
    boolean background = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--version")) {
        wish = Wish.VERSION;
      } else if (argument.equals("--help")) {
        wish = Wish.HELP;
      } else if (argument.equals(BACKGROUND)) {
        background = true;
      } else if (argument.equals("--data") && i + 1 < arguments.size()) {
        data = Path.of(arguments.get(++i));
      } else if (argument.startsWith("--data=")) {
        data = Path.of(argument.substring("--data=".length()));
      } else if (argument.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        link = argument;
      } else {
        throw new IllegalArgumentException("unknown option " + argument + "; see --help");
      }
    }
    return new Options(data.toAbsolutePath(), link, wish, background);
  }

  /// What starts the program as it was started this time, but out of sight.
  List<String> forBackground() {
    return data.equals(ClientFolder.standard().toAbsolutePath())
        ? List.of(BACKGROUND)
        : List.of(BACKGROUND, "--data", data.toString());
  }
}

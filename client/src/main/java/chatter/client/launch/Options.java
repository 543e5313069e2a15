package chatter.client.launch;

import chatter.client.prefs.ClientFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What stands on the command line.
///
/// @param data the folder for everything the program keeps
/// @param link an invite to a chat or the way to a message, as a `chatter:` link; or empty
/// @param wish what is wanted instead of a window, if anything
/// @param background whether the window stays out of sight at first, if a chat is hosted here
/// @param nearby whether chats on the network are looked for
public record Options(Path data, String link, Wish wish, boolean background, boolean nearby) {
  /// Starts out of sight.
  private static final String BACKGROUND = "--background";

  /// Looks for nobody on the network.
  private static final String ALONE = "--no-nearby";

  private static final String SCHEME = "chatter:";

  /// What the program is to do.
  public enum Wish {
    /// Open the window.
    WINDOW,
    /// Print which version it is.
    VERSION,
    /// Print how it is used.
    HELP
  }

  /// @throws IllegalArgumentException for what makes no sense, with a sentence for a person
  public static Options parse(List<String> arguments) {
    Path data = ClientFolder.standard();
    String link = "";
    Wish wish = Wish.WINDOW;
    boolean background = false;
    boolean nearby = true;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--version")) {
        wish = Wish.VERSION;
      } else if (argument.equals("--help")) {
        wish = Wish.HELP;
      } else if (argument.equals(BACKGROUND)) {
        background = true;
      } else if (argument.equals(ALONE)) {
        nearby = false;
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
    return new Options(data.toAbsolutePath(), link, wish, background, nearby);
  }

  /// What starts the program as it was started this time, but out of sight.
  public List<String> forBackground() {
    List<String> again = new ArrayList<>(List.of(BACKGROUND));
    if (!nearby) {
      again.add(ALONE);
    }
    if (!data.equals(ClientFolder.standard().toAbsolutePath())) {
      again.addAll(List.of("--data", data.toString()));
    }
    return again;
  }
}

package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Avatar;
import chatter.client.ui.Theme;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is to be read in the chat stands out from what is behind it, in both themes.
class ContrastTest {
  private static final double ENOUGH = 4.5;
  private static final Pattern NAMED = Pattern.compile("(-[a-z0-9-]+): (#[0-9a-f]{6}|\\w+);");

  private Map<String, Color> colours(String theme) throws Exception {
    try (InputStream css = Theme.class.getResourceAsStream(theme)) {
      Matcher named = NAMED.matcher(new String(css.readAllBytes(), StandardCharsets.UTF_8));
      Map<String, Color> colours = new HashMap<>();
      while (named.find()) {
        colours.put(named.group(1), Color.web(named.group(2)));
      }
      return colours;
    }
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static double contrast(Color one, Color two) {
    double light = Math.max(luminance(one), luminance(two));
    double dark = Math.min(luminance(one), luminance(two));
    return (light + 0.05) / (dark + 0.05);
  }

  private static void assertReadable(Map<String, Color> colours, String text, String behind) {
    double contrast = contrast(colours.get(text), colours.get(behind));
    assertTrue(contrast >= ENOUGH, text + " on " + behind + " is only " + contrast);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light.css", "dark.css"})
  void textStandsOut(String theme) throws Exception {
    Map<String, Color> colours = colours(theme);
    for (String text : List.of("-text", "-text-2", "-text-3")) {
      for (String behind : List.of("-canvas", "-surface", "-bubble-other")) {
        assertReadable(colours, text, behind);
      }
    }
    assertReadable(colours, "-text-2", "-hover");
    assertReadable(colours, "-text-2", "-accent-soft");
    assertReadable(colours, "-danger", "-canvas");
    assertReadable(colours, "-text", "-danger-soft");
    assertReadable(colours, "-danger", "-danger-soft");
    assertReadable(colours, "-accent-strong", "-surface");
    assertReadable(colours, "-accent-strong", "-canvas");
    assertReadable(colours, "-accent-strong", "-bubble-other");
    assertReadable(colours, "-accent-strong", "-accent-soft");
    assertReadable(colours, "-on-own", "-bubble-own");
    assertReadable(colours, "-on-own", "-accent-fill");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light.css", "dark.css"})
  void codeQuotesAndWhatIsSelectedStandOut(String theme) throws Exception {
    Map<String, Color> colours = colours(theme);
    for (String behind : List.of("-code", "-selected")) {
      for (String text : List.of("-text", "-text-2", "-accent-strong")) {
        assertReadable(colours, text, behind);
      }
    }
    assertReadable(colours, "-on-found", "-found");
    for (String behind : List.of("-own-deep", "-selected-own")) {
      assertReadable(colours, "-on-own", behind);
      assertReadable(colours, "-on-own-2", behind);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light.css", "dark.css"})
  void everyNameStandsOut(String theme) throws Exception {
    Map<String, Color> colours = colours(theme);
    for (int i = 0; i < Avatar.COLOURS; i++) {
      assertReadable(colours, "-person-" + i, "-canvas");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light.css", "dark.css"})
  void timeAndQuoteStandOutInOwnBubbles(String theme) throws Exception {
    Color own = colours(theme).get("-bubble-own");
    Color time = own.interpolate(Color.WHITE, inChatCss(":own \\.time \\{[^}]*opacity: ([0-9.]+)"));
    assertTrue(contrast(time, own) >= ENOUGH, "time " + contrast(time, own));
    Color quote = own.interpolate(Color.WHITE, inChatCss("rgba\\(255, 255, 255, ([0-9.]+)\\)"));
    assertTrue(contrast(Color.WHITE, quote) >= ENOUGH, "quote " + contrast(Color.WHITE, quote));
  }

  private static double inChatCss(String pattern) throws Exception {
    try (InputStream css = ChatScreen.class.getResourceAsStream("chat.css")) {
      Matcher number =
          Pattern.compile(pattern).matcher(new String(css.readAllBytes(), StandardCharsets.UTF_8));
      assertTrue(number.find(), pattern);
      return Double.parseDouble(number.group(1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void initialsStandOut(int number) throws Exception {
    try (InputStream css = Theme.class.getResourceAsStream("avatar.css")) {
      String all = new String(css.readAllBytes(), StandardCharsets.UTF_8);
      Matcher fill =
          Pattern.compile("person-" + number + " \\{ -fx-background-color: (#[0-9a-f]{6})")
              .matcher(all);
      assertTrue(fill.find());
      assertTrue(contrast(Color.WHITE, Color.web(fill.group(1))) >= ENOUGH);
    }
  }
}

package chatter.shared.limits;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How names of people are written, and which two of them look like one. Two names are too much
/// alike if their `key`s or their `look`s are equal: `Ana`, `ANA` and `Аna` (with a Cyrillic А) by
/// the one, `Ian` and `lan` (with a small L) by the other. The whole table of UTS 39 has 6,000
/// entries, most of them for scripts that no alphabet here can be mistaken for; these are the
/// letters that look like a Latin one in the usual fonts.
public final class Names {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /// What the clients put behind names, and what roles are called.
  private static final Pattern DECORATED =
      Pattern.compile(
          "[(\\[{<\u2039\u00AB\u3008-\u3011\u27E8]\\s*"
              + "(you|me|owner|admin|administrator|moderator|host|member|server|system|bot|chatter"
              + "|verified|official|everyone|everybody|all|online|offline|disabled|deleted)"
              + "\\s*[)\\]}>\u203A\u00BB\u3008-\u3011\u27E9]");

  /// What means somebody else, or everybody.
  private static final Set<String> RESERVED =
      Set.of("you", "everyone", "everybody", "all", "here", "channel");

  /// Characters and what they look like, in pairs.
  private static final String ALIKE =
      // Cyrillic
      "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԚQԜWҮYаaеeѕsіiјjоoрpсcуyхxһhԁdԛqԝwѵvкkгrӏlӀlүyґr"
          // Greek
          + "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCαaιiκkνvοoρpυuγyϲcϳj"
          // Armenian
          + "օoսuհhոnցgՕOՍUքp"
          // Cherokee
          + "ᎪAᏴBᏟCᎠDᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᏚSᎢTᏙVᎳWᏃZ"
          // Latin
          + "ıiɑaɡgɩiƅbǀlᴀaᴄcᴅdᴇeᴏoᴘpᴛtᴜuᴠvᴡwᴢzɴnʀrʜhʙbɪiᴊjᴋkᴍmꜱsʟløo"
          // punctuation
          + "\u2019'\u2018'\u02BC'\u00B4'`'\u2032'\u2010-\u2011-\u2012-\u2013-\u2014-\u2212-";

  private static final Map<Integer, Integer> LATIN = table();
  private static final Map<Integer, Integer> SMALL = smallTable();

  private Names() {}

  private static Map<Integer, Integer> table() {
    Map<Integer, Integer> table = new HashMap<>();
    for (int i = 0; i < ALIKE.length(); i += 2) {
      table.put((int) ALIKE.charAt(i), (int) ALIKE.charAt(i + 1));
    }
    return Map.copyOf(table);
  }

  /// The same for small letters: also those whose capital looks like another one's.
  private static Map<Integer, Integer> smallTable() {
    Map<Integer, Integer> table = new HashMap<>(LATIN);
    LATIN.forEach(
        (from, to) -> table.putIfAbsent(Character.toLowerCase(from), Character.toLowerCase(to)));
    table.put((int) 'ς', (int) 'σ');
    return Map.copyOf(table);
  }

  /// A name as it is kept: composed (NFC), with single blanks and none around.
  public static String canonical(String name) {
    return trimmed(
        Normalizer.normalize(BLANKS.matcher(trimmed(name)).replaceAll(" "), Normalizer.Form.NFC));
  }

  /// Without what stands around it and is blank to Unicode or to a browser.
  static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && blank(text.charAt(from))) {
      from++;
    }
    while (from < to && blank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xFEFF;
  }

  /// What is the same for names that differ in nothing but case, or in letters that look like each
  /// other in either case.
  public static String key(String name) {
    return together(latin(folded(name), SMALL).replace("i\u0307", "i"), 'o');
  }

  /// What is the same for names that differ in nothing but case.
  public static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /// What is the same for names that are drawn alike, with the case as it is.
  public static String look(String name) {
    return together(latin(name, LATIN).replace('I', 'l'), 'O');
  }

  /// Whether a name says what only the program may say: `Ana (you)`, `everyone`.
  static boolean reserved(String name) {
    String key = key(name);
    Matcher decorated = DECORATED.matcher(key);
    return decorated.find() || RESERVED.contains(key.strip());
  }

  /// @return others, each less like the name, within the longest name allowed
  public static List<String> others(String name, int from, int count) {
    return java.util.stream.IntStream.range(from, from + count)
        .mapToObj(i -> shortened(name, " " + i) + " " + i)
        .toList();
  }

  private static String shortened(String name, String end) {
    int most = Limits.NAME_CODE_POINTS - end.length();
    return Limits.codePoints(name) <= most
        ? name
        : name.substring(0, name.offsetByCodePoints(0, most)).strip();
  }

  private static String latin(String text, Map<Integer, Integer> table) {
    StringBuilder latin = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> !VisibleText.ignorable(c))
        .map(c -> table.getOrDefault(c, c))
        .forEach(latin::appendCodePoint);
    return BLANKS.matcher(latin).replaceAll(" ").strip();
  }

  /// Digits and pairs of letters that look like one letter.
  private static String together(String text, char zero) {
    return text.replace('1', 'l')
        .replace('|', 'l')
        .replace('0', zero)
        .replace("rn", "m")
        .replace("vv", "w");
  }
}

package chatter.client.ui;

import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Finds the keys of letters and digits on every layout. A system that knows a layout without Latin
/// letters beside one that has them reports the Latin key; one that knows nothing else reports only
/// the letter.
public final class LetterKeys {
  private static final String LATIN = "qwertyuiopasdfghjklzxcvbnm";

  /// What is on the same keys of layouts without Latin letters; a blank where it is no letter.
  private static final List<String> OTHERS =
      List.of(
          "йцукенгшщзфывапролдячсмить",
          " ςερτυθιοπασδφγηξκλζχψωβνμ",
          "  קראטוןםפשדגכעיחלךזסבהנמצ",
          "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة",
          "ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท",
          "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
          "ქწერტყუიოპასდფგჰჯკლზხცვბნმ");

  /// What French keys of digits type without Shift, as far as no other layout types it so; a blank
  /// where one does.
  private static final String FRENCH = "&é\" ( è_ç";

  private LetterKeys() {}

  /// Whether a press is of a key, whatever the layout of the keyboard calls it.
  ///
  /// @param wanted the key of a letter
  public static boolean is(KeyCode wanted, KeyEvent key) {
    if (key.getCode() == wanted) {
      return true;
    }
    String text = key.getText().toLowerCase(Locale.ROOT);
    if (key.getCode().isLetterKey() || text.length() != 1 || text.isBlank()) {
      return false;
    }
    int place = LATIN.indexOf(wanted.getName().toLowerCase(Locale.ROOT));
    return place >= 0 && OTHERS.stream().anyMatch(row -> row.charAt(place) == text.charAt(0));
  }

  /// The digit of a press, on the row above the letters or on a pad beside them, in any script and
  /// whether or not it takes Shift.
  ///
  /// @return 0 to 9; -1 for any other key
  public static int digit(KeyEvent key) {
    KeyCode code = key.getCode();
    String text = key.getText();
    if (code.isDigitKey()) {
      String name = code.getName();
      String digit = name.substring(name.length() - 1);
      // With Shift it may be a sign.
      return key.isShiftDown() && !digit.equals(text) ? -1 : Integer.parseInt(digit);
    }
    if (text.length() != 1 || code.isLetterKey()) {
      return -1;
    }
    int french = key.isShiftDown() || text.isBlank() ? -1 : FRENCH.indexOf(text);
    return french >= 0 ? french + 1 : Character.digit(text.charAt(0), 10);
  }
}

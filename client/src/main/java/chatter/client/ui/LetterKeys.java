package chatter.client.ui;

import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Finds the key of a letter on every layout. A system that knows a layout without Latin letters
/// beside one that has them reports the Latin key; one that knows nothing else reports only the
/// letter.
public final class LetterKeys {
  /// The letters on a keyboard's R, C and V where a layout has no Latin ones.
  private static final Map<KeyCode, String> SAME_KEY =
      Map.of(KeyCode.R, "rкρרقพㄱ", KeyCode.C, "cсψבؤแㅊ", KeyCode.V, "vмωהرอㅍ");

  private LetterKeys() {}

  /// Whether a press is of a key, whatever the layout of the keyboard calls it.
  ///
  /// @param wanted the key of R, C or V
  public static boolean is(KeyCode wanted, KeyEvent key) {
    String text = key.getText().toLowerCase(Locale.ROOT);
    return key.getCode() == wanted
        || (!key.getCode().isLetterKey()
            && !text.isEmpty()
            && SAME_KEY.getOrDefault(wanted, "").contains(text));
  }
}

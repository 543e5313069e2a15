package chatter.client.ui;

import chatter.shared.text.Direction;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// The words of a screen: its own bundle, and those that all screens share. Immutable.
public final class Texts {
  private static final Locale LANGUAGE = Locale.ENGLISH;

  private final ResourceBundle bundle;

  private Texts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /// The words that all screens share.
  public static Texts shared() {
    return of(Texts.class);
  }

  /// The words of the screen that a class belongs to: for `chatter.client.login.X` the bundle
  /// `chatter.client.login.login`.
  public static Texts of(Class<?> anchor) {
    Map<String, String> words = new HashMap<>();
    add(words, Texts.class);
    add(words, anchor);
    return new Texts(new Words(words));
  }

  /// A key that ends in the name of a constant, in small letters as in the protocol.
  public static String key(String prefix, Enum<?> constant) {
    return prefix + constant.name().toLowerCase(Locale.ROOT);
  }

  /// The text of a key, with `{0}`, `{1}` … filled in. A key whose words depend on how many there
  /// are, which is its first argument, has some for each plural form of the language, as `key.one`
  /// and `key.other`, and it may have `key.none`.
  public String say(String key, Object... arguments) {
    Object[] isolated = arguments.clone();
    for (int i = 0; i < isolated.length; i++) {
      if (isolated[i] instanceof String words) {
        // Nobody's name turns the sentence it stands in.
        isolated[i] = Direction.isolated(words);
      }
    }
    return filled(key, isolated);
  }

  /// The same for a terminal, where the marks would show with which `say` keeps names apart.
  public String plain(String key, Object... arguments) {
    return filled(key, arguments);
  }

  /// The same for FXML.
  public ResourceBundle bundle() {
    return bundle;
  }

  /// Numbers are written as in the language of the words, not in the reader's.
  private String filled(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(form(key, arguments)), LANGUAGE).format(arguments);
  }

  private String form(String key, Object... arguments) {
    if (arguments.length == 0 || !(arguments[0] instanceof Number n) || bundle.containsKey(key)) {
      return key;
    }
    String none = key + ".none";
    if (n.longValue() == 0 && bundle.containsKey(none)) {
      return none;
    }
    return key + "." + Counting.PLURALS.form(n.longValue());
  }

  private static void add(Map<String, String> words, Class<?> anchor) {
    String name = anchor.getPackageName();
    ResourceBundle own =
        ResourceBundle.getBundle(name + name.substring(name.lastIndexOf('.')), anchor.getModule());
    own.keySet().forEach(key -> words.put(key, own.getString(key)));
  }

  /// Read when something is counted first, which nothing is while the app starts.
  private static final class Counting {
    static final Plurals PLURALS = Plurals.of(LANGUAGE);
  }

  private static final class Words extends ResourceBundle {
    private final Map<String, String> words;

    Words(Map<String, String> words) {
      this.words = Map.copyOf(words);
    }

    @Override
    protected Object handleGetObject(String key) {
      return words.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(words.keySet());
    }
  }
}

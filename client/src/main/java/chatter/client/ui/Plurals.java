package chatter.client.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which plural form a whole number takes in a language, by Unicode's rules (CLDR), which
/// translators know; the page has them from its browser. Immutable.
public final class Plurals {
  private static final List<String> FORMS = List.of("zero", "one", "two", "few", "many");
  private static final String REST = "other";
  private static final Pattern RELATION =
      Pattern.compile("([nivwftce])(?: % (\\d+))? (!?=) ([\\d.,]+)");

  private record Rule(String form, LongPredicate fits) {}

  private final List<Rule> rules;

  private Plurals(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// The forms of a language.
  ///
  /// @throws IllegalArgumentException if its rules are not among those there are
  public static Plurals of(Locale language) {
    Properties known = known();
    List<Rule> rules = new ArrayList<>();
    for (String form : FORMS) {
      String condition = known.getProperty(language.getLanguage() + "." + form);
      if (condition != null) {
        rules.add(new Rule(form, anyOf(condition)));
      }
    }
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("no plural rules for " + language);
    }
    return new Plurals(rules);
  }

  /// `zero`, `one`, `two`, `few`, `many` or `other`.
  public String form(long number) {
    long size = Math.abs(number);
    for (Rule rule : rules) {
      if (rule.fits().test(size)) {
        return rule.form();
      }
    }
    return REST;
  }

  private static Properties known() {
    Properties known = new Properties();
    try (InputStream rules = Plurals.class.getResourceAsStream("plurals/rules.properties")) {
      known.load(rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private static LongPredicate anyOf(String condition) {
    return Stream.of(condition.split(" or "))
        .map(Plurals::allOf)
        .reduce(LongPredicate::or)
        .orElseThrow();
  }

  private static LongPredicate allOf(String condition) {
    return Stream.of(condition.split(" and "))
        .map(Plurals::relation)
        .reduce(LongPredicate::and)
        .orElseThrow();
  }

  private static LongPredicate relation(String text) {
    Matcher parts = RELATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a relation: " + text);
    }
    // A whole number has no digits behind the point and no exponent: only n and i are not 0.
    boolean whole = "ni".contains(parts.group(1));
    long modulus = parts.group(2) == null ? Long.MAX_VALUE : Long.parseLong(parts.group(2));
    LongPredicate among =
        Stream.of(parts.group(4).split(",")).map(Plurals::range).reduce(LongPredicate::or).get();
    LongPredicate equal = number -> among.test(whole ? number % modulus : 0);
    return parts.group(3).equals("=") ? equal : equal.negate();
  }

  private static LongPredicate range(String text) {
    String[] ends = text.split("\\.\\.", -1);
    long first = Long.parseLong(ends[0]);
    long last = Long.parseLong(ends[ends.length - 1]);
    return number -> first <= number && number <= last;
  }
}

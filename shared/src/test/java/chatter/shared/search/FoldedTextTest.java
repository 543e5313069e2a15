package chatter.shared.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is the same to who searches, and where it stands in the text.
final class FoldedTextTest {
  @ParameterizedTest
  @CsvSource({
    "É, e", "e\u0301, e", "STRASSE, straße", "ẞ, ss", "ﬁ, fi", "ＡＢＣ, abc", "ｶﾞ, ガ",
    "Σ, ς", "İ, i", "ё, е", "שָׁלוֹם, שלום", "مَرْحَبًا, مرحبا", "①, 1", "½, 1⁄2",
    "a\u00ADb, ab", "❤️, ❤", "’, ''''", "–, -", "𐐀, 𐐨", "ﷺ, صلى الله عليه وسلم"
  })
  void isTheSame(String one, String other) {
    assertEquals(FoldedText.fold(one), FoldedText.fold(other));
  }

  @ParameterizedTest
  @CsvSource({"は, ば", "か, カ", "कम, कमल", "ไม, ไม้", "o, ø", "東, 东", "l, ł"})
  void isAnother(String one, String other) {
    assertNotEquals(FoldedText.fold(one), FoldedText.fold(other));
  }

  /// Also where another plane has a character at the same place, and when it comes again.
  @ParameterizedTest
  @CsvSource({
    "\uF600, \uF600",
    "😀, 😀",
    "𝐀, a",
    "\uD400, \uD400",
    "𝟘, 0",
    "𠮷, 𠮷",
    "\u0BB7, \u0BB7"
  })
  void charactersOfAllPlanesAreToldApart(String one, String folded) {
    assertEquals(folded, FoldedText.fold(one));
    assertEquals(folded + folded, FoldedText.fold(one + one));
  }

  @Test
  void blanksAreOneAndNoneAtTheEnds() {
    assertEquals("a b c", FoldedText.fold("\u3000 a\t\n b\u00a0\u2003c \u0000"));
    assertEquals("", FoldedText.fold(" \u200b\n"));
  }

  @Test
  void hangulInPartsIsTheSame() {
    assertEquals(
        FoldedText.fold("한국어"), FoldedText.fold(Normalizer.normalize("한국어", Normalizer.Form.NFD)));
  }

  @Test
  void placesAreThoseOfTheText() {
    FoldedText folded = FoldedText.of("  Die Stra\u00dfe, e\u0301t\u00e9 \ufb01n");
    int street = folded.text().indexOf("strasse");
    assertEquals(new Mark(6, 12), folded.source(street, street + 7));
    int summer = folded.text().indexOf("ete");
    assertEquals(new Mark(14, 18), folded.source(summer, summer + 3));
    int end = folded.text().indexOf("in");
    assertEquals(new Mark(19, 21), folded.source(end, end + 2), "half of a ligature is all of it");
  }

  @Test
  void foldingTwiceChangesNothingAndEveryPlaceIsInTheText() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(6); c >= 0; c--) {
        int limit = random.nextInt(4) == 0 ? 0x110000 : 0x3100;
        text.appendCodePoint(random.nextInt(limit));
      }
      FoldedText once = FoldedText.of(text.toString());
      assertEquals(FoldedText.fold(text.toString()), once.text());
      assertEquals(once.text(), FoldedText.fold(once.text()), () -> hex(text));
      for (int at = 0; at < once.text().length(); at++) {
        Mark mark = once.source(at, at + 1);
        assertTrue(mark.end() <= text.length(), () -> hex(text));
      }
    }
  }

  private static String hex(CharSequence text) {
    StringBuilder hex = new StringBuilder();
    text.codePoints().forEach(c -> hex.append(Integer.toHexString(c)).append(' '));
    return hex.toString();
  }
}

package chatter.client.copy;

import chatter.shared.search.FoldedText;
import chatter.shared.search.SearchQuery.Kind;
import chatter.shared.search.SearchQuery.Term;
import chatter.shared.search.SearchScope;
import chatter.shared.search.SearchText;
import chatter.shared.search.SearchedMessage.SearchedFile;
import java.util.List;
import java.util.Set;

/// Which messages may have what is sought, in 256 bits for each: one for any two characters that
/// follow each other in its folded text, and some for whose it is and what it has. Many share a
/// bit, so it says of most messages that they do not have a word, and nothing that could be read.
final class TextSignature {
  /// Of as many numbers it consists.
  static final int WORDS = 4;

  /// Characters that stand in no text, before what is no text.
  private static final char[] SENDER = {'\uE000', '\uE001'};

  private static final char[] KIND = {'\uE002', '\uE003'};
  private static final int SPREAD = 0x9E3779B1;
  private static final int SHIFT = Integer.SIZE - 8;

  private final long[] words = new long[WORDS];

  /// Of a message.
  static TextSignature of(long sender, String body, List<SearchedFile> files) {
    TextSignature signature = new TextSignature();
    signature.addText(FoldedText.fold(SearchText.of(body).plain()));
    signature.add(SENDER, sender);
    for (SearchedFile file : files) {
      signature.addText(FoldedText.fold(file.name()));
      signature.add(Kind.FILE);
      if (file.picture()) {
        signature.add(Kind.PICTURE);
      }
    }
    if (SearchText.hasLink(body)) {
      signature.add(Kind.LINK);
    }
    return signature;
  }

  /// What is in the signature of each message that has what is sought.
  static TextSignature of(List<Term> terms, SearchScope scope) {
    TextSignature signature = new TextSignature();
    for (Term term : terms) {
      // A mention is as good as the name, and has other characters.
      if (!term.without() && term.mentioned().isEmpty()) {
        signature.addText(term.text());
      }
    }
    for (Set<Long> some : scope.senders()) {
      if (some.size() == 1) {
        some.forEach(one -> signature.add(SENDER, one));
      }
    }
    scope.kinds().forEach(signature::add);
    return signature;
  }

  private void addText(String folded) {
    for (int i = 1; i < folded.length(); i++) {
      add(folded.charAt(i - 1), folded.charAt(i));
    }
  }

  private void add(Kind kind) {
    add(
        KIND,
        switch (kind) {
          case FILE -> 1;
          case PICTURE -> 2;
          case LINK -> 3;
        });
  }

  private void add(char[] before, long value) {
    for (char one : before) {
      add(one, Long.hashCode(value));
    }
  }

  private void add(int first, int second) {
    int bit = ((first * 31 + second) * SPREAD) >>> SHIFT;
    words[bit / Long.SIZE] |= 1L << bit;
  }

  /// One of its numbers.
  long word(int index) {
    return words[index];
  }
}

package chatter.client.chat;

/// The message that another one answers, in short.
///
/// @param seq which one
/// @param name who wrote it; null while that is being fetched
/// @param text its beginning; empty while that is being fetched
record Quote(long seq, String name, String text) {
  private static final int LONGEST = 200;

  static Quote of(Entry entry) {
    return of(entry.seq(), entry.content().sender().name(), entry.content().body());
  }

  static Quote of(long seq, String name, String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return new Quote(
        seq,
        name,
        line.length() <= LONGEST
            ? line
            : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST) - 1))
                + "…");
  }

  static Quote unknown(long seq) {
    return new Quote(seq, null, "");
  }
}

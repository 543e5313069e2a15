package chatter.server.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a look at a database found: how much is there, and what is wrong with it. Not for several
/// threads at once.
public final class Findings {
  private static final int MOST_OF_A_KIND = 10;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean damaged;
  private boolean strange;

  /// There are so many of these.
  ///
  /// @param what a plural, e.g. `messages`
  public void counted(String what, long howMany) {
    counts.put(what, howMany);
  }

  /// Nothing is wrong with these, but whoever runs the server should know.
  public void notes(List<String> sentences) {
    notes.addAll(sentences.subList(0, Math.min(sentences.size(), MOST_OF_A_KIND)));
  }

  /// What should be known, in the order it was found.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /// Something is wrong.
  ///
  /// @param sentence names the row by its numbers, never by what somebody wrote
  public void fault(String sentence) {
    faults.add(sentence);
  }

  /// The same thing is wrong in these places; a damaged file can have very many.
  public void faults(List<String> sentences) {
    faults(sentences, sentences.size());
  }

  /// The same of more places than anybody wants to keep sentences of.
  ///
  /// @param some the first sentences
  /// @param all how many there would be
  public void faults(List<String> some, long all) {
    int told = Math.min(some.size(), MOST_OF_A_KIND);
    faults.addAll(some.subList(0, told));
    if (all > told) {
      faults.add("and " + (all - told) + " more of that kind");
    }
  }

  /// The file itself is broken in these places.
  public void damage(List<String> sentences) {
    damaged |= !sentences.isEmpty();
    faults(sentences);
  }

  /// These tables are not what this program works with.
  public void strangeTables(List<String> sentences) {
    strange |= !sentences.isEmpty();
    faults(sentences);
  }

  /// Whether the file itself is broken.
  public boolean damaged() {
    return damaged;
  }

  /// Whether the tables are not what this program works with.
  public boolean strange() {
    return strange;
  }

  /// Whether a server can work with it: the file is whole, and its tables are this program's. Rows
  /// may have faults.
  public boolean usable() {
    return !damaged && !strange;
  }

  /// How many there are of something; 0 if nobody counted it.
  public long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /// What was counted, in that order.
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /// What is wrong, in the order it was found; empty if nothing is.
  public List<String> faults() {
    return List.copyOf(faults);
  }
}

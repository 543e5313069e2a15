package chatter.client.copy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Of which ranges of a conversation's log everything is known. Those that are current are as of
/// the conversation's cursor; what is stale was true once, and whether it still is nobody has said.
final class Spans {
  /// From one `seq` to another, both included.
  record Span(long first, long last, boolean current) {
    boolean holds(long seq) {
      return first <= seq && seq <= last;
    }
  }

  private final List<Span> all;

  /// @param all in any order, none of which overlap
  Spans(List<Span> all) {
    this.all = new ArrayList<>(all);
    this.all.sort(Comparator.comparingLong(Span::first));
  }

  List<Span> all() {
    return List.copyOf(all);
  }

  boolean anyCurrent() {
    return all.stream().anyMatch(Span::current);
  }

  /// Everything from one to another is known as of the cursor; whatever was known of it before
  /// counts no more.
  void add(long first, long last) {
    if (last < first) {
      return;
    }
    long from = first;
    long to = last;
    List<Span> next = new ArrayList<>();
    for (Span one : all) {
      if (one.current() && one.first() <= last + 1 && one.last() >= first - 1) {
        from = Math.min(from, one.first());
        to = Math.max(to, one.last());
      } else if (one.current() || one.last() < first || one.first() > last) {
        next.add(one);
      } else {
        if (one.first() < first) {
          next.add(new Span(one.first(), first - 1, false));
        }
        if (one.last() > last) {
          next.add(new Span(last + 1, one.last(), false));
        }
      }
    }
    next.add(new Span(from, to, true));
    replace(next);
  }

  /// Nothing of it is sure any more.
  void outdate() {
    replace(all.stream().map(one -> new Span(one.first(), one.last(), false)).toList());
  }

  /// The newest of which nobody has said whether it is still true.
  Optional<Span> newestStale() {
    return all.reversed().stream().filter(one -> !one.current()).findFirst();
  }

  /// What is not sure is not there any more.
  void forgetStale() {
    replace(all.stream().filter(Span::current).toList());
  }

  /// What is before a `seq` is not there any more.
  void forgetBefore(long seq) {
    replace(
        all.stream()
            .filter(one -> one.last() >= seq)
            .map(one -> new Span(Math.max(one.first(), seq), one.last(), one.current()))
            .toList());
  }

  private void replace(List<Span> next) {
    all.clear();
    all.addAll(next);
    all.sort(Comparator.comparingLong(Span::first));
  }

  /// What is known without a hole around a `seq`.
  ///
  /// @param staleToo whether what is stale counts
  /// @return nothing if that one itself is not known
  Optional<Span> around(long seq, boolean staleToo) {
    return regions(staleToo).stream().filter(one -> one.holds(seq)).findFirst();
  }

  /// The newest without a hole.
  Optional<Span> newest(boolean staleToo) {
    List<Span> regions = regions(staleToo);
    return regions.isEmpty() ? Optional.empty() : Optional.of(regions.getLast());
  }

  /// What touches, put together; current only if all of it is.
  private List<Span> regions(boolean staleToo) {
    List<Span> regions = new ArrayList<>();
    for (Span one : all) {
      if (!staleToo && !one.current()) {
        continue;
      }
      if (!regions.isEmpty() && regions.getLast().last() + 1 == one.first()) {
        Span before = regions.removeLast();
        regions.add(new Span(before.first(), one.last(), before.current() && one.current()));
      } else {
        regions.add(one);
      }
    }
    return regions;
  }
}

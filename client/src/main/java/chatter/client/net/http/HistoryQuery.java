package chatter.client.net.http;

import chatter.shared.limits.Limits;

/// Which page of a conversation's history. `limit` is the most messages to return, 1 to
/// `Limits.HISTORY_PAGE`.
public sealed interface HistoryQuery {
  /// The most messages to return.
  int limit();

  /// The newest page.
  record Newest(int limit) implements HistoryQuery {
    public Newest {
      checkLimit(limit);
    }
  }

  /// The page that ends just before `seq`.
  record Before(long seq, int limit) implements HistoryQuery {
    public Before {
      checkLimit(limit);
    }
  }

  /// The page that starts just after `seq`.
  record After(long seq, int limit) implements HistoryQuery {
    public After {
      checkLimit(limit);
    }
  }

  /// The page with `seq` in its middle.
  record Around(long seq, int limit) implements HistoryQuery {
    public Around {
      checkLimit(limit);
    }
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > Limits.HISTORY_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + Limits.HISTORY_PAGE);
    }
  }
}

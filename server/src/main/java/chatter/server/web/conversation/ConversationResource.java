package chatter.server.web.conversation;

import chatter.server.conversation.Conversations;
import chatter.server.conversation.HistoryQuery;
import chatter.server.session.Session;
import chatter.server.web.api.Answer;
import chatter.server.web.api.InFlightRequests;
import chatter.server.web.api.Parameters;
import chatter.server.web.api.Routes;
import chatter.server.web.api.TokenCheck;
import chatter.server.web.problem.Problems;
import chatter.shared.limits.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/// What is in a conversation: its history, page by page.
public final class ConversationResource implements Routes.Resource {
  private static final long PAGE_IN_MEMORY = 3L * Limits.HISTORY_BYTES;

  /// How many pages are read at the same time. When thousands open the chat at once, those whose
  /// turn it is not yet wait for a moment instead of being refused for want of memory.
  private static final int TURNS = 8;

  private final TokenCheck tokens;
  private final Conversations conversations;
  private final Semaphore turns = new Semaphore(TURNS, true);

  public ConversationResource(TokenCheck tokens, Conversations conversations) {
    this.tokens = tokens;
    this.conversations = conversations;
  }

  @Override
  public void addTo(Routes routes) {
    routes.on("GET", "/api/conversations/{id}/messages", this::history);
  }

  /// `GET /api/conversations/{id}/messages`.
  private Answer history(HttpServletRequest request) {
    Session session = tokens.session(request);
    long conversation = Parameters.inPath(request, "id");
    HistoryQuery query = query(request);
    turns.acquireUninterruptibly();
    try {
      // Before it is read: its texts, and then the same as bytes.
      InFlightRequests.hold(request, PAGE_IN_MEMORY);
      Answer answer =
          conversations
              .history(session.account(), conversation, query)
              .map(page -> Answer.json(200, page))
              .orElseThrow(Problems::notFound);
      InFlightRequests.hold(request, answer.bytes());
      return answer;
    } finally {
      turns.release();
    }
  }

  static HistoryQuery query(HttpServletRequest request) {
    long asked = Parameters.number(request, "limit").orElse(Limits.HISTORY_PAGE_DEFAULT);
    if (asked == 0) {
      throw Problems.badRequest("limit is 1 or more.");
    }
    int limit = (int) Math.min(asked, Limits.HISTORY_PAGE);
    OptionalLong before = Parameters.number(request, "before");
    OptionalLong after = Parameters.number(request, "after");
    OptionalLong around = Parameters.number(request, "around");
    if ((before.isPresent() ? 1 : 0) + (after.isPresent() ? 1 : 0) + (around.isPresent() ? 1 : 0)
        > 1) {
      throw Problems.badRequest("Only one of before, after and around at a time.");
    }
    if (before.isPresent()) {
      return new HistoryQuery.Before(before.getAsLong(), limit);
    }
    if (after.isPresent()) {
      return new HistoryQuery.After(after.getAsLong(), limit);
    }
    return around.isPresent()
        ? new HistoryQuery.Around(around.getAsLong(), limit)
        : new HistoryQuery.Newest(limit);
  }
}

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
import chatter.shared.api.FirstResponse;
import chatter.shared.api.PinsResponse;
import chatter.shared.api.ReactedResponse;
import chatter.shared.api.SharedKind;
import chatter.shared.api.VersionsResponse;
import chatter.shared.limits.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// What is in a conversation: its history, page by page, and what can be asked about its messages.
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
    routes.on("GET", "/api/conversations/{id}/first", this::first);
    routes.on("GET", "/api/conversations/{id}/pins", this::pins);
    routes.on("GET", "/api/conversations/{id}/shared", this::shared);
    routes.on("GET", "/api/conversations/{id}/messages/{seq}/versions", this::versions);
    routes.on("GET", "/api/conversations/{id}/messages/{seq}/reactions", this::reacted);
  }

  private Answer history(HttpServletRequest request) {
    Session session = tokens.session(request);
    HistoryQuery query = query(request);
    return page(
        request,
        () ->
            conversations
                .history(session.account(), conversation(request), query)
                .orElseThrow(Problems::notFound));
  }

  private Answer first(HttpServletRequest request) {
    Session session = tokens.session(request);
    Instant since = Parameters.time(request, "since");
    OptionalLong message =
        conversations
            .firstSince(session.account(), conversation(request), since)
            .orElseThrow(Problems::notFound);
    return Answer.json(200, new FirstResponse(message.isPresent() ? message.getAsLong() : null));
  }

  private Answer pins(HttpServletRequest request) {
    Session session = tokens.session(request);
    return page(
        request,
        () ->
            conversations
                .pinned(session.account(), conversation(request))
                .map(PinsResponse::new)
                .orElseThrow(Problems::notFound));
  }

  private Answer shared(HttpServletRequest request) {
    Session session = tokens.session(request);
    SharedKind kind =
        Optional.ofNullable(request.getParameter("kind"))
            .flatMap(SharedKind::named)
            .orElseThrow(() ->
                Problems.invalid("kind is pictures, files or links, and must be said.", "kind"));
    OptionalLong before = Parameters.number(request, "before");
    int limit = limit(request, Limits.SHARED_PAGE_DEFAULT, Limits.SHARED_PAGE);
    return page(
        request,
        () ->
            conversations
                .shared(session.account(), conversation(request), kind, before, limit)
                .orElseThrow(Problems::notFound));
  }

  private Answer versions(HttpServletRequest request) {
    Session session = tokens.session(request);
    return page(
        request,
        () ->
            new VersionsResponse(
                conversations.versions(
                    session.account(), conversation(request), message(request))));
  }

  private Answer reacted(HttpServletRequest request) {
    Session session = tokens.session(request);
    String emoji = request.getParameter("emoji");
    if (emoji == null) {
      throw Problems.invalid("Say which emoji.", "emoji");
    }
    return page(
        request,
        () ->
            new ReactedResponse(
                conversations.reacted(
                    session.account(), conversation(request), message(request), emoji)));
  }

  private static long conversation(HttpServletRequest request) {
    return Parameters.inPath(request, "id");
  }

  private static long message(HttpServletRequest request) {
    return Parameters.inPath(request, "seq");
  }

  /// Reads as much as a page has, when it is the request's turn.
  private Answer page(HttpServletRequest request, Supplier<?> read) {
    turns.acquireUninterruptibly();
    try {
      // Before it is read: its texts, and then the same as bytes.
      InFlightRequests.hold(request, PAGE_IN_MEMORY);
      Answer answer = Answer.json(200, read.get());
      InFlightRequests.hold(request, answer.bytes());
      return answer;
    } finally {
      turns.release();
    }
  }

  static HistoryQuery query(HttpServletRequest request) {
    int limit = limit(request, Limits.HISTORY_PAGE_DEFAULT, Limits.HISTORY_PAGE);
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

  private static int limit(HttpServletRequest request, int usual, int most) {
    long asked = Parameters.number(request, "limit").orElse(usual);
    if (asked == 0) {
      throw Problems.badRequest("limit is 1 or more.");
    }
    return (int) Math.min(asked, most);
  }
}

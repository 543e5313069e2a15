package chatter.client.copy;

import chatter.client.copy.Spans.Span;
import chatter.client.net.HistoryCopy.Kept;
import chatter.client.net.http.AccountApi;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What must be true of a copy that has heard of everything, held against what the server says.
final class CopyChecks {
  /// What the key of a text begins with; sixteen digits follow.
  static final String KEY = "key-";

  private static final Pattern KEYS = Pattern.compile(KEY + "[0-9a-f]{16}");
  private static final Pattern NAMES = Pattern.compile("\"(name|avatarUrl)\":(\"[^\"]*\"|null),?");
  private static final int ANSWERS = 12;
  private static final long PATIENCE_SECONDS = 60;

  private final AccountApi account;

  /// @param account of whose copy it is, by a network that works
  CopyChecks(AccountApi account) {
    this.account = account;
  }

  /// Any page of a conversation of so many entries.
  static HistoryQuery query(Random random, long newest) {
    int limit = 1 + random.nextInt(40);
    long seq = 1 + random.nextLong(newest);
    return switch (random.nextInt(5)) {
      case 0 -> new HistoryQuery.Newest(limit);
      case 1, 2 -> new HistoryQuery.Before(seq, limit);
      case 3 -> new HistoryQuery.After(seq, limit);
      default -> new HistoryQuery.Around(seq, limit);
    };
  }

  /// Looks at the files and at what is answered.
  ///
  /// @param mine the conversations one belongs to
  /// @return what is wrong, a line each, which begins with the name of the check
  List<String> of(TrialDesktop desktop, Set<Long> mine, Random random) throws Exception {
    Map<Long, Log> logs = new HashMap<>();
    for (long one : mine) {
      logs.put(one, log(one));
    }
    List<String> wrong = new ArrayList<>();
    file(desktop.snapshot(), logs, wrong);
    for (long one : mine) {
      for (int i = 0; i < ANSWERS; i++) {
        answer(desktop, one, logs.get(one), query(random, logs.get(one).upto()), wrong);
      }
    }
    return wrong;
  }

  /// A conversation as the server has it.
  private record Log(List<ServerEvent.Row> rows, long upto) {
    /// The rows of a range, comparable.
    List<String> between(long first, long last) {
      return rows.stream()
          .filter(row -> first <= row.seq() && row.seq() <= last)
          .map(CopyChecks::told)
          .toList();
    }
  }

  private Log log(long conversation) throws Exception {
    List<ServerEvent.Row> rows = new ArrayList<>();
    HistoryPage page;
    do {
      long after = rows.isEmpty() ? 0 : rows.getLast().seq();
      page = ask(conversation, new HistoryQuery.After(after, Limits.HISTORY_PAGE));
      rows.addAll(page.rows());
    } while (page.newer());
    return new Log(rows, page.upto());
  }

  private HistoryPage ask(long conversation, HistoryQuery query) throws Exception {
    return account.history(conversation, query).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Everything of a row but what people are called, which takes no number and has a check of its
  /// own.
  private static String told(ServerEvent.Row row) {
    return NAMES.matcher(ApiJson.MAPPER.writeValueAsString(row)).replaceAll("");
  }

  private static Set<String> keys(String text) {
    Set<String> keys = new HashSet<>();
    Matcher matcher = KEYS.matcher(text);
    while (matcher.find()) {
      keys.add(matcher.group());
    }
    return keys;
  }

  private void file(Path folder, Map<Long, Log> logs, List<String> wrong) throws Exception {
    // Before it is opened, which may change it.
    Map<String, Set<String>> inBytes = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path one : files.toList()) {
        inBytes.put(
            one.getFileName().toString(), keys(Files.readString(one, StandardCharsets.ISO_8859_1)));
      }
    }
    // What is somewhere else in the files may be, as long as it is still said.
    Set<String> said = new HashSet<>();
    for (Log log : logs.values()) {
      log.between(1, log.upto()).forEach(row -> said.addAll(keys(row)));
    }
    try (CopyStore store = new CopyFile(folder).open()) {
      for (var stored : store.conversations().entrySet()) {
        long id = stored.getKey();
        said.addAll(keys(ApiJson.MAPPER.writeValueAsString(stored.getValue().info())));
        List<ServerEvent.Row> rows = store.newer(id, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
        rows.forEach(row -> said.addAll(keys(ApiJson.MAPPER.writeValueAsString(row))));
        Log log = logs.get(id);
        if (log == null) {
          wrong.add("foreign: conversation " + id + " is kept");
          continue;
        }
        conversation(id, stored.getValue(), store.spans(id).all(), rows, log, wrong);
      }
    }
    inBytes.forEach((name, left) -> {
      left.removeAll(said);
      if (!left.isEmpty()) {
        wrong.add("erased: " + name + " has texts that nobody says any more: " + left);
      }
    });
  }

  private static void conversation(
      long id,
      CopyStore.Stored stored,
      List<Span> spans,
      List<ServerEvent.Row> rows,
      Log log,
      List<String> wrong) {
    long before = 0;
    for (Span span : spans) {
      if (span.first() <= before || span.last() < span.first() || span.last() > log.upto()) {
        wrong.add("spans: of " + id + " are " + spans + ", up to " + log.upto());
      }
      before = span.last();
      if (!span.current()) {
        continue;
      }
      if (stored.cursor() != log.upto()) {
        wrong.add("cursor: of " + id + " is " + stored.cursor() + " and not " + log.upto());
      }
      List<String> here =
          rows.stream().filter(row -> span.holds(row.seq())).map(CopyChecks::told).toList();
      differ("rows: of " + id + " in " + span, log.between(span.first(), span.last()), here, wrong);
    }
    for (ServerEvent.Row row : rows) {
      if (spans.stream().noneMatch(span -> span.holds(row.seq()))) {
        wrong.add("spans: row " + row.seq() + " of " + id + " is in none of " + spans);
      }
    }
    LastRow last = stored.info().last();
    if (last != null && last.kind() == LastRow.Kind.MESSAGE) {
      Set<String> now = keys(String.join(" ", log.between(last.seq(), last.seq())));
      if (!now.containsAll(keys(last.text()))) {
        wrong.add("last: " + id + " ends with what message " + last.seq() + " does not say");
      }
    }
  }

  private static void differ(
      String what, List<String> server, List<String> copy, List<String> wrong) {
    for (int i = 0; i < Math.max(server.size(), copy.size()); i++) {
      String there = i < server.size() ? server.get(i) : "nothing";
      String here = i < copy.size() ? copy.get(i) : "nothing";
      if (!there.equals(here)) {
        wrong.add(what + "\n  server " + there + "\n  copy   " + here);
        return;
      }
    }
  }

  /// What the copy answers in the server's place, while it is there and as if it were away.
  private void answer(
      TrialDesktop desktop, long id, Log log, HistoryQuery query, List<String> wrong)
      throws Exception {
    Optional<Kept> instead = desktop.kept(id, query, false);
    if (instead.isPresent()) {
      HistoryPage page = instead.get().page();
      HistoryPage server = ask(id, query);
      differ(
          "answer: to " + query + " of " + id,
          server.rows().stream().map(CopyChecks::told).toList(),
          page.rows().stream().map(CopyChecks::told).toList(),
          wrong);
      if (page.older() != server.older()
          || page.newer() != server.newer()
          || page.upto() != server.upto()) {
        wrong.add("answer: to " + query + " of " + id + " is not where the server's is");
      }
    }
    Optional<Kept> away = desktop.kept(id, query, true);
    if (away.isPresent() && !away.get().stale() && !away.get().page().rows().isEmpty()) {
      HistoryPage page = away.get().page();
      differ(
          "answer: while away to " + query + " of " + id,
          log.between(page.rows().getFirst().seq(), page.rows().getLast().seq()),
          page.rows().stream().map(CopyChecks::told).toList(),
          wrong);
    }
  }

  /// Waits until everybody whose messages are kept is called as the server calls them. A new name
  /// is told, but in no order.
  List<String> names(TrialDesktop desktop, Set<Long> mine) throws Exception {
    Map<Long, String> names = new HashMap<>();
    for (long one : mine) {
      for (ServerEvent.Row row : log(one).rows()) {
        names.put(row.actor().id(), row.actor().name());
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    List<String> wrong;
    do {
      wrong = new ArrayList<>();
      for (long one : mine) {
        Optional<Kept> kept = desktop.kept(one, new HistoryQuery.Newest(Limits.HISTORY_PAGE), true);
        for (MessagePosted row : kept.map(k -> k.page().messages()).orElse(List.of())) {
          String now = names.get(row.sender().id());
          if (!row.sender().name().equals(now)) {
            wrong.add("names: " + row.sender() + " is called " + now);
          }
        }
      }
    } while (!wrong.isEmpty() && System.nanoTime() < deadline);
    return wrong;
  }
}

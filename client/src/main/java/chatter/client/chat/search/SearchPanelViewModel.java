package chatter.client.chat.search;

import chatter.client.chat.search.SearchPieces.Piece;
import chatter.client.chat.search.SearchPieces.Written;
import chatter.client.chat.sidebar.ConversationSummary;
import chatter.client.chat.switcher.FuzzyName;
import chatter.client.chat.switcher.FuzzyQuery;
import chatter.client.chat.switcher.SwitcherViewModel.Pause;
import chatter.client.net.SearchPage;
import chatter.client.ui.Futures;
import chatter.client.ui.Status;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.shared.api.SearchHit;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.ServerEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Looking for messages: a field, and below it what was found, or what the piece that is being
/// written can say. What was found stays while nobody looks. JavaFX application thread only.
public final class SearchPanelViewModel {
  /// So many are worth the look.
  static final int MOST_OFFERED = 8;

  private static final String HAS_FILE = "has:file";
  private static final int[] DAYS_AGO = {0, 1, 7, 30};

  /// What the panel asks of the chat.
  public interface Source {
    /// Who is signed in.
    AccountInfo me();

    /// Everybody of whom something was heard.
    Collection<AccountInfo> known();

    /// Asks the server for people by what they are called.
    CompletableFuture<List<AccountInfo>> people(String query);

    /// The server has told of people.
    void heardOf(List<AccountInfo> people);

    /// The reader's conversations.
    List<ConversationSummary> conversations();

    /// The conversation on the screen; empty if there is none.
    Optional<ConversationSummary> here();

    /// Asks for a page of messages.
    ///
    /// @param here in which conversation; null for all
    /// @param cursor the `next` of the page before; null for the newest
    CompletableFuture<SearchPage> messages(String text, Long here, String cursor);

    /// When the chat was heard last; null while it is there.
    Instant lastHeard();
  }

  /// What there is to show.
  ///
  /// @param written what stands in the field
  /// @param rows the lines below it, the last of which is the end
  /// @param chosen which of them Enter means; -1 for none
  /// @param offering whether the lines are what can be said, and not what was found
  /// @param calendar what a day can be chosen from; null where none is asked for
  /// @param everywhere whether all conversations are looked through
  /// @param mayChooseHere whether there is one conversation that can be
  /// @param hereName what that one is called on its button
  /// @param files whether only messages with files are wanted
  /// @param status how the search goes
  /// @param action what can be done at the end, in words; empty for nothing
  record State(
      Written written,
      List<SearchRow> rows,
      int chosen,
      boolean offering,
      Calendar calendar,
      boolean everywhere,
      boolean mayChooseHere,
      String hereName,
      boolean files,
      Status status,
      String action) {
    State {
      rows = List.copyOf(rows);
    }

    /// The line that Enter means.
    Optional<SearchRow> target() {
      return chosen >= 0 && chosen < rows.size() ? Optional.of(rows.get(chosen)) : Optional.empty();
    }
  }

  /// A month to choose a day from.
  ///
  /// @param day the one that is written; today if that is none
  record Calendar(LocalDate day, LocalDate today) {}

  private final Source source;
  private final Executor ui;
  private final Texts texts;
  private final TimeLabels labels;
  private final Pause peoplePause;
  private final MessageSearch search;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>();
  private Consumer<SearchHit> onGo = _ -> {};
  private Written written = new Written("", 0);

  /// For which text what can be said was put away; null for none.
  private String declined;

  private int chosen = -1;

  /// Whether a line was chosen by hand: it stays chosen when more are found.
  private boolean moved;

  private boolean active;

  /// @param ui runs what follows from the server's answers
  /// @param pause after the last letter, before messages are asked for
  /// @param peoplePause the same for people
  public SearchPanelViewModel(
      Source source, Executor ui, Texts texts, TimeLabels labels, Pause pause, Pause peoplePause) {
    this.source = source;
    this.ui = ui;
    this.texts = texts;
    this.labels = labels;
    this.peoplePause = peoplePause;
    search = new MessageSearch(source::messages, ui, texts, pause);
    search.stateProperty().subscribe(_ -> show());
  }

  /// What there is to show.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// Leads to a message that was chosen.
  public void setOnGo(Consumer<SearchHit> leads) {
    onGo = leads;
  }

  /// Whether anybody sees it: only then the server is asked.
  void setActive(boolean seen) {
    active = seen;
    moved = false;
    search.setActive(seen);
    show();
  }

  /// Looks in the conversation on the screen alone, or in all.
  public void within(boolean onlyHere) {
    search.within(onlyHere ? source.here().map(ConversationSummary::id).orElse(null) : null);
    show();
  }

  /// Chooses the conversation on the screen, or the one that was chosen before.
  void chooseHere() {
    within(true);
  }

  /// What stands in the field now.
  ///
  /// @param caret where one writes
  void write(String text, int caret) {
    boolean same = text.equals(written.text());
    Written next = new Written(text, Math.clamp(caret, 0, text.length()));
    if (next.equals(written)) {
      return;
    }
    written = next;
    if (!same) {
      moved = false;
      search.type(text);
      askForPeople();
    }
    show();
  }

  private void put(Written next) {
    declined = null;
    write(next.text(), next.caret());
  }

  private void askForPeople() {
    piece()
        .filter(piece -> piece.operator().equals("from") && !piece.typed().isBlank())
        .ifPresent(piece ->
            peoplePause.then(() -> {
              if (active && piece().filter(piece::equals).isPresent()) {
                ask(piece.typed().strip());
              }
            }));
  }

  private void ask(String name) {
    Futures.deliver(
        source.people(name),
        ui,
        (people, failure) -> {
          // Without an answer those who are known are offered.
          if (failure == null) {
            source.heardOf(people);
            show();
          }
        });
  }

  /// Begins to say something more.
  void begin(String operator) {
    put(SearchPieces.withOperator(written.text(), operator));
  }

  /// Wants messages with files alone, or all.
  void toggleFiles() {
    String text = written.text();
    put(
        Written.atEnd(
            SearchPieces.says(text, HAS_FILE)
                ? SearchPieces.without(text, HAS_FILE)
                : SearchPieces.apart(text) + HAS_FILE + " "));
  }

  /// Puts away what can be said.
  ///
  /// @return whether anything was offered for the piece that is being written
  boolean decline() {
    boolean offered = piece().map(this::offers).filter(rows -> !rows.isEmpty()).isPresent();
    if (offered) {
      declined = written.text();
      show();
    }
    return offered;
  }

  /// What is being written that something can be offered for.
  private Optional<Piece> piece() {
    return written.text().equals(declined)
        ? Optional.empty()
        : SearchPieces.at(written.text(), written.caret());
  }

  /// Chooses another line, so many further down; beyond an end it goes on at the other.
  void step(int by) {
    int size = state.get().rows().size() - 1;
    if (size > 0) {
      // From nowhere, up leads to the last one as from the first.
      int from = by < 0 ? Math.max(0, chosen) : chosen;
      choose(Math.floorMod(from + by, size));
    }
  }

  /// The same as far as there are any.
  void leap(int by) {
    int size = state.get().rows().size() - 1;
    if (size > 0) {
      choose(Math.clamp((long) chosen + by, 0, size - 1));
    }
  }

  private void choose(int place) {
    chosen = place;
    moved = true;
    publish(state.get().rows());
  }

  /// Enter: what is chosen; what was typed just now is asked for first.
  void enter() {
    if (search.stateProperty().get().asking() && piece().isEmpty()) {
      search.ask();
    } else {
      run(chosen);
    }
  }

  /// Does what a line is for.
  void run(int place) {
    List<SearchRow> rows = state.get().rows();
    if (place < 0 || place >= rows.size()) {
      return;
    }
    switch (rows.get(place)) {
      case SearchRow.Message message -> {
        choose(place);
        onGo.accept(message.hit());
      }
      case SearchRow.Operator operator -> begin(operator.operator());
      case SearchRow.Person person -> fill(person.value());
      case SearchRow.Conversation conversation -> fill(conversation.value());
      case SearchRow.Kind kind -> fill(kind.kind());
      case SearchRow.Day day -> fill(day.value());
      case SearchRow.Foot _ -> goOn();
    }
  }

  private void fill(String value) {
    piece().ifPresent(piece -> put(SearchPieces.withValue(written.text(), piece, value)));
  }

  /// What the end offers: the next page, or what failed once more.
  void goOn() {
    if (search.stateProperty().get().problem().isEmpty()) {
      search.more();
    } else {
      search.retry();
    }
  }

  /// The next page, because its place is near.
  void more() {
    MessageSearch.State now = search.stateProperty().get();
    // A page without anything in it would be asked for again and again.
    if (active && !state.get().offering() && !now.found().isEmpty()) {
      search.more();
    }
  }

  /// An entry of a conversation's log came.
  public void came(ServerEvent.Entry entry) {
    search.came(entry);
  }

  /// A conversation is not the reader's any more.
  public void drop(long conversation) {
    search.drop(conversation);
  }

  /// What was said in a conversation may be something else now.
  public void outdate(long conversation) {
    search.outdate(conversation);
  }

  /// Somebody goes by another name, perhaps.
  public void accountChanged(AccountInfo account) {
    search.accountChanged(account);
  }

  /// The server is there again.
  public void serverIsBack() {
    search.serverIsBack();
  }

  /// What is known of conversations may have changed, or which one is on the screen.
  public void refresh() {
    if (active) {
      show();
    }
  }

  private void show() {
    String key = moved ? state.get().target().map(SearchRow::key).orElse("") : "";
    Optional<Piece> piece = piece();
    List<SearchRow> offered = offered(piece);
    List<SearchRow> rows =
        new ArrayList<>(offered.isEmpty() ? found(search.stateProperty().get().found()) : offered);
    int kept =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).key().equals(key))
            .findFirst()
            .orElse(0);
    boolean none = rows.isEmpty() || (!offered.isEmpty() && piece.isEmpty() && !moved);
    chosen = none ? -1 : kept;
    rows.add(new SearchRow.Foot());
    publish(rows);
  }

  private void publish(List<SearchRow> rows) {
    MessageSearch.State now = search.stateProperty().get();
    boolean offering = rows.getFirst() instanceof SearchRow.Offer;
    Optional<ConversationSummary> here = source.here();
    boolean other = now.here() != null && here.filter(one -> one.id() == now.here()).isEmpty();
    state.set(
        new State(
            written,
            rows,
            chosen,
            offering,
            calendar(),
            now.here() == null,
            now.here() != null || here.isPresent(),
            other ? titleOf(now.here()) : texts.say("search.chip.here"),
            SearchPieces.says(written.text(), HAS_FILE),
            offering ? Status.NONE : status(now),
            offering ? "" : action(now)));
  }

  private Status status(MessageSearch.State now) {
    if (!now.problem().isEmpty()) {
      // Who is named may only be nobody here.
      return Status.problem(
          source.lastHeard() == null ? now.problem() : now.problem() + " " + keptNote());
    }
    if (!now.answered()) {
      return Status.good(now.asking() ? texts.say("app.loading") : "");
    }
    int size = now.found().size();
    String number =
        size > 0
            ? texts.say(now.more() ? "search.shown" : "search.results", size)
            : texts.say(now.more() ? "search.notYet" : "search.none");
    if (now.kept()) {
      return Status.good(number + " " + keptNote());
    }
    return Status.good(
        now.upTo() == null
            ? number
            : number + " " + texts.say("search.filling", labels.exact(now.upTo())));
  }

  /// That only what is on this computer is looked through.
  private String keptNote() {
    Instant heard = source.lastHeard();
    return heard == null
        ? texts.say("search.kept")
        : texts.say("search.keptAsOf", labels.brief(heard));
  }

  private String action(MessageSearch.State now) {
    if (!now.problem().isEmpty()) {
      return texts.say("app.tryAgain");
    }
    return now.more() && !now.asking() ? texts.say("search.more") : "";
  }

  private String titleOf(long conversation) {
    return source.conversations().stream()
        .filter(one -> one.id() == conversation)
        .map(ConversationSummary::title)
        .findFirst()
        .orElse("");
  }

  private List<SearchRow> found(List<SearchHit> hits) {
    Map<Long, String> titles =
        source.conversations().stream()
            .collect(Collectors.toMap(ConversationSummary::id, ConversationSummary::title));
    return hits.stream()
        .<SearchRow>map(hit ->
            new SearchRow.Message(
                hit, titles.getOrDefault(hit.conversation(), ""), labels.exact(hit.row().sentAt())))
        .toList();
  }

  /// What the piece can say; of all that can be asked for where nothing stands yet.
  private List<SearchRow> offered(Optional<Piece> piece) {
    if (piece.isPresent()) {
      return offers(piece.get());
    }
    return !written.text().isBlank() || written.text().equals(declined)
        ? List.of()
        : SearchPieces.OPERATORS.stream()
            .<SearchRow>map(operator ->
                new SearchRow.Operator(operator, texts.say("search.operator." + operator)))
            .toList();
  }

  private List<SearchRow> offers(Piece piece) {
    return switch (piece.operator()) {
      case "from" -> people(piece.typed());
      case "in" -> conversations(piece.typed());
      case "has" -> kinds(piece.typed());
      default -> days(piece.typed());
    };
  }

  private List<SearchRow> people(String typed) {
    Map<Long, AccountInfo> all = new LinkedHashMap<>();
    AccountInfo me = source.me();
    all.put(me.id(), me);
    source.known().forEach(one -> all.putIfAbsent(one.id(), one));
    Map<String, Long> names = counts(all.values().stream().map(AccountInfo::name));
    return best(all.values(), typed, AccountInfo::name)
        .<SearchRow>map(one ->
            new SearchRow.Person(
                one,
                one.id() == me.id() ? texts.say("members.you", one.name()) : one.name(),
                SearchPieces.isSayable(one.name()) && names.get(one.name()) == 1
                    ? one.name()
                    : "@" + one.id()))
        .toList();
  }

  private List<SearchRow> conversations(String typed) {
    List<ConversationSummary> all = source.conversations();
    Map<String, Long> titles =
        counts(all.stream().filter(SearchPanelViewModel::isRoom).map(ConversationSummary::title));
    return best(all, typed, ConversationSummary::title)
        .<SearchRow>map(one ->
            new SearchRow.Conversation(
                one,
                isRoom(one) && SearchPieces.isSayable(one.title()) && titles.get(one.title()) == 1
                    ? one.title()
                    : "#" + one.id()))
        .toList();
  }

  private static boolean isRoom(ConversationSummary conversation) {
    return conversation.kind() == ConversationKind.ROOM;
  }

  private static Map<String, Long> counts(Stream<String> names) {
    return names.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private List<SearchRow> kinds(String typed) {
    String begun = typed.toLowerCase(Locale.ROOT);
    return SearchPieces.KINDS.stream()
        .filter(kind -> kind.startsWith(begun) && !kind.equals(typed))
        .<SearchRow>map(kind -> new SearchRow.Kind(kind, texts.say("search.kind." + kind)))
        .toList();
  }

  private Calendar calendar() {
    LocalDate today = labels.today();
    return piece()
        .filter(piece -> SearchPieces.DATES.contains(piece.operator()))
        .map(piece -> new Calendar(day(piece.typed()).orElse(today), today))
        .orElse(null);
  }

  private static Optional<LocalDate> day(String typed) {
    try {
      return Optional.of(LocalDate.parse(typed)).filter(DayCalendar::has);
    } catch (DateTimeException notOne) {
      // A person is typing it.
      return Optional.empty();
    }
  }

  /// Writes a day that was chosen from the calendar.
  void choose(LocalDate day) {
    fill(day.toString());
  }

  private List<SearchRow> days(String typed) {
    LocalDate today = labels.today();
    return IntStream.of(DAYS_AGO)
        .<SearchRow>mapToObj(
            ago -> new SearchRow.Day(today.minusDays(ago).toString(), daysAgo(ago)))
        .filter(row ->
            row instanceof SearchRow.Day day
                && day.value().startsWith(typed)
                && !day.value().equals(typed))
        .toList();
  }

  private String daysAgo(int days) {
    return switch (days) {
      case 0 -> texts.say("day.today");
      case 1 -> texts.say("day.yesterday");
      default -> texts.say("search.daysAgo", days);
    };
  }

  private record Ranked<T>(int rank, T one) {}

  private static <T> Stream<T> best(Collection<T> all, String typed, Function<T, String> name) {
    FuzzyQuery query = FuzzyQuery.of(typed);
    if (query.terms().isEmpty()) {
      return all.stream().limit(MOST_OFFERED);
    }
    return all.stream()
        .flatMap(one ->
            new FuzzyName(name.apply(one))
                .match(query).map(match -> new Ranked<>(match.rank(), one)).stream())
        .sorted(Comparator.comparingInt(Ranked::rank))
        .limit(MOST_OFFERED)
        .map(Ranked::one);
  }
}

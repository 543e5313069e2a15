package chatter.server.benchmark.page;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// Conversations of the reader besides the Lobby: nine rooms for each direct.
final class Conversations {
  private static final int MESSAGES = 60;
  private static final int DIRECT_EVERY = 10;
  private static final int PEOPLE = 5;

  /// With the five a room's people are still told to each other.
  static final int CROWD = 190;

  /// In every seventh something is unread.
  private static final int UNREAD_EVERY = 7;

  private static final int UNREAD = 5;

  private Conversations() {}

  /// A conversation.
  ///
  /// @param title empty for a direct
  /// @param people those of the talkers who are in it, by their numbers
  record Place(long id, String title, List<Integer> people) {}

  /// What its messages say of a room, so that one sees whose they are.
  static String said(String title) {
    return title.isEmpty() ? "" : " in " + title;
  }

  /// Makes so many, with messages of the talkers in each.
  ///
  /// @param crowd other people's numbers, who are in the rooms made last, a room's worth in each
  static List<Place> make(
      TestServer server, TestUser reader, Talkers talkers, int count, List<Long> crowd) {
    List<Place> places = new ArrayList<>();
    List<List<Integer>> directs = List.copyOf(directs(talkers.users().size()));
    for (int i = 0; i < count; i++) {
      places.add(
          i % DIRECT_EVERY == DIRECT_EVERY - 1
              ? direct(server, reader, talkers.users(), directs.get(i / DIRECT_EVERY))
              : room(reader, talkers.users(), "Room " + i));
    }
    List<Place> rooms = places.stream().filter(place -> !place.title().isEmpty()).toList();
    for (int i = 0; i * CROWD < crowd.size(); i++) {
      List<Long> some = crowd.subList(i * CROWD, Math.min(crowd.size(), (i + 1) * CROWD));
      Place room = rooms.get(rooms.size() - 1 - i);
      HttpResponse<String> answer =
          server
              .http()
              .post(
                  "/api/conversations/" + room.id() + "/members",
                  talkers.users().getFirst().token(),
                  new AccountsRequest(some));
      var _ = TestHttp.body(200, ConversationResponse.class, answer);
    }
    for (Place place : places) {
      talkers.fill(place, MESSAGES);
    }
    talkers.awaitStored();
    read(reader, places);
    return places;
  }

  private static Place room(TestUser reader, List<TestUser> users, String title) {
    TestUser[] others = users.subList(1, PEOPLE).toArray(new TestUser[PEOPLE]);
    others[PEOPLE - 1] = reader;
    long id = users.getFirst().makeRoom(title, Visibility.OPEN, others).id();
    return new Place(id, title, IntStream.range(0, PEOPLE).boxed().toList());
  }

  /// Each with the reader, then each two of them: no set of people twice.
  private static SequencedSet<List<Integer>> directs(int users) {
    SequencedSet<List<Integer>> sets = new LinkedHashSet<>();
    for (int apart = 0; apart < users; apart++) {
      for (int i = 0; i + apart < users; i++) {
        sets.add(apart == 0 ? List.of(i) : List.of(i, i + apart));
      }
    }
    return sets;
  }

  private static Place direct(
      TestServer server, TestUser reader, List<TestUser> users, List<Integer> with) {
    TestUser maker = users.get(with.getFirst());
    List<Long> accounts = new ArrayList<>(List.of(reader.id()));
    with.stream().skip(1).map(i -> users.get(i).id()).forEach(accounts::add);
    HttpResponse<String> answer =
        server.http().post("/api/directs", maker.token(), new AccountsRequest(accounts));
    long id = TestHttp.body(201, ConversationResponse.class, answer).conversation().id();
    // For the others it is there with its first message.
    return new Place(id, "", List.of(with.getFirst()));
  }

  private static void read(TestUser reader, List<Place> places) {
    TestConnection phone = reader.connect();
    for (int i = 0; i < places.size(); i++) {
      // The maker's entry comes before the messages of a room.
      long newest = MESSAGES + (places.get(i).title().isEmpty() ? 0L : 1L);
      long seq = i % UNREAD_EVERY == 0 ? newest - UNREAD : newest;
      phone.command(new MarkRead(null, places.get(i).id(), seq));
      var _ = phone.awaits(ServerEvent.ReadMoved.class);
    }
    phone.close();
  }
}

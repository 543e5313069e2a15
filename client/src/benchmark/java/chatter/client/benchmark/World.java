package chatter.client.benchmark;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.KnownServersFile;
import chatter.client.prefs.SavedLogin;
import chatter.server.ServerProcess;
import chatter.server.figures.Crowd;
import chatter.shared.api.LoginResponse;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.imageio.ImageIO;

/// A real server in a process of its own, with a dozen people who have pictures and a room full of
/// messages, and perhaps hundreds of other conversations. The first of the people is the one at the
/// app.
final class World implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "Ada Brandt",
          "Omar Haddad",
          "Lena Fischer",
          "Tom Okafor",
          "Mia Rossi",
          "Jonas Lind",
          "Priya Nair",
          "Carlos Vega",
          "Emma Dubois",
          "Noah Weiss",
          "Sofia Novak",
          "Ben Carter");

  /// What the person at the app signs in with.
  static final String EMAIL = "person0@example.org";

  static final String PASSWORD = "benchmark-7f3a91";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// With those of the dozen a room's people are still told to each other.
  private static final int CROWD_IN_ROOM = 185;

  private final ServerProcess server;
  private final List<LoginResponse> people;
  private final List<Seed.Place> places;

  private World(ServerProcess server, List<LoginResponse> people, List<Seed.Place> places) {
    this.server = server;
    this.people = people;
    this.places = places;
  }

  /// Makes one.
  ///
  /// @param folder an empty folder for the server's data
  /// @param messages how many are in the first room
  /// @param more how many conversations there are besides it
  /// @param messagesEach how many are in each of them
  static World in(Path folder, int messages, int more, int messagesEach) throws Exception {
    return in(folder, messages, Words::message, more, messagesEach, 0);
  }

  /// The same with thousands of other people, all of them in rooms of the one at the app: those
  /// listed first, a room's worth in each.
  ///
  /// @param crowd how many
  static World crowded(Path folder, int messages, int more, int messagesEach, int crowd)
      throws Exception {
    return in(folder, messages, Words::message, more, messagesEach, crowd);
  }

  /// Into how many rooms a crowd goes.
  static int crowdedRooms(int crowd) {
    return Math.ceilDiv(crowd, CROWD_IN_ROOM);
  }

  /// Makes one with one room, in which people write with quotes, lists, code, links and the like.
  static World formatted(Path folder, int messages) throws Exception {
    return in(folder, messages, Words::formatted, 0, 0, 0);
  }

  private static World in(
      Path folder,
      int messages,
      Function<Random, String> words,
      int more,
      int messagesEach,
      int crowd)
      throws Exception {
    List<LoginResponse> people;
    try (ServerProcess first = serve(folder)) {
      people = signUp(ServerAddress.local(first.port()));
      ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroy);
      var _ = first.exitCode(PATIENCE);
    }
    List<Long> ids = people.stream().map(person -> person.account().id()).toList();
    Seed seed = new Seed(folder.resolve("chatter.db"), ids);
    seed.fill(messages, words);
    List<Seed.Place> places = seed.add(more, messagesEach);
    List<Seed.Place> rooms = places.stream().filter(place -> !place.title().isEmpty()).toList();
    seed.crowd(rooms, Crowd.add(seed.database(), crowd), CROWD_IN_ROOM);
    return new World(serve(folder), people, places);
  }

  private static ServerProcess serve(Path folder) {
    // Nobody is to be slowed down here: an hour's messages come in a few minutes.
    List<String> arguments =
        new ArrayList<>(List.of("--port", "0", "--data", folder.toString(), "--bcrypt-cost", "4"));
    for (String limit :
        List.of(
            "sends-per-second",
            "frames-per-second",
            "requests-per-second",
            "registrations-per-minute",
            "logins-per-minute")) {
      arguments.add("--limit");
      arguments.add(limit + "=0");
    }
    return ServerProcess.start(Map.of(), List.of(), arguments.toArray(String[]::new));
  }

  private static List<LoginResponse> signUp(ServerAddress address) throws Exception {
    List<LoginResponse> people = new ArrayList<>();
    try (ServerApi api = new ServerApi(address)) {
      for (int i = 0; i < NAMES.size(); i++) {
        String email = "person" + i + "@example.org";
        await(api.register(NAMES.get(i), email, PASSWORD));
        LoginResponse login = await(api.login(email, PASSWORD, "benchmark"));
        AccountApi account = api.as(new SessionToken(login.token()));
        await(account.setAvatar(picture(i)));
        people.add(login);
      }
    }
    return people;
  }

  private static <T> T await(java.util.concurrent.CompletableFuture<T> call) throws Exception {
    return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static byte[] picture(int person) throws IOException {
    BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.getHSBColor(person / 12f, 0.5f, 0.8f));
    pen.fillRect(0, 0, 256, 256);
    pen.setColor(Color.WHITE);
    pen.fillOval(78, 50, 100, 100);
    pen.fillOval(38, 160, 180, 180);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /// Makes a folder for the app in which its person is signed in already.
  Path signedIn(Path folder) throws IOException {
    try (ClientFolder made = ClientFolder.take(folder).orElseThrow()) {
      LoginResponse me = people.getFirst();
      String address = address().display();
      SavedLogin login =
          new SavedLogin(
              "benchmark",
              me.token(),
              me.account().id(),
              me.account().name(),
              me.account().email());
      new KnownServersFile(made.path())
          .save(List.of(new KnownServer(address, "", List.of(address), "", login, Instant.now())));
    }
    return folder;
  }

  ServerAddress address() {
    return ServerAddress.local(server.port());
  }

  /// What the person at the app signed in with.
  SessionToken token() {
    return new SessionToken(people.getFirst().token());
  }

  /// The conversations besides the first room.
  List<Seed.Place> places() {
    return places;
  }

  /// Everybody but the person at the app, to write in the first room; or in all the others, if
  /// there are any.
  List<Traffic.Writer> writers() {
    List<Seed.Place> all =
        places.isEmpty()
            ? List.of(
                new Seed.Place(1, "", people.stream().map(one -> one.account().id()).toList()))
            : places;
    return people.stream()
        .skip(1)
        .map(person ->
            new Traffic.Writer(
                person.token(),
                all.stream().filter(one -> one.people().contains(person.account().id())).toList()))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}

package chatter.client.copy;

import chatter.client.net.http.AccountApi;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerAddress;
import chatter.client.net.http.ServerApi;
import chatter.client.net.http.SessionToken;
import chatter.server.backup.Backup;
import chatter.server.backup.Restore;
import chatter.server.checker.ServerInTrial;
import chatter.server.faults.FaultProxy;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.LoginResponse;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.Visibility;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// A desktop whose copy is held against what the server says, while three people write, change,
/// delete and rename at random and harm is done to the network, the server and the desktop. The
/// seed brings the same commands and the same harm, though not the same threads.
///
/// Public, and with nothing of this package in what is called, so that it can be run with other
/// classes of the package than the project's.
public final class CopyTrial implements AutoCloseable {
  /// What may happen.
  public enum Harm {
    NOTHING,
    CUTS,
    AWAY,
    RESTART,
    KILL,
    SERVER_KILLED,
    TOO_MUCH_MISSED,
    RESTORE,
    REMOVED
  }

  private static final long PATIENCE_SECONDS = 60;
  private static final List<String> EMOJI = List.of("👍", "🎉", "😀");

  /// More than are replayed in one conversation.
  private static final int TOO_MUCH = 1_010;

  private static final int KILL_WITHIN_ROUNDS = 60;

  /// A message that was stored.
  private record Said(long conversation, long seq, TrialPerson by) {}

  private final ServerInTrial server;
  private final Path folder;
  private final Random random;

  /// Tells these people and rooms from those of other trials at the same server.
  private final String run;

  private final ServerApi direct;
  private final FaultProxy network;
  private final ServerApi throughNetwork;
  private final List<TrialPerson> people = new ArrayList<>();
  private final TrialPerson host;
  private final TrialPerson self;
  private final TrialDesktop desktop;
  private final CopyChecks checks;
  private final Set<Long> mine = new TreeSet<>();
  private final long closed;

  private final List<Said> said = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentHashMap<Long, Long> newest = new ConcurrentHashMap<>();
  private final List<CompletableFuture<?>> underWay = new ArrayList<>();
  private int backups;

  /// Makes accounts and conversations of its own at the server.
  public CopyTrial(ServerInTrial server, Path folder, long seed) throws Exception {
    this.server = server;
    this.folder = Files.createDirectories(folder);
    random = new Random(seed);
    direct = new ServerApi(ServerAddress.local(server.port()));
    network = FaultProxy.to(server::port);
    throughNetwork = new ServerApi(ServerAddress.local(network.port()));
    run = HexFormat.of().toHexDigits(System.nanoTime());
    for (String name : List.of("ada", "ben", "cleo")) {
      String email = name + "." + run + "@example.org";
      await(direct.register(name + " " + run, email, TrialPerson.PASSWORD));
      people.add(new TrialPerson(direct, email));
    }
    // Ada on another device: what she does there is her own here too.
    self = people.get(0);
    host = people.get(1);
    TrialPerson third = people.get(2);
    var rooms = host.account().conversations(CopyTrial::same);
    List<Long> all = List.of(self.id(), third.id());
    long open = await(rooms.makeRoom("Open " + run, "", Visibility.OPEN, all)).id();
    closed = await(rooms.makeRoom("Closed " + run, "", Visibility.PRIVATE, all)).id();
    long two = await(rooms.direct(List.of(self.id()))).id();
    mine.addAll(List.of(ConversationInfo.LOBBY, open, closed, two));
    for (long one : mine) {
      post(host, one);
    }
    settleCommands();
    LoginResponse login =
        await(direct.login("ada." + run + "@example.org", TrialPerson.PASSWORD, "desktop"));
    AccountApi near = direct.as(new SessionToken(login.token()));
    desktop =
        new TrialDesktop(
            throughNetwork.as(new SessionToken(login.token())),
            near,
            self.id(),
            this.folder.resolve("desktop"));
    checks = new CopyChecks(near);
  }

  private static <T> CompletableFuture<T> same(CompletableFuture<T> call) {
    return call;
  }

  private static <T> T await(CompletableFuture<T> call) throws Exception {
    return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Does harm, lets all heal, and holds the copy against the server.
  ///
  /// @return what is wrong, a line each
  public List<String> step(String harm) throws Exception {
    Harm one = Harm.valueOf(harm);
    List<String> wrong = new ArrayList<>();
    desktop.awaitLive();
    some(15);
    switch (one) {
      case NOTHING -> some(30);
      case CUTS -> cuts();
      case AWAY -> away();
      case RESTART -> restart();
      case KILL -> kill();
      case SERVER_KILLED -> {
        some(10);
        server.kill();
        server.start();
      }
      case TOO_MUCH_MISSED -> tooMuch();
      case RESTORE -> restore();
      case REMOVED -> removed(wrong);
    }
    wrong.addAll(checked(one));
    return wrong;
  }

  /// The names of everybody, which come when they come.
  public List<String> names() throws Exception {
    desktop.awaitLive();
    return checks.names(desktop, mine);
  }

  private List<String> checked(Harm after) throws Exception {
    settle();
    return checks.of(desktop, mine, random).stream()
        .map(line -> line + " (after " + after.name().toLowerCase(Locale.ROOT) + ")")
        .toList();
  }

  private void cuts() {
    for (int i = 0; i < 4; i++) {
      some(8);
      network.cut();
    }
  }

  private void away() throws Exception {
    network.refuse();
    some(30);
    settleCommands();
    network.heal();
  }

  private void restart() throws Exception {
    desktop.close();
    some(30);
    if (random.nextBoolean()) {
      settleCommands();
    }
    desktop.open();
  }

  private void kill() throws Exception {
    // One entry takes a handful of writes.
    desktop.killAfter(random.nextInt(60));
    for (int i = 0; i < KILL_WITHIN_ROUNDS && !desktop.killed(); i++) {
      some(3);
      settleCommands();
    }
    desktop.openKilled();
  }

  private void tooMuch() throws Exception {
    boolean closes = random.nextBoolean();
    if (closes) {
      desktop.close();
    } else {
      network.refuse();
    }
    some(20);
    settleCommands();
    Said one = said.getLast();
    for (int i = 0; i < TOO_MUCH; i++) {
      boolean on = i % 2 == 0;
      does(
          one.by(),
          one.conversation(),
          (id, command) ->
              new ClientCommand.React(id, one.conversation(), command, one.seq(), "👀", on));
    }
    some(10);
    settleCommands();
    network.heal();
    if (closes) {
      desktop.open();
    }
  }

  private void restore() throws Exception {
    settleCommands();
    Path file = folder.resolve("backup-" + ++backups);
    var _ = Backup.take(server.data(), file);
    some(20);
    settleCommands();
    server.end();
    var _ = Restore.of(file, server.data());
    // What is known of messages is not true any more.
    said.clear();
    newest.clear();
    server.start();
  }

  private void removed(List<String> wrong) throws Exception {
    boolean unseen = random.nextBoolean();
    var rooms = host.account().conversations(CopyTrial::same);
    if (unseen) {
      network.refuse();
    }
    await(rooms.removeMember(closed, self.id()));
    mine.remove(closed);
    some(15);
    if (!unseen) {
      wrong.addAll(checked(Harm.REMOVED));
    }
    post(host, closed);
    settleCommands();
    await(rooms.addMembers(closed, List.of(self.id())));
    mine.add(closed);
    network.heal();
    some(10);
  }

  /// All is well again, everybody comes to rest, and the desktop has heard of everything.
  private void settle() throws Exception {
    network.heal();
    people.forEach(TrialPerson::tryNow);
    settleCommands();
    desktop.awaitLive();
    desktop.awaitPages();
    for (long one : mine) {
      post(host, one);
    }
    settleCommands();
    for (long one : mine) {
      desktop.awaitEntry(one, newest.get(one));
    }
  }

  private void settleCommands() throws Exception {
    for (CompletableFuture<?> one : underWay) {
      await(one);
    }
    underWay.clear();
  }

  /// Some commands of anybody, and some reading between them. Does not wait for them.
  private void some(int count) {
    for (int i = 0; i < count; i++) {
      act();
      if (random.nextInt(3) == 0) {
        long conversation = any(List.copyOf(mine));
        if (random.nextBoolean()) {
          desktop.reads(conversation, query(conversation));
        } else {
          desktop.readsLate(conversation, query(conversation));
        }
      }
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private HistoryQuery query(long conversation) {
    return CopyChecks.query(random, newest.getOrDefault(conversation, 1L));
  }

  private void act() {
    TrialPerson person = any(people);
    Said about = said.isEmpty() ? null : any(List.copyOf(said));
    int dice = random.nextInt(100);
    if (about == null || dice < 50) {
      // Whoever is not in there is refused.
      post(person, any(List.copyOf(mine)));
      return;
    }
    long conversation = about.conversation();
    long seq = about.seq();
    if (dice < 64) {
      does(
          about.by(),
          conversation,
          (id, command) -> new ClientCommand.EditMessage(id, conversation, command, seq, text()));
    } else if (dice < 74) {
      does(
          about.by(),
          conversation,
          (id, command) -> new ClientCommand.DeleteMessage(id, conversation, command, seq));
    } else if (dice < 90) {
      String emoji = any(EMOJI);
      boolean on = random.nextInt(3) > 0;
      does(
          person,
          conversation,
          (id, command) -> new ClientCommand.React(id, conversation, command, seq, emoji, on));
    } else if (dice < 95) {
      boolean on = random.nextBoolean();
      does(
          person,
          conversation,
          (id, command) -> new ClientCommand.PinMessage(id, conversation, command, seq, on));
    } else if (dice < 98) {
      underWay.add(
          host.account()
              .conversations(CopyTrial::same)
              .change(closed, new ChangeRoomRequest(null, text(), null, null, null))
              // One that got no answer is as good as any.
              .handle((_, _) -> true));
    } else {
      underWay.add(
          person
              .account()
              .rename("name " + run + " " + random.nextInt(1_000))
              .handle((_, _) -> true));
    }
  }

  private void post(TrialPerson person, long conversation) {
    does(
        person,
        conversation,
        (id, command) ->
            new ClientCommand.SendMessage(id, conversation, command, text(), null, null));
  }

  private void does(
      TrialPerson person, long conversation, BiFunction<Long, String, ClientCommand> command) {
    String commandId = new UUID(random.nextLong(), random.nextLong()).toString();
    // The same words each time it is tried.
    ClientCommand first = command.apply(1L, commandId);
    underWay.add(
        person
            .does(id -> numbered(first, id))
            .thenAccept(answer -> {
              if (answer instanceof ServerEvent.Ack ack && ack.seq() != null) {
                newest.merge(conversation, ack.seq(), Math::max);
                if (first instanceof ClientCommand.SendMessage) {
                  said.add(new Said(conversation, ack.seq(), person));
                }
              }
            }));
  }

  private static ClientCommand numbered(ClientCommand command, long id) {
    return switch (command) {
      case ClientCommand.SendMessage one ->
          new ClientCommand.SendMessage(
              id, one.conversation(), one.commandId(), one.body(), one.replyTo(), one.files());
      case ClientCommand.EditMessage one ->
          new ClientCommand.EditMessage(
              id, one.conversation(), one.commandId(), one.message(), one.body());
      case ClientCommand.DeleteMessage one ->
          new ClientCommand.DeleteMessage(id, one.conversation(), one.commandId(), one.message());
      case ClientCommand.React one ->
          new ClientCommand.React(
              id, one.conversation(), one.commandId(), one.message(), one.emoji(), one.on());
      case ClientCommand.PinMessage one ->
          new ClientCommand.PinMessage(
              id, one.conversation(), one.commandId(), one.message(), one.on());
      default -> throw new IllegalArgumentException(command.toString());
    };
  }

  /// A text with a key of its own, short or long, by which it is found in files.
  private String text() {
    String key = CopyChecks.KEY + HexFormat.of().toHexDigits(random.nextLong());
    int words = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(12);
    return key + " and".repeat(words);
  }

  @Override
  public void close() {
    desktop.close();
    people.forEach(TrialPerson::close);
    throughNetwork.close();
    network.close();
    direct.close();
  }
}

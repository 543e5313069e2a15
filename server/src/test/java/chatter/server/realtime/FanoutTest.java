package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets what in which order, whatever is committed while a room is being served.
final class FanoutTest {
  private static final long ROOM = 7;
  private static final byte[] LIVE = Codec.encodeUtf8(new ServerEvent.Live());
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00.000Z");

  private final ConnectionRegistry registry = new ConnectionRegistry();
  private final Fanout fanout = new Fanout(registry);
  private final Map<Long, Long> newest = new HashMap<>();
  private long commands;

  @Test
  void ackComesWhileTheRoomIsStillServed() {
    List<Socket> sockets = crowd(1_000, Set.of(ROOM));
    Socket writer = sockets.getFirst();
    Socket last = sockets.getLast();
    post(writer, ROOM);
    List<Integer> seenByTheLast = new ArrayList<>();
    fanout.flush(
        0,
        () -> {
          if (writer.acks() == 1) {
            post(writer, ROOM);
          } else if (writer.acks() == 2) {
            seenByTheLast.add(last.messages(ROOM).size());
          }
        });
    assertEquals(2, writer.acks());
    assertEquals(0, seenByTheLast.getFirst(), "the second ack waited for the whole room");
    assertEquals(List.of(1L), last.messages(ROOM));
    fanout.flush(0);
    assertEquals(List.of(1L, 2L), last.messages(ROOM));
    assertEquals(List.of(1L, 2L), writer.messages(ROOM));
  }

  @Test
  void whoWasNotServedYetGetsNothingAhead() {
    List<Socket> sockets = crowd(500, Set.of(ROOM));
    Socket late = sockets.getLast();
    post(sockets.getFirst(), ROOM);
    boolean[] posted = new boolean[1];
    fanout.flush(
        0,
        () -> {
          if (!posted[0]) {
            posted[0] = true;
            post(late, ROOM);
          }
        });
    fanout.flush(0);
    assertEquals(
        List.of("message 1", "ack", "message 2"),
        late.received.stream().map(FanoutTest::brief).toList());
  }

  @Test
  void flushAloneSendsWhatWasCollectedAndLooksForNothingNew() {
    List<Socket> sockets = crowd(100, Set.of(ROOM));
    post(sockets.getFirst(), ROOM);
    fanout.flush(0);
    assertTrue(fanout.isEmpty());
    sockets.forEach(s -> assertEquals(List.of(1L), s.messages(ROOM)));
  }

  @Test
  void thousandsWhoComeMeanwhileDoNotKeepAnAckBack() {
    List<Socket> sockets = crowd(1_000, Set.of(ROOM));
    Socket writer = sockets.getFirst();
    List<Socket> coming = LongStream.range(2_000, 2_500).mapToObj(this::resuming).toList();
    post(writer, ROOM);
    List<Integer> seenByTheLast = new ArrayList<>();
    fanout.flush(
        0,
        () -> {
          if (writer.acks() == 1) {
            coming.forEach(socket -> fanout.direct(socket.connection, LIVE));
            post(writer, ROOM);
          } else {
            seenByTheLast.add(sockets.getLast().messages(ROOM).size());
          }
        });
    assertEquals(2, writer.acks());
    assertEquals(0, seenByTheLast.getFirst());
  }

  /// People become live while something is collected and not sent: what the replay brought is left
  /// out, and everything after it comes once, behind what was for them alone.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whoBecomesLiveInTheMiddleGetsTheRestOnceInOrder(long seed) {
    Random random = new Random(seed);
    List<Socket> sockets = new ArrayList<>(crowd(40, Set.of(ROOM)));
    Map<Socket, Long> replayed = new HashMap<>();
    List<Socket> resuming = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> post(sockets.get(random.nextInt(sockets.size())), ROOM);
        case 2 -> fanout.flush(0);
        case 3 -> {
          // Half of them are a second connection of somebody who is here.
          long account = random.nextBoolean() ? 1 + random.nextInt(40) : 100 + i;
          Socket socket = resuming(account);
          fanout.flushDirect(socket.connection, 0);
          replayed.put(socket, newest.getOrDefault(ROOM, 0L));
          fanout.direct(socket.connection, LIVE);
          resuming.add(socket);
        }
        default -> {
          if (!resuming.isEmpty()) {
            Socket socket = resuming.remove(random.nextInt(resuming.size()));
            fanout.flushDirect(socket.connection, 0);
            socket.connection.covered(Map.of(ROOM, replayed.get(socket)));
            List<byte[]> held = socket.connection.release(Long.MAX_VALUE);
            assertTrue(socket.connection.live());
            fanout.send(socket.connection, held, false, 0);
            sockets.add(socket);
          }
        }
      }
    }
    fanout.flush(0);
    assertTrue(sockets.size() > 60);
    for (Socket socket : sockets) {
      long after = replayed.getOrDefault(socket, 0L);
      assertEquals(
          LongStream.rangeClosed(after + 1, newest.get(ROOM)).boxed().toList(),
          socket.messages(ROOM));
      if (replayed.containsKey(socket)) {
        assertEquals(new ServerEvent.Live(), socket.received.getFirst());
      }
      assertTrue(socket.ownMessagesAreNamed());
    }
  }

  /// Several rooms, people in one or more of them, and commits at any moment.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everybodyGetsEverythingOnceInOrder(long seed) {
    Random random = new Random(seed);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Set<Long> rooms =
          LongStream.rangeClosed(1, 4)
              .filter(room -> room == 1 || random.nextInt(3) == 0)
              .boxed()
              .collect(Collectors.toSet());
      sockets.add(socket(i / 2 + 1, rooms));
    }
    for (int round = 0; round < 20; round++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        postAnywhere(random, sockets);
      }
      fanout.flush(
          0,
          () -> {
            while (random.nextInt(3) == 0) {
              postAnywhere(random, sockets);
            }
          });
    }
    fanout.flush(0);
    for (Socket socket : sockets) {
      for (long room : socket.connection.conversations) {
        assertEquals(
            LongStream.rangeClosed(1, newest.getOrDefault(room, 0L)).boxed().toList(),
            socket.messages(room));
      }
      socket.assertAcksComeFirst();
    }
    assertTrue(newest.values().stream().mapToLong(n -> n).sum() > 40);
  }

  private void postAnywhere(Random random, List<Socket> sockets) {
    Socket writer = sockets.get(random.nextInt(sockets.size()));
    List<Long> rooms = List.copyOf(writer.connection.conversations);
    post(writer, rooms.get(random.nextInt(rooms.size())));
  }

  /// As the writer's thread does it: the answer, and then the message.
  private void post(Socket writer, long room) {
    long seq = newest.merge(room, 1L, Long::sum);
    commands++;
    Ack ack = new Ack(commands, room, "id" + commands, seq, NOW, false);
    fanout.direct(new DirectLine(writer.connection, Codec.encodeUtf8(ack)));
    fanout.publish(
        new EntryLine(
            new MessagePosted(
                room,
                seq,
                new AccountInfo(writer.connection.account(), "Ada", null, null),
                "text " + commands,
                NOW,
                null,
                "id" + commands)));
  }

  private List<Socket> crowd(int size, Set<Long> rooms) {
    return LongStream.rangeClosed(1, size).mapToObj(account -> socket(account, rooms)).toList();
  }

  private Socket socket(long account, Set<Long> rooms) {
    Socket socket = resuming(account, rooms);
    socket.connection.live();
    return socket;
  }

  private Socket resuming(long account) {
    return resuming(account, Set.of(ROOM));
  }

  private Socket resuming(long account, Set<Long> rooms) {
    Socket socket = new Socket();
    socket.connection = ReceivingTransport.connection(account, socket);
    registry.add(socket.connection);
    socket.connection.resuming(rooms);
    registry.subscribe(socket.connection, rooms);
    return socket;
  }

  private static String brief(ServerEvent event) {
    return switch (event) {
      case Ack ack -> "ack";
      case MessagePosted message -> "message " + message.seq();
      default -> event.toString();
    };
  }

  private static final class Socket extends ReceivingTransport {
    private Connection connection;

    int acks() {
      return (int) received.stream().filter(Ack.class::isInstance).count();
    }

    List<Long> messages(long room) {
      return received.stream()
          .filter(e -> e instanceof MessagePosted m && m.conversation() == room)
          .map(e -> ((MessagePosted) e).seq())
          .toList();
    }

    /// A sender's own messages come with the id that it gave them, on all its connections, and
    /// nobody else's do.
    boolean ownMessagesAreNamed() {
      return received.stream()
          .filter(MessagePosted.class::isInstance)
          .map(MessagePosted.class::cast)
          .allMatch(m -> m.sender().id() == connection.account() == (m.commandId() != null));
    }

    /// Each answer stands right before the message that it is about.
    void assertAcksComeFirst() {
      for (int i = 0; i < received.size(); i++) {
        if (received.get(i) instanceof Ack ack) {
          assertEquals(
              ack.commandId(),
              received.get(i + 1) instanceof MessagePosted m ? m.commandId() : null);
        }
      }
    }
  }
}

package chatter.client.benchmark;

import chatter.client.chat.message.ChatMessage;
import chatter.client.copy.MessageCopy;
import chatter.client.net.ConnectionState;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.HistoryQuery;
import chatter.client.net.http.ServerAddress;
import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.KnownServersFile;
import chatter.client.prefs.SavedLogin;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// A folder for the app of somebody who is signed in and has read a whole room, at a server that is
/// not there any more.
final class KeptRoom {
  private static final int SEED = 5;
  private static final Duration APART = Duration.ofSeconds(71);
  private static final String EPOCH = "epoch";
  private static final AccountInfo ME = new AccountInfo(1, "Ada Brandt", World.EMAIL, null);
  private static final List<AccountInfo> PEOPLE =
      List.of(
          ME.publicView(),
          new AccountInfo(2, "Omar Haddad", null, null),
          new AccountInfo(3, "Lena Fischer", null, null),
          new AccountInfo(4, "Tom Okafor", null, null));

  private KeptRoom() {}

  /// Makes it.
  ///
  /// @param messages how many were read
  static Path in(Path folder, int messages) throws IOException {
    String address;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = ServerAddress.local(nobody.getLocalPort()).display();
    }
    SavedLogin login =
        new SavedLogin("benchmark", UUID.randomUUID().toString(), ME.id(), ME.name(), ME.email());
    try (ClientFolder made = ClientFolder.take(folder).orElseThrow()) {
      new KnownServersFile(made.path())
          .save(List.of(new KnownServer(address, "", List.of(address), "", login, Instant.now())));
      try (MessageCopy copy =
          new MessageCopy(
              made.account(login.folder(), login.account()),
              ME.id(),
              ChatMessage::folded,
              Clock.systemUTC(),
              Long.MAX_VALUE)) {
        fill(copy, messages);
      }
    }
    return folder;
  }

  private static void fill(MessageCopy copy, int messages) {
    ConversationInfo lobby =
        new ConversationInfo(
            ConversationInfo.LOBBY,
            ConversationKind.ROOM,
            "Lobby",
            messages,
            messages,
            PEOPLE.size());
    copy.heard(new SessionEvent.ConnectionChanged(ConnectionState.CATCHING_UP, null));
    copy.heard(
        new SessionEvent.Welcomed(
            ME, List.of(lobby), Limits.BODY_CODE_POINTS, null, NotificationSettings.USUAL, EPOCH));
    Random random = new Random(SEED);
    Instant newest = Instant.now();
    for (int after = 0; after < messages; after += Limits.HISTORY_PAGE) {
      List<ServerEvent.Row> rows = new ArrayList<>();
      int last = Math.min(messages, after + Limits.HISTORY_PAGE);
      for (int seq = after + 1; seq <= last; seq++) {
        rows.add(
            new MessagePosted(
                lobby.id(),
                seq,
                PEOPLE.get(random.nextInt(PEOPLE.size())),
                Words.message(random) + Seed.NUMBER_MARK + seq,
                newest.minus(APART.multipliedBy(messages - seq)),
                null,
                null));
      }
      copy.fetched(
          EPOCH,
          lobby.id(),
          new HistoryQuery.After(after, Limits.HISTORY_PAGE),
          new HistoryPage(rows, messages, after > 0, last < messages));
    }
    copy.keep(List.of(lobby), lobby.id());
    // Which waits for all of it: to close does so for a few seconds only.
    if (copy.page(lobby.id(), new HistoryQuery.Before(messages, 1), true).join().isEmpty()) {
      throw new AssertionError("the room was not kept");
    }
  }
}

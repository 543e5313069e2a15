package chatter.server.cluster;

import chatter.server.account.Account;
import chatter.server.realtime.Audience;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ServerEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/// One thing that the people at every server are told. Written as one line: a letter for its kind,
/// then what it has, the last as JSON if it is an event.
sealed interface Fact {
  /// As it is written.
  String line();

  /// Gets it ready to be told. What there is to be read is read now: while something is told all
  /// else waits, and nobody could tell it later if that failed.
  ///
  /// @return tells it to those who are here
  /// @throws RuntimeException if it cannot be read at the moment
  Runnable ready(Audience audience, Lookup lookup);

  /// What a server has to ask for itself.
  ///
  /// @param account an account as it is now
  /// @param settings reads again what the chat is called and who may join
  record Lookup(LongFunction<Optional<Account>> account, Runnable settings) {}

  /// Reads a line.
  ///
  /// @return empty if it is of a kind that this program does not know, as from a newer one
  /// @throws RuntimeException if it is none
  static Optional<Fact> read(String line) {
    String rest = line.length() > 2 ? line.substring(2) : "";
    return switch (line.charAt(0)) {
      case 'E' -> event(rest, ServerEvent.Entry.class).map(Stored::new);
      case 'R' -> event(rest, ServerEvent.ReadMoved.class).map(ReadMoved::new);
      case 'J' -> {
        String[] parts = rest.split(" ", 2);
        yield event(parts[1], ServerEvent.ConversationAdded.class)
            .map(added -> new Joined(added.conversation(), ids(parts[0])));
      }
      case 'L' -> {
        String[] parts = rest.split(" ", 3);
        yield Optional.of(new Left(id(parts[0]), id(parts[1]), id(parts[2])));
      }
      case 'M' -> {
        String[] parts = rest.split(" ", 3);
        yield event(parts[2], ServerEvent.MineChanged.class)
            .map(event -> new MineChanged(id(parts[0]), event, id(parts[1])));
      }
      case 'N' -> {
        String[] parts = rest.split(" ", 2);
        yield event(parts[1], ServerEvent.NotificationsChanged.class)
            .map(event -> new NotificationsChanged(id(parts[0]), event.notifications()));
      }
      case 'S' -> Optional.of(new SessionsEnded(ids(rest)));
      case 'A' -> {
        String[] parts = rest.split(" ", 2);
        yield Arrays.stream(AccountNews.values())
            .filter(news -> news.name().equals(parts[0]))
            .findFirst()
            .map(news -> new AccountTold(news, id(parts[1])));
      }
      case 'G' -> Optional.of(new SettingsChanged());
      default -> Optional.empty();
    };
  }

  private static <T> Optional<T> event(String json, Class<T> type) {
    List<ServerEvent> events = Codec.decodeEvents(json);
    return events.isEmpty() ? Optional.empty() : Optional.of(type.cast(events.getFirst()));
  }

  private static long id(String text) {
    return Long.parseLong(text);
  }

  private static List<Long> ids(String text) {
    return Arrays.stream(text.split(",")).map(Fact::id).toList();
  }

  private static String text(Collection<Long> ids) {
    return new TreeSet<>(ids).stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// See `EventPublisher.stored`.
  record Stored(ServerEvent.Entry entry) implements Fact {
    @Override
    public String line() {
      return "E " + Codec.encode(entry);
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.stored(entry);
    }
  }

  /// See `EventPublisher.readMoved`.
  record ReadMoved(ServerEvent.ReadMoved event) implements Fact {
    @Override
    public String line() {
      return "R " + Codec.encode(event);
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.readMoved(event);
    }
  }

  /// See `EventPublisher.joined`.
  record Joined(ConversationInfo shown, Collection<Long> accounts) implements Fact {
    @Override
    public String line() {
      return "J " + text(accounts) + " " + Codec.encode(new ServerEvent.ConversationAdded(shown));
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.joined(shown, accounts);
    }
  }

  /// See `EventPublisher.left`.
  record Left(long conversation, long account, long seq) implements Fact {
    @Override
    public String line() {
      return "L " + conversation + " " + account + " " + seq;
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.left(conversation, account, seq);
    }
  }

  /// See `EventPublisher.mineChanged`.
  record MineChanged(long account, ServerEvent.MineChanged event, long seq) implements Fact {
    @Override
    public String line() {
      return "M " + account + " " + seq + " " + Codec.encode(event);
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.mineChanged(account, event, seq);
    }
  }

  /// See `Notifications.Listener`.
  record NotificationsChanged(long account, NotificationSettings settings) implements Fact {
    @Override
    public String line() {
      return "N " + account + " " + Codec.encode(new ServerEvent.NotificationsChanged(settings));
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.notificationsChanged(account, settings);
    }
  }

  /// See `RevocationListener`.
  record SessionsEnded(Collection<Long> ids) implements Fact {
    @Override
    public String line() {
      return "S " + text(ids);
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return () -> audience.sessionsEnded(ids);
    }
  }

  /// What can become of an account; see `AccountListener`.
  enum AccountNews {
    CREATED,
    CHANGED,
    DISABLED,
    ENABLED
  }

  /// See `AccountListener`. What an account is now is read where it is told: of two that follow
  /// each other closely the same is told twice then, and never the older one last.
  record AccountTold(AccountNews news, long id) implements Fact {
    @Override
    public String line() {
      return "A " + news + " " + id;
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      return lookup.account().apply(id).map(account -> telling(audience, account)).orElse(() -> {});
    }

    private Runnable telling(Audience audience, Account account) {
      if (account.disabled()) {
        return () -> audience.accountDisabled(account);
      }
      return switch (news) {
        case CREATED -> () -> audience.accountCreated(account);
        case CHANGED -> () -> audience.accountChanged(account);
        case ENABLED, DISABLED -> () -> audience.accountEnabled(account);
      };
    }
  }

  /// What the chat is called, or who may join, is something else now.
  record SettingsChanged() implements Fact {
    @Override
    public String line() {
      return "G";
    }

    @Override
    public Runnable ready(Audience audience, Lookup lookup) {
      lookup.settings().run();
      return () -> {};
    }
  }
}

package chatter.server.conversation;

import chatter.server.account.AccountSql;
import chatter.server.conversation.CommandResult.Refused;
import chatter.server.conversation.CommandResult.Stored;
import chatter.server.conversation.EntryStore.Kind;
import chatter.server.conversation.EntryStore.Place;
import chatter.server.store.Database;
import chatter.server.store.Dialect;
import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.shared.crypto.Sha256;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.Change;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePinned;
import chatter.shared.protocol.ServerEvent.ReactionChanged;
import chatter.shared.protocol.Timestamps;
import chatter.shared.text.Mentions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// The SQL of what happens to messages. Each command is one transaction, which stores its answer
/// too: also one that changes nothing is answered the same if it comes again.
final class ChangeStore {
  private static final String TARGET =
      "SELECT c.last_seq, c.kind, c.archived, c.members, s.host, u.name, u.avatar_hash,"
          + " "
          + AccountSql.administers("u")
          + ", m.id, m.sender, m.reply_to, m.deleted, m.pinned"
          + " FROM memberships s JOIN conversations c ON c.id = s.conversation"
          + AccountSql.join("u", "s.account")
          + "LEFT JOIN message_rows m ON m.conversation = c.id AND m.seq = ?"
          + " WHERE s.conversation = ? AND s.account = ?";

  private static final Dialect.Statement FIND =
      Dialect.statement(d ->
          "SELECT conversation, seq, at, changed, kind, message, value, detail FROM changes"
              + " WHERE actor = ? AND "
              + d.sameId("command_id"));

  private static final Dialect.Statement FIND_MESSAGE =
      Dialect.statement(
          d -> "SELECT 1 FROM message_rows WHERE sender = ? AND " + d.sameId("command_id"));

  // What hangs on what a message says.
  private static final List<String> DELETE =
      List.of(
          "DELETE FROM mentions WHERE conversation = ? AND message = ?",
          "DELETE FROM reactions WHERE conversation = ? AND message = ?",
          "UPDATE changes SET value = NULL, detail = NULL"
              + " WHERE conversation = ? AND message = ? AND kind = 'edit'");

  private static final String REACTED =
      "SELECT 1 FROM reactions"
          + " WHERE conversation = ? AND message = ? AND emoji = ? AND account = ?";

  private static final String KIND =
      "SELECT kind_seq FROM reactions WHERE conversation = ? AND message = ? AND emoji = ? LIMIT 1";

  private static final String KINDS =
      "SELECT count(DISTINCT emoji) FROM reactions WHERE conversation = ? AND message = ?";

  private static final String REACT =
      "INSERT INTO reactions (conversation, message, emoji, account, seq, kind_seq)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private static final String UNREACT =
      "DELETE FROM reactions"
          + " WHERE conversation = ? AND message = ? AND emoji = ? AND account = ?";

  private static final String PINS =
      "SELECT count(*) FROM message_rows WHERE conversation = ? AND pinned = 1";

  private static final String PIN = "UPDATE message_rows SET pinned = ? WHERE id = ?";

  private static final String PINNED =
      "INSERT INTO message_states (message, pinned_seq) VALUES (?, ?)"
          + " ON CONFLICT (message) DO UPDATE SET pinned_seq = excluded.pinned_seq";

  private final Database database;
  private final Clock clock;
  private final RefusalStore refusals;

  ChangeStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.refusals = new RefusalStore(database);
  }

  /// @param text the body of an edit, or the emoji of a reaction, as it is stored; else null
  /// @param committed gets every result on the writer's thread, in commit order
  CompletableFuture<CommandResult> change(
      long actor, Change command, String text, Consumer<CommandResult> committed) {
    Asked asked = Asked.of(command, text);
    return database.writeIn(
        new Scope(command.conversation(), actor),
        handle -> refusals.carryOut(handle, actor, command, () -> change(handle, actor, asked)),
        committed);
  }

  private CommandResult change(Handle handle, long actor, Asked asked) {
    // Who is no member any more still gets the answer to what it asked when it was.
    Optional<CommandResult> earlier = earlier(handle, actor, asked);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Optional<Refused> refused = refusals.find(handle, actor, asked.command());
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<Target> found =
        Jdbc.first(
            handle,
            TARGET,
            row -> Target.of(row, actor),
            asked.message(),
            asked.conversation(),
            actor);
    if (found.isEmpty()) {
      return new Refused(RejectCode.NOT_MEMBER, "conversation is none of yours");
    }
    Target target = found.get();
    if (target.archived) {
      return new Refused(RejectCode.FORBIDDEN, "conversation is archived");
    }
    if (target.author == 0) {
      return new Refused(RejectCode.NOT_FOUND, "message is none of the conversation");
    }
    if (target.deleted && asked.kind != Kind.DELETE) {
      return new Refused(RejectCode.NOT_FOUND, "message was deleted");
    }
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Attempt attempt =
        new Attempt(
            handle, actor, asked, target, new Place(asked.conversation(), target.lastSeq + 1, at));
    return switch (asked.kind) {
      case EDIT -> attempt.edit();
      case DELETE -> attempt.delete();
      case REACT -> attempt.react();
      case PIN -> attempt.pin();
      case MEMBERS, CHANGE -> throw new IllegalStateException("no command is a " + asked.kind);
    };
  }

  private static Optional<CommandResult> earlier(Handle handle, long actor, Asked asked) {
    String id = asked.command.commandId();
    Optional<Earlier> found = Jdbc.first(handle, FIND.on(handle), Earlier::of, actor, id);
    if (found.isPresent() && found.get().answers(asked)) {
      return Optional.of(found.get().stored());
    }
    return found.isPresent()
            || Jdbc.first(handle, FIND_MESSAGE.on(handle), row -> true, actor, id).isPresent()
        ? Optional.of(new Refused(RejectCode.ID_CONFLICT, "commandId was used for another command"))
        : Optional.empty();
  }

  /// One command at the message it is about.
  ///
  /// @param place of the entry that it makes if there is something to change
  private record Attempt(Handle handle, long actor, Asked asked, Target target, Place place) {
    private CommandResult edit() {
      if (target.author != actor) {
        return new Refused(RejectCode.FORBIDDEN, "message is somebody else's");
      }
      if (TextStore.body(handle, target.id).equals(asked.text)) {
        return unchanged();
      }
      long number = TextStore.edits(handle, target.id) + 1;
      if (number > Limits.VERSIONS) {
        return new Refused(
            RejectCode.LIMIT, "message was edited " + Limits.VERSIONS + " times already");
      }
      List<Long> before = MentionStore.of(handle, asked.conversation(), asked.message());
      NavigableSet<Long> now = Mentions.in(asked.text);
      NavigableSet<Long> added = new TreeSet<>(now);
      before.forEach(added::remove);
      Optional<Refused> refusal = MentionStore.refusal(handle, added, target.members, target.host);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (target.replyTo != 0) {
        // Whom the answer mentioned when it was sent.
        MentionStore.author(handle, asked.conversation(), target.replyTo)
            .filter(author -> author != 0 && before.contains(author))
            .ifPresent(now::add);
      }
      now.remove(actor);
      added.remove(actor);
      TextStore.edit(handle, target.id, number, Timestamps.text(place.at()), asked.text);
      MentionStore.remove(
          handle,
          asked.conversation(),
          asked.message(),
          before.stream().filter(account -> !now.contains(account)).toList());
      MentionStore.add(handle, asked.conversation(), asked.message(), added);
      store(added.isEmpty() ? null : EntryStore.ids(added));
      return Stored.made(
          new MessageEdited(
              place.conversation(),
              place.seq(),
              target.actor,
              place.at(),
              asked.message(),
              asked.text,
              List.copyOf(added)));
    }

    private CommandResult delete() {
      boolean mayOthers = target.room && (target.host || target.administers);
      if (target.author != actor && !mayOthers) {
        return new Refused(RejectCode.FORBIDDEN, "message is somebody else's");
      }
      if (target.deleted) {
        return unchanged();
      }
      ErasedMessage erased = ErasedStore.read(handle, target.id);
      TextStore.erase(handle, target.id, Timestamps.text(place.at()));
      for (String sql : DELETE) {
        Jdbc.execute(handle, sql, asked.conversation(), asked.message());
      }
      MessageFileStore.erase(handle, asked.conversation(), asked.message());
      store(null);
      return Stored.erased(
          new MessageDeleted(
              place.conversation(), place.seq(), target.actor, place.at(), asked.message()),
          erased);
    }

    private CommandResult react() {
      long conversation = asked.conversation();
      long message = asked.message();
      String emoji = asked.text;
      boolean on =
          Jdbc.first(handle, REACTED, row -> true, conversation, message, emoji, actor).isPresent();
      if (on == asked.on) {
        return unchanged();
      }
      if (asked.on) {
        Optional<Long> kind =
            Jdbc.first(handle, KIND, row -> row.getLong(1), conversation, message, emoji);
        if (kind.isEmpty() && number(KINDS) >= Limits.REACTION_KINDS) {
          return new Refused(
              RejectCode.LIMIT,
              "emoji would be one more than the " + Limits.REACTION_KINDS + " kinds of a message");
        }
        long came = kind.orElse(place.seq());
        Jdbc.execute(handle, REACT, conversation, message, emoji, actor, place.seq(), came);
      } else {
        Jdbc.execute(handle, UNREACT, conversation, message, emoji, actor);
      }
      store(EntryStore.flag(asked.on));
      return Stored.made(
          new ReactionChanged(
              conversation, place.seq(), target.actor, place.at(), message, emoji, asked.on));
    }

    private CommandResult pin() {
      if (target.pinned == asked.on) {
        return unchanged();
      }
      if (asked.on
          && Jdbc.first(handle, PINS, row -> row.getLong(1), asked.conversation()).orElseThrow()
              >= Limits.PINS) {
        return new Refused(
            RejectCode.LIMIT, "message would be one more than the " + Limits.PINS + " pinned ones");
      }
      Jdbc.execute(handle, PIN, asked.on ? 1 : 0, target.id);
      Jdbc.execute(handle, PINNED, target.id, asked.on ? place.seq() : null);
      store(EntryStore.flag(asked.on));
      return Stored.made(
          new MessagePinned(
              place.conversation(),
              place.seq(),
              target.actor,
              place.at(),
              asked.message(),
              asked.on));
    }

    private long number(String sql) {
      return Jdbc.first(handle, sql, row -> row.getLong(1), asked.conversation(), asked.message())
          .orElseThrow();
    }

    private void store(String detail) {
      EntryStore.count(handle, place.conversation(), place.seq(), Timestamps.text(place.at()));
      EntryStore.answered(
          handle,
          place,
          true,
          asked.kind,
          actor,
          asked.message(),
          asked.value(),
          detail,
          asked.command.commandId());
    }

    private CommandResult unchanged() {
      Place newest = new Place(place.conversation(), target.lastSeq, place.at());
      EntryStore.answered(
          handle,
          newest,
          false,
          asked.kind,
          actor,
          asked.message(),
          // Of a text that is gone nothing is kept.
          target.deleted ? null : asked.value(),
          asked.kind == Kind.EDIT || asked.kind == Kind.DELETE ? null : EntryStore.flag(asked.on),
          asked.command.commandId());
      return new Stored(newest.conversation(), newest.seq(), newest.at(), false, false);
    }
  }

  /// What is asked for.
  ///
  /// @param text as it is stored: the body of an edit, the emoji of a reaction; else null
  /// @param on whether a reaction or a pin is to be there afterwards
  private record Asked(Change command, Kind kind, String text, boolean on) {
    private static Asked of(Change command, String text) {
      return switch (command) {
        case EditMessage edit -> new Asked(edit, Kind.EDIT, text, true);
        case DeleteMessage delete -> new Asked(delete, Kind.DELETE, null, true);
        case React react -> new Asked(react, Kind.REACT, text, react.on());
        case PinMessage pin -> new Asked(pin, Kind.PIN, null, pin.on());
      };
    }

    private long conversation() {
      return command.conversation();
    }

    private long message() {
      return command.message();
    }

    /// What is stored of it, by which a resend is known.
    private String value() {
      return kind == Kind.EDIT ? Sha256.hex(text) : text;
    }
  }

  /// Who asks, where, and the message it is about.
  ///
  /// @param id of the message's row; 0 if there is none
  /// @param author who wrote it; 0 if there is none
  private record Target(
      long lastSeq,
      boolean room,
      boolean archived,
      long members,
      boolean host,
      AccountInfo actor,
      boolean administers,
      long id,
      long author,
      long replyTo,
      boolean deleted,
      boolean pinned) {
    private static Target of(ResultSet row, long actor) throws SQLException {
      return new Target(
          row.getLong(1),
          row.getString(2).equals("room"),
          row.getBoolean(3),
          row.getLong(4),
          row.getBoolean(5),
          EntryRowStore.info(actor, row.getString(6), row.getString(7)),
          row.getBoolean(8),
          row.getLong(9),
          row.getLong(10),
          row.getLong(11),
          row.getBoolean(12),
          row.getBoolean(13));
    }
  }

  /// What was answered to the same commandId.
  private record Earlier(
      Place place, boolean changed, Kind kind, long message, String value, String detail) {
    private static Earlier of(ResultSet row) throws SQLException {
      return new Earlier(
          new Place(row.getLong(1), row.getLong(2), Timestamps.parse(row.getString(3))),
          row.getBoolean(4),
          Kind.of(row.getString(5)),
          row.getLong(6),
          row.getString(7),
          row.getString(8));
    }

    private boolean answers(Asked asked) {
      boolean same =
          place.conversation() == asked.conversation()
              && kind == asked.kind
              && message == asked.message();
      return same
          && switch (kind) {
            // What an edit said is not known any more once its message was deleted.
            case EDIT -> value == null || value.equals(asked.value());
            case REACT ->
                Objects.equals(value, asked.value()) && EntryStore.flag(asked.on).equals(detail);
            case PIN -> EntryStore.flag(asked.on).equals(detail);
            case DELETE -> true;
            case MEMBERS, CHANGE -> false;
          };
    }

    private Stored stored() {
      return new Stored(place.conversation(), place.seq(), place.at(), changed, true);
    }
  }
}

package chatter.shared.protocol;

import chatter.shared.limits.Limits;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What a client asks for over the websocket. Compact constructors refuse what can never be right,
/// with a message for the person who wrote the client; whether it is allowed is the server's
/// business.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClientCommand.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = ClientCommand.SendMessage.class, name = "sendMessage"),
  @JsonSubTypes.Type(value = ClientCommand.EditMessage.class, name = "editMessage"),
  @JsonSubTypes.Type(value = ClientCommand.DeleteMessage.class, name = "deleteMessage"),
  @JsonSubTypes.Type(value = ClientCommand.React.class, name = "react"),
  @JsonSubTypes.Type(value = ClientCommand.PinMessage.class, name = "pinMessage"),
  @JsonSubTypes.Type(value = ClientCommand.MarkRead.class, name = "markRead"),
  @JsonSubTypes.Type(value = ClientCommand.SetTyping.class, name = "setTyping"),
  @JsonSubTypes.Type(value = ClientCommand.Sync.class, name = "sync"),
  @JsonSubTypes.Type(value = ClientCommand.Ping.class, name = "ping"),
  @JsonSubTypes.Type(value = ClientCommand.Pong.class, name = "pong"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ClientCommand {
  /// The client's number for this command, returned in its answer; null if the client wants no
  /// answer.
  Long id();

  /// The first command of a connection.
  ///
  /// @param version the protocol version the client speaks
  /// @param client name and version of the program, for the server's log; may be null
  /// @param epoch the database epoch the cursors belong to, from an earlier `welcome`; null for a
  ///   fresh client
  /// @param cursors per conversation the newest `seq` the client has applied; absent means empty
  record Hello(
      Long id,
      @JsonProperty(required = true) int version,
      String client,
      String epoch,
      Map<Long, Long> cursors)
      implements ClientCommand {
    public Hello {
      cursors = cursors == null ? Map.of() : Map.copyOf(cursors);
      for (long cursor : cursors.values()) {
        notNegative(cursor, "cursors");
      }
      if (client != null && client.length() > Limits.CLIENT_NAME_CHARS) {
        throw new IllegalArgumentException("client is longer than " + Limits.CLIENT_NAME_CHARS);
      }
    }
  }

  /// A command whose effect is stored, and stored once: the same `commandId` of the same account
  /// always gets the first answer again.
  sealed interface Durable extends ClientCommand {
    /// The conversation it is about.
    long conversation();

    /// The idempotency key of who asks, a UUID, the same in either case.
    String commandId();
  }

  /// A durable command about one message.
  sealed interface Change extends Durable {
    /// The `seq` of the message in its conversation.
    long message();
  }

  /// Posts a message.
  ///
  /// @param conversation where to
  /// @param body the text, which the server puts in order as `MessageText` says; `<@7>` in it
  ///   mentions account 7, `<@all>` everybody
  /// @param replyTo the `seq` in the same conversation that this answers, or null
  /// @param files finished uploads of the sender, in the order in which they are shown; the body
  ///   may then be empty. Null if there are none
  record SendMessage(
      Long id, long conversation, String commandId, String body, Long replyTo, List<String> files)
      implements Durable {
    public SendMessage {
      positive(conversation, "conversation");
      uuid(commandId, "commandId");
      present(body, "body");
      if (replyTo != null) {
        positive(replyTo, "replyTo");
      }
      files = fileIds(files);
    }

    /// A message without files.
    public SendMessage(Long id, long conversation, String commandId, String body, Long replyTo) {
      this(id, conversation, commandId, body, replyTo, null);
    }
  }

  /// Gives a message of one's own another text.
  record EditMessage(Long id, long conversation, String commandId, long message, String body)
      implements Change {
    public EditMessage {
      positive(conversation, "conversation");
      uuid(commandId, "commandId");
      positive(message, "message");
      present(body, "body");
    }
  }

  /// Takes a message's text away for ever; the place it had stays.
  record DeleteMessage(Long id, long conversation, String commandId, long message)
      implements Change {
    public DeleteMessage {
      positive(conversation, "conversation");
      uuid(commandId, "commandId");
      positive(message, "message");
    }
  }

  /// Puts a reaction on a message or takes it off.
  ///
  /// @param emoji one RGI emoji, in text or emoji presentation
  /// @param on whether it is to be there afterwards
  record React(
      Long id,
      long conversation,
      String commandId,
      long message,
      String emoji,
      @JsonProperty(required = true) boolean on)
      implements Change {
    public React {
      positive(conversation, "conversation");
      uuid(commandId, "commandId");
      positive(message, "message");
      present(emoji, "emoji");
    }
  }

  /// Pins a message to its conversation or takes it off.
  ///
  /// @param on whether it is to be pinned afterwards
  record PinMessage(
      Long id,
      long conversation,
      String commandId,
      long message,
      @JsonProperty(required = true) boolean on)
      implements Change {
    public PinMessage {
      positive(conversation, "conversation");
      uuid(commandId, "commandId");
      positive(message, "message");
    }
  }

  /// Moves the reader's mark forward; a mark behind the present one changes nothing.
  record MarkRead(Long id, long conversation, @JsonProperty(required = true) long seq)
      implements ClientCommand {
    public MarkRead {
      positive(conversation, "conversation");
      notNegative(seq, "seq");
    }
  }

  /// Says that the caller began or stopped typing.
  record SetTyping(Long id, long conversation, @JsonProperty(required = true) boolean typing)
      implements ClientCommand {
    public SetTyping {
      positive(conversation, "conversation");
    }
  }

  /// Asks for the durable events after a `seq`, to fill a gap.
  ///
  /// @param after the newest `seq` the client has without a hole
  /// @param limit how many at most; null means the most the server gives
  record Sync(Long id, long conversation, @JsonProperty(required = true) long after, Integer limit)
      implements ClientCommand {
    public Sync {
      positive(conversation, "conversation");
      notNegative(after, "after");
      if (limit != null) {
        positive(limit, "limit");
      }
    }
  }

  /// Asks for a `pong`.
  record Ping(Long id) implements ClientCommand {}

  /// Answers the server's `ping`; any other command would do as well.
  record Pong(Long id) implements ClientCommand {}

  private static void positive(long value, String field) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " must be greater than 0");
    }
  }

  private static void notNegative(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must not be negative");
    }
  }

  private static void present(String value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  private static List<String> fileIds(List<String> files) {
    if (files == null || files.isEmpty()) {
      return null;
    }
    if (files.size() > Limits.FILES_PER_MESSAGE) {
      throw new IllegalArgumentException("files are more than " + Limits.FILES_PER_MESSAGE);
    }
    files.forEach(file -> uuid(file, "files"));
    List<String> ids = files.stream().map(file -> file.toLowerCase(Locale.ROOT)).toList();
    if (Set.copyOf(ids).size() < ids.size()) {
      throw new IllegalArgumentException("files names one twice");
    }
    return ids;
  }

  private static void uuid(String text, String field) {
    present(text, field);
    if (text.length() == 36) {
      try {
        if (UUID.fromString(text).toString().equalsIgnoreCase(text)) {
          return;
        }
      } catch (IllegalArgumentException notOne) {
        throw new IllegalArgumentException(field + " is not a UUID", notOne);
      }
    }
    throw new IllegalArgumentException(field + " is not a UUID");
  }
}

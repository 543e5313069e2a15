package chatter.shared.protocol;

import chatter.shared.limits.Limits;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.UUID;

/// What a client asks for over the websocket. Compact constructors refuse what can never be right,
/// with a message for the person who wrote the client; whether it is allowed is the server's
/// business.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClientCommand.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = ClientCommand.SendMessage.class, name = "sendMessage"),
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

  /// Posts a message.
  ///
  /// @param conversation where to
  /// @param clientMessageId the sender's idempotency key, a UUID: sending again with the same one
  ///   posts once whichever case it is written in
  /// @param body the text, which the server puts in order as `MessageText` says
  /// @param replyTo the `seq` in the same conversation that this answers, or null
  record SendMessage(Long id, long conversation, String clientMessageId, String body, Long replyTo)
      implements ClientCommand {
    public SendMessage {
      positive(conversation, "conversation");
      present(clientMessageId, "clientMessageId");
      present(body, "body");
      if (replyTo != null) {
        positive(replyTo, "replyTo");
      }
      uuid(clientMessageId);
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

  private static void uuid(String text) {
    if (text.length() == 36) {
      try {
        if (UUID.fromString(text).toString().equalsIgnoreCase(text)) {
          return;
        }
      } catch (IllegalArgumentException notOne) {
        throw new IllegalArgumentException("clientMessageId is not a UUID", notOne);
      }
    }
    throw new IllegalArgumentException("clientMessageId is not a UUID");
  }
}

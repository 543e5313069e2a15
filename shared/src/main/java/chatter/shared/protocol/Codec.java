package chatter.shared.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/// The only JSON of the websocket: text frames to commands and events, and back. Safe for any
/// thread.
///
/// A frame holds one or more JSON objects separated by `\n`. Unknown fields are ignored in both
/// directions, and a client ignores events of a type it does not know, so that either side can be
/// newer.
public final class Codec {
  private static final JsonMapper MAPPER = StrictJson.mapper();
  private static final ObjectReader COMMANDS = MAPPER.readerFor(ClientCommand.class);
  private static final ObjectReader EVENTS =
      MAPPER.readerFor(ServerEvent.class).without(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE);
  private static final ObjectWriter COMMAND_WRITER = MAPPER.writerFor(ClientCommand.class);
  private static final ObjectWriter EVENT_WRITER = MAPPER.writerFor(ServerEvent.class);

  private static final ObjectWriter PRESENCE_WRITER = MAPPER.writerFor(PresenceInfo.class);

  /// How a `presence` ends in which there is nobody.
  private static final byte[] NOBODY = "[]}".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern MISSING = Pattern.compile("required creator property '(\\w+)'");

  private Codec() {}

  /// The JSON objects of a frame, in order; blank lines are no objects.
  public static List<String> split(String frame) {
    if (frame.indexOf('\n') < 0) {
      return frame.isBlank() ? List.of() : List.of(frame);
    }
    return frame.lines().filter(line -> !line.isBlank()).toList();
  }

  /// Reads one line of a client's frame. Never throws: what cannot be read is `Invalid`, with the
  /// reason.
  public static DecodedCommand decodeCommand(String line) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(line);
    } catch (JacksonException e) {
      return new DecodedCommand.Invalid(
          null, RejectCode.BAD_FRAME, "not JSON" + where(e.getLocation()));
    }
    if (tree == null || !tree.isObject()) {
      return new DecodedCommand.Invalid(null, RejectCode.BAD_FRAME, "not a JSON object");
    }
    JsonNode idNode = tree.get("id");
    Long id =
        idNode != null && idNode.canConvertToExactIntegral() && idNode.canConvertToLong()
            ? Long.valueOf(idNode.longValue())
            : null;
    JsonNode type = tree.get("type");
    if (type == null || !type.isString()) {
      return new DecodedCommand.Invalid(id, RejectCode.BAD_FRAME, "type is missing");
    }
    try {
      return new DecodedCommand.Valid(COMMANDS.<ClientCommand>readValue(tree));
    } catch (InvalidTypeIdException e) {
      return new DecodedCommand.Invalid(
          id, RejectCode.UNKNOWN_TYPE, "this server knows no such command");
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause();
      return new DecodedCommand.Invalid(
          id, RejectCode.BAD_FRAME, cause == null ? "a field is wrong" : cause.getMessage());
    } catch (JacksonException e) {
      return new DecodedCommand.Invalid(
          id, RejectCode.BAD_FRAME, field(e) + " is missing or wrong");
    }
  }

  /// The place of an error. The parser's own words quote what it read, which may be long and may be
  /// half of a character, and then could not be sent back.
  private static String where(TokenStreamLocation at) {
    return at == null || at.getColumnNr() <= 0 ? "" : " at column " + at.getColumnNr();
  }

  /// The field an error is about. For a missing one the parser has no path, and names it only in
  /// its message.
  private static String field(JacksonException e) {
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() != null) {
        return step.getPropertyName();
      }
    }
    Matcher missing = MISSING.matcher(e.getOriginalMessage());
    return missing.find() ? missing.group(1) : "a field";
  }

  /// Writes a command as one line.
  public static String encode(ClientCommand command) {
    return COMMAND_WRITER.writeValueAsString(command);
  }

  /// Writes an event as one line.
  public static String encode(ServerEvent event) {
    return EVENT_WRITER.writeValueAsString(event);
  }

  /// Writes an event as one line of UTF-8.
  public static byte[] encodeUtf8(ServerEvent event) {
    return EVENT_WRITER.writeValueAsBytes(event);
  }

  /// Writes whether somebody is here, as part of a `presence`.
  public static byte[] encodeUtf8(PresenceInfo info) {
    return PRESENCE_WRITER.writeValueAsBytes(info);
  }

  /// Writes a `presence` as one line of UTF-8.
  ///
  /// @param accounts who are in it, each as `encodeUtf8` has written them: most of them are the
  ///   same for everybody who is told
  public static byte[] presence(boolean full, int online, int members, List<byte[]> accounts) {
    byte[] none = encodeUtf8(new ServerEvent.Presence(full, online, members, List.of()));
    int begin = none.length - NOBODY.length;
    if (!Arrays.equals(none, begin, none.length, NOBODY, 0, NOBODY.length)) {
      throw new IllegalStateException("a presence does not end with its accounts");
    }
    int bytes = none.length + Math.max(0, accounts.size() - 1);
    for (byte[] account : accounts) {
      bytes += account.length;
    }
    ByteBuffer line = ByteBuffer.allocate(bytes);
    // Up to and with the bracket that opens.
    line.put(none, 0, begin + 1);
    for (int i = 0; i < accounts.size(); i++) {
      if (i > 0) {
        line.put((byte) ',');
      }
      line.put(accounts.get(i));
    }
    line.put(NOBODY, 1, NOBODY.length - 1);
    return line.array();
  }

  /// Reads all events of a server's frame, in order, leaving out those of an unknown type.
  ///
  /// @throws ProtocolException if the frame is not the protocol
  public static List<ServerEvent> decodeEvents(String frame) {
    List<ServerEvent> events = new ArrayList<>(1);
    for (String line : split(frame)) {
      try {
        ServerEvent event = EVENTS.readValue(line);
        if (event != null) {
          events.add(event);
        }
      } catch (JacksonException e) {
        throw new ProtocolException("the server sent an unreadable event", e);
      }
    }
    return events;
  }
}

package chatter.server.export;

import chatter.server.conversation.HistoryFile.Message;
import chatter.server.conversation.HistoryFile.Person;
import chatter.server.conversation.HistoryFile.Room;
import chatter.shared.api.ApiJson;
import chatter.shared.protocol.Timestamps;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// A room as data for a program; `shared/PROTOCOL.md` says what is where.
final class JsonRoom implements RoomFile {
  private static final int FORMAT = 1;

  private final JsonGenerator json;
  private final Origin origin;
  private boolean inMessages;

  JsonRoom(OutputStream out, Origin origin) {
    this.json = ApiJson.MAPPER.createGenerator(out);
    this.origin = origin;
  }

  @Override
  public void room(Room room) {
    json.writeStartObject();
    json.writeStringProperty("format", "chatter-room");
    json.writeNumberProperty("version", FORMAT);
    json.writeStringProperty("exportedAt", Timestamps.text(origin.at()));
    json.writeStringProperty("program", "Chatter " + origin.version());
    json.writeStringProperty("server", origin.server());
    json.writeObjectPropertyStart("room");
    json.writeNumberProperty("id", room.id());
    json.writeStringProperty("kind", room.kind());
    json.writeStringProperty("title", room.title());
    json.writeStringProperty("createdAt", Timestamps.text(room.createdAt()));
    json.writeNumberProperty("messages", room.messages());
    json.writeEndObject();
    json.writeArrayPropertyStart("people");
  }

  @Override
  public void person(Person person) {
    json.writeStartObject();
    json.writeNumberProperty("id", person.id());
    json.writeStringProperty("name", person.name());
    if (person.joinedAt() != null) {
      json.writeStringProperty("joinedAt", Timestamps.text(person.joinedAt()));
      json.writeNumberProperty("readSeq", person.readSeq());
    }
    if (person.picture() != null) {
      json.writeObjectPropertyStart("picture");
      json.writeStringProperty("mediaType", person.picture().mediaType());
      json.writeStringProperty("base64", person.picture().base64());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  @Override
  public void message(Message message) {
    beginMessages();
    // A line each: such a file can be read, searched and compared without a program for it.
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberProperty("seq", message.seq());
    json.writeNumberProperty("sender", message.sender());
    json.writeStringProperty("sentAt", Timestamps.text(message.sentAt()));
    json.writeStringProperty("body", message.body());
    if (message.quoted() != null) {
      json.writeNumberProperty("replyTo", message.quoted().seq());
    }
    json.writeStringProperty("commandId", message.commandId());
    json.writeEndObject();
  }

  private void beginMessages() {
    if (!inMessages) {
      inMessages = true;
      json.writeEndArray();
      json.writeArrayPropertyStart("messages");
    }
  }

  @Override
  public void end(long messages) {
    beginMessages();
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}

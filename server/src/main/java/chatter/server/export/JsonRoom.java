package chatter.server.export;

import chatter.server.conversation.HistoryFile.Attached;
import chatter.server.conversation.HistoryFile.Message;
import chatter.server.conversation.HistoryFile.Named;
import chatter.server.conversation.HistoryFile.Notice;
import chatter.server.conversation.HistoryFile.Person;
import chatter.server.conversation.HistoryFile.Reacted;
import chatter.server.conversation.HistoryFile.Room;
import chatter.shared.api.ApiJson;
import chatter.shared.protocol.Timestamps;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// A room as data for a program; `shared/PROTOCOL.md` says what is where.
final class JsonRoom implements RoomFile {
  private static final int FORMAT = 1;

  private final JsonGenerator json;
  private final Origin origin;
  private final RoomFiles files;
  private final List<Notice> notices = new ArrayList<>();
  private boolean inMessages;

  JsonRoom(OutputStream out, Origin origin, RoomFiles files) {
    this.json = ApiJson.MAPPER.createGenerator(out);
    this.origin = origin;
    this.files = files;
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
  public void message(Message message) throws IOException {
    beginMessages();
    // A line each: such a file can be read, searched and compared without a program for it.
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberProperty("seq", message.seq());
    json.writeNumberProperty("sender", message.sender());
    json.writeStringProperty("sentAt", Timestamps.text(message.sentAt()));
    if (message.body() == null) {
      json.writeBooleanProperty("deleted", true);
    } else {
      json.writeStringProperty("body", message.body());
    }
    if (message.editedAt() != null) {
      json.writeStringProperty("editedAt", Timestamps.text(message.editedAt()));
    }
    if (message.pinned()) {
      json.writeBooleanProperty("pinned", true);
    }
    if (!message.reactions().isEmpty()) {
      json.writeArrayPropertyStart("reactions");
      for (Reacted kind : message.reactions()) {
        json.writeStartObject();
        json.writeStringProperty("emoji", kind.emoji());
        json.writeArrayPropertyStart("accounts");
        kind.accounts().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (message.quoted() != null) {
      json.writeNumberProperty("replyTo", message.quoted().seq());
    }
    if (!message.files().isEmpty()) {
      json.writeArrayPropertyStart("files");
      for (int i = 0; i < message.files().size(); i++) {
        write(message.files().get(i), files.copy(message.seq(), i, message.files().get(i)));
      }
      json.writeEndArray();
    }
    json.writeStringProperty("commandId", message.commandId());
    json.writeEndObject();
  }

  private void write(Attached file, Optional<String> path) {
    json.writeStartObject();
    json.writeStringProperty("id", file.id());
    json.writeStringProperty("name", file.name());
    json.writeStringProperty("mediaType", file.mediaType());
    json.writeNumberProperty("bytes", file.bytes());
    if (file.width() != null && file.height() != null) {
      json.writeNumberProperty("width", file.width());
      json.writeNumberProperty("height", file.height());
    }
    if (path.isPresent()) {
      json.writeStringProperty("path", path.get());
    } else {
      json.writeBooleanProperty("missing", true);
    }
    json.writeEndObject();
  }

  /// Kept until the messages are through: there are few of them beside those.
  @Override
  public void notice(Notice notice) {
    notices.add(notice);
  }

  private void write(Notice notice) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberProperty("seq", notice.seq());
    json.writeNumberProperty("actor", notice.actor());
    json.writeStringProperty("at", Timestamps.text(notice.at()));
    write("joined", notice.joined());
    write("left", notice.left());
    write("title", notice.title());
    write("topic", notice.topic());
    write("visibility", notice.visibility());
    if (notice.archived() != null) {
      json.writeBooleanProperty("archived", notice.archived());
    }
    json.writeEndObject();
  }

  private void write(String property, List<Named> people) {
    if (!people.isEmpty()) {
      json.writeArrayPropertyStart(property);
      for (Named person : people) {
        json.writeStartObject();
        json.writeNumberProperty("id", person.id());
        json.writeStringProperty("name", person.name());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void write(String property, String value) {
    if (value != null) {
      json.writeStringProperty(property, value);
    }
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
    if (!notices.isEmpty()) {
      json.writeArrayPropertyStart("notices");
      notices.forEach(this::write);
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}

package chatter.server.backup;

import chatter.server.file.ContentFolder;
import chatter.server.file.NamedContents;
import chatter.server.file.NamedContents.Content;
import chatter.server.store.DiskErrors;
import chatter.server.store.Findings;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whether a data folder has what the files in its database name, and nothing else. Reads all of
/// it, one content after the other; a server may go on.
final class ContentCheck {
  private static final int SENTENCES = 10;

  private final NamedContents named;
  private final ContentFolder contents;
  private final List<String> faults = new ArrayList<>();
  private long wrong;
  private long unnamed;
  private long unnamedBytes;

  ContentCheck(DatabaseFile database, Path data) {
    this.named = new NamedContents(database);
    this.contents = ContentFolder.in(data);
  }

  void look(Findings findings) {
    try {
      named.each(this::look);
      contents.each((hash, bytes) -> {
        // Asked now: a running server stores what is sent meanwhile.
        if (!named.has(hash)) {
          unnamed++;
          unnamedBytes += bytes;
        }
      });
    } catch (IOException e) {
      throw DiskErrors.explained("read the contents of files", e);
    }
    findings.faults(faults, wrong);
    if (unnamed > 0) {
      findings.notes(
          List.of(
              unnamed
                  + " contents of "
                  + Amounts.megabytes(unnamedBytes)
                  + " belong to no file of this chat"));
    }
  }

  private void look(Content content) throws IOException {
    ContentFolder.State state = contents.look(content);
    // Asked again: its message may have been deleted meanwhile.
    if (state == ContentFolder.State.WHOLE || !named.has(content.hash())) {
      return;
    }
    wrong++;
    if (faults.size() < SENTENCES) {
      faults.add(sentence(content, state));
    }
  }

  private String sentence(Content content, ContentFolder.State state) throws IOException {
    return "the content of file "
        + content.file()
        + switch (state) {
          case WHOLE -> " is whole";
          case MISSING -> " is missing";
          case WRONG_LENGTH ->
              " has " + contents.length(content.hash()) + " bytes instead of " + content.bytes();
          case DAMAGED -> " is damaged";
        };
  }
}

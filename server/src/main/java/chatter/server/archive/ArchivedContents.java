package chatter.server.archive;

import chatter.server.file.ContentFolder;
import chatter.server.file.NamedContents;
import chatter.server.file.NamedContents.Content;
import chatter.server.store.Findings;
import chatter.server.store.sqlite.DatabaseFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What is in files, on its way into an archive, one content after the other.
final class ArchivedContents {
  private static final int SENTENCES = 10;

  private final Path data;
  private final ContentFolder contents;
  private final ZipOutputStream zip;
  private final List<Manifest.Part> parts = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long wrong;

  /// @param data the folder, also of a server that runs
  ArchivedContents(Path data, ZipOutputStream zip) {
    this.data = data;
    this.contents = ContentFolder.in(data);
    this.zip = zip;
  }

  /// Writes whatever a copy of the database names and is whole.
  ///
  /// @param findings gets what is not
  /// @return what was written
  List<Manifest.Part> write(Path database, Findings findings) throws IOException {
    try (DatabaseFile copy = DatabaseFile.at(database)) {
      new NamedContents(copy).each(this::write);
    }
    findings.faults(faults, wrong);
    return parts;
  }

  private void write(Content content) throws IOException {
    Optional<SeekableByteChannel> opened = contents.open(content.hash());
    if (opened.isEmpty()) {
      missed(content, " is missing");
      return;
    }
    // Open until it is written: what is removed meanwhile can be read to its end.
    try (SeekableByteChannel channel = opened.get()) {
      CRC32 sum = new CRC32();
      String hash =
          ContentFolder.hash(
              channel, new CheckedOutputStream(OutputStream.nullOutputStream(), sum), () -> false);
      if (channel.size() != content.bytes() || !hash.equals(content.hash())) {
        missed(content, " is damaged");
        return;
      }
      String name = Manifest.CONTENTS + "/" + hash.substring(0, 2) + "/" + hash;
      ZipEntry entry = new ZipEntry(name);
      // Pictures, films and documents are packed already.
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.bytes());
      entry.setCompressedSize(content.bytes());
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      channel.position(0);
      // Not closed: the channel is.
      Channels.newInputStream(channel).transferTo(zip);
      zip.closeEntry();
      parts.add(new Manifest.Part(name, content.bytes(), hash));
    }
  }

  private void missed(Content content, String how) {
    try (DatabaseFile now = DatabaseFile.in(data)) {
      if (!new NamedContents(now).has(content.hash())) {
        // Its message was deleted meanwhile.
        return;
      }
    }
    wrong++;
    if (faults.size() < SENTENCES) {
      faults.add("the content of file " + content.file() + how);
    }
  }
}

package chatter.server.cli;

import chatter.server.archive.Archive;
import chatter.server.backup.Amounts;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `chatter-server archive FILE.chatter`.
@Command(
    name = "archive",
    description = {
      "Writes the whole chat into one file, to take it to another computer: accounts, messages,"
          + " pictures, files, and the key that clients know this server by. Stop the server first, so that"
          + " nothing is written after it.",
      "There, start the server with --data FILE.chatter: it unpacks the file beside itself and goes"
          + " on from there. Whoever has the file can read everything and be this server: carry it"
          + " safely, and remove it then."
    },
    exitCodeList = {
      "0:the archive is there and without fault",
      "1:there is no archive, or there is one and the data itself has faults",
      "2:wrong options"
    })
final class ArchiveCommand extends DataCommand {
  @Parameters(
      paramLabel = "FILE",
      description = "The file to write, which ends in .chatter; must not be there yet.")
  private Path file;

  @Override
  int run(Path data) {
    Archive archive = Archive.write(data, file);
    say("Archived " + data.toAbsolutePath() + " in " + file.toAbsolutePath());
    say(
        archive.messages()
            + " messages, "
            + archive.people()
            + " people, "
            + archive.files()
            + " files, checked, "
            + Amounts.megabytes(archive.bytes()));
    say(
        archive.withKey()
            ? "The server's key is in it: clients will know the server on the other computer."
            : "There is no key of the server's own in it.");
    say("On the other computer: chatter-server --data " + file.getFileName());
    if (complainOf(archive.faults())) {
      say("The archive is complete, but the data has the faults named above.");
      return FAILED;
    }
    return DONE;
  }
}

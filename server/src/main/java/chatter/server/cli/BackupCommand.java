package chatter.server.cli;

import chatter.server.backup.Amounts;
import chatter.server.backup.Backup;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `chatter-server backup FILE`.
@Command(
    name = "backup",
    description = {
      "Writes accounts, messages and profile pictures into one file, and what is in the files of"
          + " messages into the folder chatter-files beside it, which all backups there share and"
          + " which belongs to each of them. The server may go on running.",
      "The file is opened and checked before it gets its name, can be read by its owner only, and"
          + " never takes the place of another. Keep it as safe as the data itself."
    },
    exitCodeList = {
      "0:the backup is there and without fault",
      "1:there is no backup, or there is one and the data itself has faults",
      "2:wrong options"
    })
final class BackupCommand extends DataCommand {
  @Parameters(paramLabel = "FILE", description = "The file to write; must not be there yet.")
  private Path file;

  @Override
  int run(Path data) {
    Backup backup = Backup.take(data, file);
    say("Backed up " + data.toAbsolutePath() + " to " + file.toAbsolutePath());
    say(
        Amounts.megabytes(backup.bytes())
            + ", "
            + backup.messages()
            + " messages, "
            + backup.people()
            + " people, "
            + backup.files()
            + " files, checked, in "
            + Amounts.seconds(backup.took()));
    backup.notes().forEach(this::say);
    if (complainOf(backup.faults())) {
      say("The backup is complete, but the data has the faults named above.");
      return FAILED;
    }
    return DONE;
  }
}

package chatter.server.cli;

import chatter.server.backup.Amounts;
import chatter.server.export.RoomExport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `chatter-server export FILE`.
@Command(
    name = "export",
    description = {
      "Writes the messages of a room into a file: .html, a page to read and print with its pictures,"
          + " or .json, data for a program. What else people sent goes into the folder FILE-files"
          + " beside it. The server may go on running.",
      "There are no email addresses in it, and nothing with which one could sign in."
    },
    exitCodeList = {"0:the file is there", "1:there is no file", "2:wrong options"})
final class ExportCommand extends DataCommand {
  @Option(
      names = "--room",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "The room (default ${DEFAULT-VALUE}, the Lobby).")
  private long room;

  @Parameters(
      paramLabel = "FILE",
      description = "The file to write, .html or .json; must not be there yet.")
  private Path file;

  @Override
  int run(Path data) {
    RoomExport export = RoomExport.write(data, room, file);
    say("Exported room " + room + " to " + file.toAbsolutePath());
    say(
        Amounts.megabytes(export.bytes())
            + ", "
            + export.messages()
            + " messages, "
            + export.files()
            + " files beside it, in "
            + Amounts.seconds(export.took()));
    return DONE;
  }
}

package chatter.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import chatter.server.limit.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/// What is too much is said where it is written, in a sentence, and nothing typed is lost.
class PageFileLimitsTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .whereOthersWere()
          .with(config ->
              config
                  .withLimit(Limit.FILE_MEGABYTES, 1)
                  .withLimit(Limit.FILES_PER_DAY_MEGABYTES, 1));

  @TempDir Path folder;

  private Browser ada;

  @AfterEach
  void close() {
    ada.close();
  }

  private void choose(String name, int bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[bytes]);
    ada.driver().findElement(By.cssSelector("[data-testid=file-input]")).sendKeys(file.toString());
  }

  @Test
  void whatIsTooMuchIsSaid() throws IOException {
    ada = Browser.open(server.port());
    ada.signUp("Ada", "ada@example.org", TestServer.PASSWORD);
    ada.element("composer").sendKeys("words");
    choose("large.bin", 1_000_001);
    assertEquals(
        "large.bin is too large. A file has at most 1 MB here.",
        ada.element("file-problem").getText());
    choose("empty.bin", 0);
    ada.until(
        "the other is said",
        () -> ada.element("file-problem").getText().equals("There is nothing in empty.bin."));
    assertEquals("words", ada.element("composer").getDomProperty("value"));
    assertTrue(ada.driver().findElements(By.cssSelector("[data-testid=file-chosen]")).isEmpty());

    choose("first.bin", 900_000);
    ada.element("file-chosen");
    ada.say("first");
    ada.row("first", "sent");
    choose("second.bin", 900_000);
    ada.element("file-chosen");
    ada.say("second");
    assertTrue(
        ada.row("second", "failed")
            .getText()
            .contains("You have sent as many files today as you may."));
    ada.click("discard");
    ada.until("it is gone", () -> ada.rows().size() == 1);
  }
}

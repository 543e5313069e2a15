package chatter.client.hosting;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets one test class at a time host a chat where a desktop app usually does, of all the JVMs on
/// this computer: a chat that is stopped and started again must find its port as it left it, which
/// another's chat might have taken meanwhile.
public final class UsualPort implements BeforeAllCallback, AfterAllCallback {
  private FileChannel lock;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    lock =
        FileChannel.open(
            Path.of(System.getProperty("java.io.tmpdir"), "chatter-tests-usual-port.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    // Waits; released with the channel, and by the system if this JVM ends.
    var _ = lock.lock();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    lock.close();
  }
}

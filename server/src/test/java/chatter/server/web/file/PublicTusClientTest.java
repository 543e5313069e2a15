package chatter.server.web.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.ClientCommand.SendMessage;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Uploads by a client that is not ours.
class PublicTusClientTest {
  private static final int CHUNK = 100_000;

  @RegisterExtension final TestServer server = TestServer.standard();

  private final TusClient client = new TusClient();
  private final byte[] noise = new byte[1_234_567];
  private TestUser ada;

  @BeforeEach
  void signUp() throws Exception {
    new Random(5).nextBytes(noise);
    ada = server.signUp("ada");
    client.setUploadCreationURL(
        URI.create("http://127.0.0.1:" + server.port() + "/api/uploads").toURL());
    client.setHeaders(Map.of("Authorization", "Bearer " + ada.token()));
    client.enableResuming(new TusURLMemoryStore());
  }

  private TusUpload upload() {
    TusUpload upload = new TusUpload();
    upload.setInputStream(new ByteArrayInputStream(noise));
    upload.setSize(noise.length);
    upload.setFingerprint("noise");
    upload.setMetadata(Map.of("filename", "noise.bin", "filetype", "x/y"));
    return upload;
  }

  private void assertIsSent(TusUploader sent) {
    String path = sent.getUploadURL().getPath();
    String id = path.substring(path.lastIndexOf('/') + 1);
    TestConnection adas = ada.connect();
    adas.done(
        new SendMessage(
            adas.nextId(),
            TestConnection.LOBBY,
            TestConnection.newCommandId(),
            "",
            null,
            List.of(id)));
    TestUpload files = new TestUpload(server, ada);
    assertArrayEquals(noise, files.get(files.links(id).getFirst().url()).body());
  }

  @Test
  void itSendsAFile() throws Exception {
    TusUploader uploader = client.createUpload(upload());
    uploader.setChunkSize(CHUNK);
    while (uploader.uploadChunk() > -1) {
      // Until all of it is sent.
    }
    uploader.finish();
    assertIsSent(uploader);
  }

  @Test
  void itGoesOnWhereItWasCut() throws Exception {
    TusUploader first = client.createUpload(upload());
    first.setChunkSize(CHUNK);
    for (int i = 0; i < 3; i++) {
      assertEquals(CHUNK, first.uploadChunk());
    }
    // Closes its request without the rest.
    first.finish();

    TusUploader second = client.resumeUpload(upload());
    assertEquals(3L * CHUNK, second.getOffset());
    second.setChunkSize(CHUNK);
    while (second.uploadChunk() > -1) {
      // Until all of it is sent.
    }
    second.finish();
    assertIsSent(second);
  }

  @Test
  void itIsToldWhatIsTooLarge() {
    TusUpload upload = upload();
    upload.setSize(1_000_000_000);
    assertThrows(ProtocolException.class, () -> client.createUpload(upload));
  }
}

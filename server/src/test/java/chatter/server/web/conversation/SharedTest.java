package chatter.server.web.conversation;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.expect;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.server.web.file.TestUpload;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedLink;
import chatter.shared.api.SharedResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.Visibility;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pictures, files and links of a conversation.
final class SharedTest {
  private static final long LOBBY = TestConnection.LOBBY;
  private static final byte[] NOISE = {1, 2, 3};

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND, Limit.REQUESTS_PER_SECOND);

  private TestUser ada;
  private TestUser ben;
  private TestUpload files;
  private TestConnection adas;

  @BeforeEach
  void people() {
    ada = server.signUp("ada");
    ben = server.signUp("ben");
    files = new TestUpload(server, ada);
    adas = ada.connect();
  }

  @Test
  void picturesAndFilesComeApartByTheMessageTheNewestFirst() {
    String plan = files.whole("plan.pdf", NOISE);
    String beach = files.whole("beach.png", picture(30, 20));
    String song = files.whole("song.mp3", "ID3\4\0\0".getBytes(StandardCharsets.US_ASCII));
    String hill = files.whole("hill.png", picture(2, 3));
    long both = send("look", plan, beach, song);
    adas.post("nothing");
    long one = send("", hill);

    List<SharedItem> pictures = shared("kind=pictures").items();
    assertEquals(List.of(one, both), seqs(pictures));
    assertEquals(List.of(hill), ids(pictures.getFirst()));
    assertEquals(List.of(beach), ids(pictures.getLast()));
    FileInfo seen = pictures.getLast().files().getFirst();
    assertEquals(30, seen.width());
    assertEquals("beach.png", seen.name());
    assertEquals("ada", pictures.getFirst().sender().name());
    assertNull(pictures.getFirst().links());
    List<SharedItem> others = shared("kind=files").items();
    assertEquals(List.of(both), seqs(others));
    assertEquals(List.of(plan, song), ids(others.getFirst()), "in the order of the message");
    assertEquals(List.of(), shared("kind=links").items());
  }

  @Test
  void pagesEndWhereTheNextBegins() {
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.addFirst(send("see https://example.org/" + i, upload(i), upload(i)));
      adas.post("between");
    }
    for (String kind : List.of("files", "links")) {
      List<Long> seen = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      Long next = null;
      do {
        SharedResponse page =
            shared("kind=" + kind + "&limit=2" + (next == null ? "" : "&before=" + next));
        seen.addAll(seqs(page.items()));
        sizes.add(page.items().size());
        next = page.next();
      } while (next != null);
      assertEquals(sent, seen, kind);
      assertEquals(List.of(2, 2, 1), sizes, kind);
    }
    assertNull(shared("kind=files&limit=5").next(), "nothing is left");
    assertNull(shared("kind=links&limit=5").next(), "nothing is left");
    assertEquals(List.of(), shared("kind=files&before=0").items());
    assertEquals(5, shared("kind=files&before=999999999999999999").items().size());
    assertEquals(List.of(sent.getLast()), seqs(shared("kind=links&before=2").items()));
  }

  @Test
  void aPageHasThirtyMessagesAndAHundredAtTheMost() {
    adas.fill(105, "https://example.org");
    assertEquals(30, shared("kind=links").items().size());
    SharedResponse page = shared("kind=links&limit=1000");
    assertEquals(100, page.items().size());
    assertEquals(5, shared("kind=links&before=" + page.next()).items().size());
  }

  @Test
  void whatWasDeletedIsNotThereAndAnEditShowsTheTextOfToday() {
    long gone = send("https://example.org/gone", upload(1), files.whole("a.png", picture(2, 2)));
    long edited = adas.post("https://example.org/before").seq();
    long emptied = adas.post("https://example.org/emptied").seq();
    long filled = adas.post("nothing yet").seq();
    adas.delete(LOBBY, gone);
    adas.edit(LOBBY, edited, "https://example.org/between");
    adas.edit(LOBBY, edited, "https://example.org/after");
    adas.edit(LOBBY, emptied, "nothing any more");
    adas.edit(LOBBY, filled, "now https://example.org/filled");
    for (String kind : List.of("pictures", "files")) {
      assertEquals(List.of(), shared("kind=" + kind).items(), kind);
    }
    List<SharedItem> links = shared("kind=links").items();
    assertEquals(List.of(filled, edited), seqs(links));
    assertEquals("https://example.org/after", links.getLast().links().getFirst().url());
  }

  @Test
  void linksAreThoseThatTheTextShows() {
    Map<String, List<SharedLink>> texts =
        Map.ofEntries(
            Map.entry("see https://example.org/a.", List.of(link("https://example.org/a"))),
            Map.entry("WWW.example.org", List.of(link("http://www.example.org"))),
            Map.entry("ada@example.org", List.of(link("mailto:ada@example.org"))),
            Map.entry(
                "[the  *plan*](https://example.org/plan)",
                List.of(link("https://example.org/plan", "the plan"))),
            Map.entry(
                "[https://good.example](https://bad.example)",
                List.of(link("https://bad.example", "https://good.example"))),
            Map.entry(
                "[<@%d>](https://example.org/ben)".formatted(ben.id()),
                List.of(link("https://example.org/ben", "@ben"))),
            Map.entry(
                "https://b\u00fccher.example/x",
                List.of(link("https://xn--bcher-kva.example/x", "https://b\u00fccher.example/x"))),
            Map.entry(
                "> https://example.org/q\n\n- https://example.org/l\n\n1. https://example.org/n",
                List.of(
                    link("https://example.org/q"),
                    link("https://example.org/l"),
                    link("https://example.org/n"))),
            Map.entry(
                "https://example.org/twice https://example.org/twice",
                List.of(link("https://example.org/twice"))),
            Map.entry(
                "[first](https://example.org/f) https://example.org/f",
                List.of(link("https://example.org/f", "first"))),
            Map.entry("`https://example.org/code`", List.of()),
            Map.entry("```\nhttps://example.org/code\n```", List.of()),
            Map.entry("javascript://example.org/%0aalert(1)", List.of()),
            Map.entry("[no](ftp://example.org)", List.of()),
            Map.entry("https://ada:secret@example.org", List.of()),
            Map.entry("<@%d> well".formatted(ben.id()), List.of()));
    texts.forEach((text, links) -> {
      long seq = adas.post(text).seq();
      List<SharedItem> found =
          shared("kind=links&before=" + (seq + 1)).items().stream()
              .filter(item -> item.seq() == seq)
              .toList();
      assertEquals(links.isEmpty() ? List.of() : List.of(links), links(found), text);
    });
  }

  @Test
  void onlyMembersSeeIt() {
    long room = ada.makeRoom("Few", Visibility.PRIVATE, ben).id();
    adas.post(room, "https://example.org");
    String path = "/api/conversations/" + room + "/shared?kind=links";
    TestUser eve = server.signUp("eve");
    assertEquals(1, body(200, SharedResponse.class, get(path, ben)).items().size());
    refused(404, "not_found", get(path, eve));
    refused(404, "not_found", get("/api/conversations/77/shared?kind=files", eve));
    expect(
        204,
        server
            .http()
            .call(
                "DELETE",
                "/api/conversations/" + room + "/members/" + ben.id(),
                ben.token(),
                null));
    refused(404, "not_found", get(path, ben));
    expect(401, server.http().get(path, null));
  }

  @Test
  void whatCannotBeAskedForIsRefusedByName() {
    String path = "/api/conversations/1/shared?";
    for (String query : List.of("", "kind=", "kind=Files", "kind=sound")) {
      assertEquals("kind", refused(422, "invalid", get(path + query, ada)).field(), query);
    }
    for (String wrong : List.of("limit=0", "limit=-1", "limit=x", "before=-1", "before=1e3")) {
      String said = refused(400, "bad_request", get(path + "kind=files&" + wrong, ada)).detail();
      assertTrue(said.startsWith(wrong.substring(0, wrong.indexOf('=')) + " is "), said);
    }
    refused(400, "bad_request", get(path + "kind=files&before=1&before=2", ada));
  }

  @Test
  void onlySoManyMessagesAreLookedThroughForOnePage() {
    int many = 12_000;
    adas.post("https://example.org/first");
    inTheDatabase(
        "INSERT INTO message_rows (conversation, seq, sender, command_id, sent_at, body)"
            + " WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + many
            + ") SELECT 1, i, 1, 'c' || i, '2026-11-23T09:00:00.000Z', 'no link' FROM n",
        "UPDATE conversations SET last_seq = " + many);
    List<SharedItem> found = new ArrayList<>();
    List<Long> nexts = new ArrayList<>();
    Long next = null;
    do {
      SharedResponse page = shared("kind=links" + (next == null ? "" : "&before=" + next));
      found.addAll(page.items());
      next = page.next();
      nexts.add(next);
    } while (next != null);
    assertEquals(List.of(1L), seqs(found));
    assertEquals(3, nexts.size(), nexts::toString);
    assertEquals(7_001, nexts.getFirst());
  }

  @Test
  void onlySoManyFilesAreLookedThroughForOnePage() {
    int many = 4_500;
    String beach = files.whole("beach.png", picture(3, 2));
    long seq = send("", beach);
    inTheDatabase(
        "INSERT INTO files (id, upload, account, created_at, length, name)"
            + " WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + many
            + ") SELECT 1000 + i, 'f' || i, 1, '2026-11-23T09:00:00.000Z', 1, 'x' FROM n",
        "INSERT INTO file_contents (file, bytes, media_type, hash)"
            + " SELECT id, 1, 'text/plain', 'h' FROM files WHERE id > 1000",
        "INSERT INTO message_rows (conversation, seq, sender, command_id, sent_at, body)"
            + " SELECT 1, id - 1000, 1, upload, created_at, '' FROM files WHERE id > 1000",
        "INSERT INTO message_files (conversation, message, position, file)"
            + " SELECT 1, id - 1000, 0, id FROM files WHERE id > 1000",
        "UPDATE conversations SET last_seq = " + many);
    SharedResponse first = shared("kind=pictures");
    assertEquals(List.of(), first.items());
    assertEquals(2_501L, first.next());
    SharedResponse second = shared("kind=pictures&before=2501");
    assertEquals(501L, second.next());
    SharedResponse last = shared("kind=pictures&before=501");
    assertEquals(List.of(seq), seqs(last.items()));
    assertNull(last.next());
    assertEquals(100, shared("kind=files&limit=100").items().size());
  }

  @Test
  void aPageOfTheLongestTextsStaysAPage() {
    String links =
        IntStream.range(0, 300)
            .mapToObj("[\uD83D\uDE00](https://e.org/%03d)"::formatted)
            .reduce("", String::concat);
    adas.fill(60, links);
    int pages = 0;
    int items = 0;
    Long next = null;
    do {
      HttpResponse<String> answer =
          get(
              "/api/conversations/1/shared?kind=links&limit=100"
                  + (next == null ? "" : "&before=" + next),
              ada);
      SharedResponse page = body(200, SharedResponse.class, answer);
      assertTrue(Limits.utf8Bytes(answer.body()) < 2 * Limits.HISTORY_BYTES);
      assertTrue(!page.items().isEmpty());
      items += page.items().size();
      next = page.next();
      pages++;
    } while (next != null);
    assertEquals(60, items);
    assertTrue(pages > 5, pages + " pages");
  }

  private void inTheDatabase(String... changes) {
    server.stop();
    Stores.change(server.data(), changes);
    server.start();
  }

  private long send(String body, String... ids) {
    return adas.done(
            new SendMessage(
                adas.nextId(), LOBBY, TestConnection.newCommandId(), body, null, List.of(ids)))
        .seq();
  }

  private String upload(int number) {
    return files.whole(number + ".bin", NOISE);
  }

  private SharedResponse shared(String query) {
    return body(200, SharedResponse.class, get("/api/conversations/1/shared?" + query, ben));
  }

  private HttpResponse<String> get(String path, TestUser reader) {
    return server.http().get(path, reader.token());
  }

  private static List<Long> seqs(List<SharedItem> items) {
    return items.stream().map(SharedItem::seq).toList();
  }

  private static List<String> ids(SharedItem item) {
    return item.files().stream().map(FileInfo::id).toList();
  }

  private static List<List<SharedLink>> links(List<SharedItem> items) {
    return items.stream().map(SharedItem::links).toList();
  }

  private static SharedLink link(String url) {
    return new SharedLink(url, null);
  }

  private static SharedLink link(String url, String text) {
    return new SharedLink(url, text);
  }

  private static byte[] picture(int width, int height) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

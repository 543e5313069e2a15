package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.Failures;
import chatter.client.ui.Fx;
import chatter.shared.api.SharedItem;
import chatter.shared.api.SharedLink;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What was shared in a conversation, beside it, in a real window.
class FilesPanelTest {
  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatScreenRobot robot = new ChatScreenRobot(fixture);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(double width) {
    fixture.fill(200);
    fixture.open(width);
    fixture.tell(() -> ((Button) fixture.node("#roomFiles")).fire());
    fixture.settle();
  }

  private void picture(long seq, Instant at, String... names) throws Exception {
    byte[] bytes = MessageFilesTest.png(60, 40, (int) seq);
    List<FileInfo> infos =
        java.util.stream.Stream.of(names)
            .map(name -> {
              session.files.contents.put(name, bytes);
              return new FileInfo(name, name, "image/png", bytes.length, 60, 40, null);
            })
            .toList();
    session.rooms.shared.add(new SharedItem(seq, FakeSession.LENA, at, infos, null));
  }

  private void file(long seq, Instant at, String name) {
    session.files.contents.put(name, new byte[] {1, 2, 3});
    session.rooms.shared.add(
        new SharedItem(
            seq,
            FakeSession.OMAR,
            at,
            List.of(new FileInfo(name, name, "application/pdf", 3, null, null, null)),
            null));
  }

  private void link(long seq, Instant at, String url, String text) {
    session.rooms.shared.add(
        new SharedItem(seq, FakeSession.LENA, at, null, List.of(new SharedLink(url, text))));
  }

  private static Instant daysAgo(int days) {
    return ChatFixture.NINE.minus(Duration.ofDays(days));
  }

  private void choose(String tab) {
    fixture.tell(() ->
        fixture.node("#filesTabs").lookupAll(".segment").stream()
            .filter(node -> ((ToggleButton) node).getText().equals(tab))
            .map(ToggleButton.class::cast)
            .findFirst()
            .orElseThrow()
            .fire());
    fixture.settle();
  }

  private ListView<?> list() {
    return (ListView<?>) fixture.node("#sharedList");
  }

  private List<String> shown(String selector) {
    return Fx.call(() ->
        list().lookupAll(selector).stream()
            .filter(this::isSeen)
            .map(node -> node instanceof Label label ? label.getText() : node.getAccessibleText())
            .map(FilesPanelTest::plain)
            .toList());
  }

  private boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static String plain(String words) {
    return words.replaceAll("[\\u2066-\\u2069]", "");
  }

  private List<Node> tiles() {
    return list().lookupAll(".picture-tile").stream().filter(this::isSeen).toList();
  }

  @Test
  void picturesStandInSquaresByMonthTheNewestFirst() throws Exception {
    picture(190, daysAgo(0), "a.png", "b.png");
    picture(180, daysAgo(1), "c.png", "d.png");
    picture(90, daysAgo(40), "e.png");
    picture(80, daysAgo(400), "f.png");
    open(1180);
    Fx.await("the tiles", () -> tiles().size() == 6);
    assertEquals(List.of("November", "October", "October 2025"), shown(".shared-month"));
    assertEquals(
        "a.png by Lena Koch, Monday 23 November 2026 at 09:00",
        shown(".picture-tile").getFirst().replace(",", "").replace("Koch", "Koch,"));
    List<Bounds> places =
        Fx.call(
            () -> tiles().stream().map(tile -> tile.localToScene(tile.getLayoutBounds())).toList());
    for (Bounds place : places) {
      assertEquals(place.getWidth(), place.getHeight(), 0.1);
    }
    assertEquals(places.get(0).getMinY(), places.get(2).getMinY(), 0.1);
    assertTrue(places.get(3).getMinY() > places.get(0).getMaxY());
    Fx.await("the small pictures", () -> session.files.asked.contains("fetch f.png?small"));
  }

  @Test
  void openedAgainItStandsAtTheTabThatItWasLeftAt() {
    link(140, daysAgo(0), "https://example.org/a/b", null);
    open(1180);
    choose("Links");
    assertEquals(1, shown(".link-host").size());
    fixture.tell(() -> ((Button) fixture.node("#roomFiles")).fire());
    fixture.tell(() -> ((Button) fixture.node("#roomFiles")).fire());
    fixture.settle();
    assertEquals(1, shown(".link-host").size());
    choose("Pictures");
    assertEquals(List.of("No pictures yet."), shown(".shared-foot"));
  }

  @Test
  void filesSayWhatTheyAreAndLinksWhereTheyLead() {
    file(150, daysAgo(0), "plan.pdf");
    link(140, daysAgo(0), "https://example.org/a/b", null);
    link(139, daysAgo(0), "https://evil.example/x", "my bank");
    link(138, daysAgo(0), "mailto:ada@example.org", null);
    link(137, daysAgo(0), "javascript:alert(1)", "press here");
    open(1180);
    assertEquals(List.of("No pictures yet."), shown(".shared-foot"));
    choose("Files");
    assertEquals(List.of("plan.pdf"), shown(".file-name"));
    assertTrue(shown(".file-size").contains("3 bytes · PDF"), shown(".file-size").toString());
    assertTrue(
        shown(".file-size").stream().anyMatch(words -> words.startsWith("Omar Malik · ")),
        shown(".file-size").toString());
    choose("Links");
    assertEquals(
        List.of("example.org/a/b", "my bank", "ada@example.org", "press here"),
        shown(".link-title"));
    assertEquals(
        List.of("example.org", "evil.example", "ada@example.org", ""), shown(".link-host"));
    fixture.tell(() -> list().requestFocus());
    for (int i = 0; i < 3; i++) {
      robot.strike(KeyCode.DOWN, "", false);
      robot.strike(KeyCode.ENTER, "", false);
    }
    fixture.settle();
    assertEquals(
        List.of(URI.create("https://evil.example/x"), URI.create("mailto:ada@example.org")),
        fixture.opened,
        "and nothing else is opened");
  }

  @Test
  void moreIsLoadedAtTheEndAndWhatFailsIsTriedAgain() throws Exception {
    for (int i = 0; i < 90; i++) {
      file(190 - i, daysAgo(0), "f" + i + ".pdf");
    }
    open(1180);
    choose("Files");
    assertTrue(Fx.call(() -> list().getItems().size()) < 40);
    session.rooms.failure = Failures.unreachable();
    VirtualFlow<?> flow = (VirtualFlow<?>) list().lookup(".virtual-flow");
    fixture.tell(() -> flow.scrollPixels(5_000));
    fixture.tell(() -> flow.scrollPixels(5_000));
    Fx.await("what failed", () -> list().lookup("#sharedMore") != null);
    int before = Fx.call(() -> list().getItems().size());
    session.rooms.failure = null;
    fixture.tell(() -> ((Button) list().lookup("#sharedMore")).fire());
    Fx.await("the next page", () -> list().getItems().size() > before + 20);
    assertTrue(session.rooms.calls.contains("shared 1 files 161"), session.rooms.calls.toString());
    int cells = list().lookupAll(".shared-cell").size();
    assertTrue(cells < 25, "lines drawn " + cells);
  }

  @Test
  void theKeyboardGoesThroughThePicturesAndTheViewerToTheMessage() throws Exception {
    picture(30, daysAgo(0), "a.png", "b.png", "c.png", "d.png");
    picture(20, daysAgo(0), "e.png");
    open(1180);
    Fx.await("the tiles", () -> tiles().size() == 5);
    fixture.tell(() -> list().requestFocus());
    for (KeyCode key : List.of(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.LEFT)) {
      robot.strike(key, "", false);
    }
    robot.strike(KeyCode.ENTER, "", false);
    fixture.settle();
    Node viewer = fixture.node(".picture-viewer");
    assertTrue(viewer.isVisible());
    assertEquals("Picture d.png", plain(viewer.getAccessibleText()));
    robot.strike(KeyCode.RIGHT, "", false);
    assertEquals("Picture e.png", plain(Fx.call(viewer::getAccessibleText)));
    fixture.tell(() ->
        viewer.lookupAll(".button").stream()
            .map(Button.class::cast)
            .filter(button -> "Go to the message".equals(button.getAccessibleText()))
            .findFirst()
            .orElseThrow()
            .fire());
    assertFalse(viewer.isVisible());
    Fx.await(
        "the message",
        () ->
            fixture.list().cells().stream()
                .anyMatch(cell -> Objects.equals(20L, cell.row().key())));
    assertNotNull(fixture.node("#filesPanel"), "there is room for both");
    assertTrue(Fx.call(() -> fixture.screen.root().lookup(".timeline") != null));
  }

  @Test
  void whereThereIsNoRoomForBothTheMessageIsShownInItsPlace() throws Exception {
    file(20, daysAgo(0), "plan.pdf");
    open(760);
    choose("Files");
    fixture.tell(() ->
        list().lookupAll(".shared-go").stream()
            .filter(this::isSeen)
            .map(Button.class::cast)
            .findFirst()
            .orElseThrow()
            .fire());
    assertNull(fixture.node("#filesPanel"));
    Fx.await(
        "the message",
        () ->
            fixture.list().cells().stream()
                .anyMatch(cell -> Objects.equals(20L, cell.row().key())));
  }

  @Test
  void whatComesAndGoesMeanwhileIsShown() throws Exception {
    picture(30, daysAgo(0), "a.png");
    open(1180);
    Fx.await("the tile", () -> tiles().size() == 1);
    session.rooms.shared.clear();
    picture(201, daysAgo(0), "new.png");
    picture(30, daysAgo(0), "a.png");
    FileInfo info = session.rooms.shared.getFirst().files().getFirst();
    MessagePosted message =
        session.addFiles(FakeSession.LENA, fixture.clock.instant(), "", List.of(info));
    fixture.tell(() -> session.comes(message));
    Fx.await("both tiles", () -> tiles().size() == 2);
    fixture.tell(() -> ((Button) fixture.node("#roomFiles")).fire());
    assertNull(fixture.node("#filesPanel"));
    int asked = session.rooms.calls.size();
    fixture.tell(() ->
        session.comes(
            new chatter.shared.protocol.ServerEvent.MessageDeleted(
                1, message.seq() + 1, FakeSession.LENA, fixture.clock.instant(), message.seq())));
    assertEquals(asked, session.rooms.calls.size(), "nobody looks");
  }

  @Test
  void theMenuHasAllThatCanBeDone() throws Exception {
    picture(30, daysAgo(0), "a.png");
    open(1180);
    Fx.await("the tile", () -> tiles().size() == 1);
    fixture.tell(() -> {
      list().requestFocus();
      list()
          .fireEvent(
              new ContextMenuEvent(
                  ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null));
    });
    List<String> items =
        Fx.call(() ->
            Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast)
                .findFirst()
                .orElseThrow()
                .getItems()
                .stream()
                .map(item -> plain(item.getText()))
                .toList());
    assertEquals(List.of("Open a.png", "Save a.png", "Go to the message with a.png"), items);
    Fx.run(() ->
        Window.getWindows().stream()
            .filter(ContextMenu.class::isInstance)
            .toList()
            .forEach(Window::hide));
    fixture.tell(() -> tiles().getFirst().executeAccessibleAction(AccessibleAction.FIRE));
    assertTrue(fixture.node(".picture-viewer").isVisible());
  }
}

package chatter.client.chat.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatScreen;
import chatter.client.ui.Fonts;
import chatter.client.ui.Fx;
import chatter.client.ui.Texts;
import chatter.client.ui.Theme;
import chatter.client.ui.emoji.EmojiImages;
import chatter.server.Examples;
import chatter.server.faults.Form;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// How a text is drawn, and what is where in it.
class MessageBodyTest {
  private static final double WIDTH = 380;
  private static final int MOST_NODES = 1_500;

  /// More than would be allowed a node each. JavaFX takes the longer for each the more there are.
  private static final int ACCENTS = Form.of(5_000, 8_000);

  private final List<String> done = new ArrayList<>();
  private final TextActions actions =
      new TextActions() {
        @Override
        public String nameOf(long account) {
          return account == 7 ? "Ada" : null;
        }

        @Override
        public String mentionOf(long account) {
          return account == 7 ? "Ada" : "somebody";
        }

        @Override
        public boolean meansReader(long account) {
          return false;
        }

        @Override
        public void open(URI address) {
          done.add("open " + address);
        }

        @Override
        public void showPerson(long account, Node beside) {
          done.add("person " + account);
        }
      };

  private MessageBody body;
  private Pane bubble;
  private Theme theme;

  @BeforeEach
  void open() {
    Fx.run(() -> {
      Fonts.load();
      body =
          new MessageBody(new TextContext(Texts.of(ChatScreen.class), new EmojiImages(), actions));
      bubble = new Pane(body);
      bubble.getStyleClass().add("bubble");
      Pane root = new Pane(bubble);
      root.getStyleClass().add("chat");
      root.getStylesheets().add(ChatScreen.class.getResource("chat.css").toExternalForm());
      theme = new Theme(new Scene(root, 600, 600));
      theme.choose(Theme.Choice.LIGHT);
    });
  }

  @AfterEach
  void close() {
    Fx.run(() -> theme.close());
  }

  private void show(String text) {
    Fx.run(() -> {
      body.show(ShownText.of(text, actions::mentionOf), 18, null);
      layOut();
    });
  }

  private void layOut() {
    bubble.getScene().getRoot().applyCss();
    body.resize(WIDTH, body.prefHeight(WIDTH));
    body.layout();
  }

  private List<LineFlow> flows() {
    return body.lookupAll(".body").stream().map(LineFlow.class::cast).toList();
  }

  private static String letters(LineFlow flow) {
    return flow.getChildren().stream()
        .filter(Text.class::isInstance)
        .map(node -> ((Text) node).getText())
        .collect(Collectors.joining());
  }

  @TestFactory
  Stream<DynamicTest> allThatIsShownIsDrawnInItsPlaceAndCostsLittle() throws IOException {
    return Examples.tests("text.json", example -> Fx.run(() -> isDrawn(example)));
  }

  private void isDrawn(JsonNode example) {
    body.show(ShownText.of(text(example.get("text")), actions::mentionOf), 18, null);
    layOut();
    int next = 0;
    for (LineFlow flow : flows()) {
      assertEquals(next, flow.start());
      next = flow.end() + 1;
    }
    assertEquals(body.length(), next - 1);
    int nodes = count(body);
    assertTrue(nodes <= MOST_NODES, nodes + " nodes");
    double y = 0;
    for (Node node : body.getChildrenUnmodifiable()) {
      Bounds bounds = node.localToParent(node.getLayoutBounds());
      assertTrue(
          bounds.getMinX() >= -1 && bounds.getMaxX() <= WIDTH + 1, node + " is at " + bounds);
      y = Math.max(y, bounds.getMaxY());
    }
    assertTrue(y <= body.getHeight() + 1, y + " is below " + body.getHeight());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "א\na\n",
        "א a ",
        "- a\n",
        "> a\n\nb\n",
        "😀",
        "<@7> ",
        "`a` ",
        "*a* ",
        "```\na\n```\n",
        "1. a\n",
        "- א\n  a\n",
        "> > > > > > > > a\n\n",
        "http://a.example/ ",
        "[a](http://a.example) ",
        "\n",
        "a\u0301\u0302",
        "- - - - a\n"
      })
  void whateverIsRepeatedTakesFewNodes(String piece) {
    int length = piece.length() > 1 && piece.charAt(1) == '\u0301' ? ACCENTS : 8_000;
    show(piece.repeat(length).substring(0, length - 1) + "a");
    int nodes = Fx.call(() -> count(body));
    assertTrue(nodes <= MOST_NODES, nodes + " nodes");
  }

  private static int count(Node node) {
    return 1
        + (node instanceof Parent parent
            ? parent.getChildrenUnmodifiable().stream().mapToInt(MessageBodyTest::count).sum()
            : 0);
  }

  private static String text(JsonNode text) {
    if (text.isArray()) {
      return StreamSupport.stream(text.spliterator(), false)
          .map(MessageBodyTest::text)
          .collect(Collectors.joining());
    }
    return text.isString()
        ? text.asString()
        : text.path("prefix").asString("")
            + text.get("repeat").asString().repeat(text.get("times").asInt());
  }

  @Test
  void wordsAreSetOffByTheirFont() {
    show("a *b* **c** ***d*** ~~e~~ `f`");
    Fx.run(() -> {
      assertEquals("Inter Regular", font("a ").getName());
      assertEquals("Inter Italic", font("b").getName());
      assertEquals("Inter Bold", font("c").getName());
      assertEquals("Inter Bold Italic", font("d").getName());
      assertTrue(drawn("e").isStrikethrough());
      assertFalse(font("f").getFamily().startsWith("Inter"));
      assertNotNull(body.lookup(".code-ground"));
    });
  }

  private Text drawn(String words) {
    return flows().stream()
        .flatMap(flow -> flow.getChildren().stream())
        .filter(Text.class::isInstance)
        .map(Text.class::cast)
        .filter(text -> text.getText().equals(words))
        .findFirst()
        .orElseThrow();
  }

  private Font font(String words) {
    return drawn(words).getFont();
  }

  @Test
  void itemsAndQuotesAreIndentedOnTheSideWhereTheyBegin() {
    show("a\n- b\n\n  10. c\n\n> d\n\n- שלום\n> שלום");
    Fx.run(() -> {
      List<LineFlow> flows = flows();
      List<Double> left = flows.stream().map(flow -> flow.getLayoutX()).toList();
      assertEquals(0, left.get(0));
      assertTrue(left.get(1) > 0 && left.get(2) > left.get(1), left.toString());
      assertTrue(left.get(3) > 0, left.toString());
      assertEquals(List.of(0.0, 0.0), left.subList(4, 6));
      assertTrue(flows.get(4).getWidth() < WIDTH && flows.get(5).getWidth() < WIDTH);
      List<String> signs =
          body.lookupAll(".item-sign").stream().map(sign -> ((Text) sign).getText()).toList();
      assertEquals(Set.of("\u2022", "10."), Set.copyOf(signs));
      assertEquals(3, signs.size());
      assertEquals(2, body.lookupAll(".quote-line").size());
    });
  }

  /// What is seen from left to right, a line at a time.
  private static String seen(LineFlow flow) {
    String letters = letters(flow);
    TreeMap<Double, TreeMap<Double, String>> lines = new TreeMap<>();
    for (int i = 0; i < letters.length(); i++) {
      int at = i;
      String letter = letters.substring(i, i + 1);
      if (!letter.matches("[\n\u200e]")) {
        flow.getLayoutInfo().getSelectionGeometry(at, at + 1, false).stream()
            .findFirst()
            .ifPresent(area ->
                lines
                    .computeIfAbsent(Math.rint(area.getMinY()), _ -> new TreeMap<>())
                    // Counted from the edge where the lines begin.
                    .put(flow.isRightToLeft() ? -area.getMaxX() : area.getMinX(), letter));
      }
    }
    return lines.values().stream()
        .map(line -> String.join("", line.values()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void linesOfCodeRunFromTheLeftWhateverTheyBeginWith() {
    String word = "\u05e9\u05dc\u05d5\u05dd";
    show("```\nint a;\n" + word + " = 1;\n" + word + "(b);\n```");
    Fx.run(() -> {
      String turned = new StringBuilder(word).reverse().toString();
      assertEquals("int a;\n1 = " + turned + ";\n" + turned + "(b);", seen(flows().getLast()));
      assertEquals(
          "int a;\n" + word + " = 1;\n" + word + "(b);",
          letters(flows().getLast()).replace("\u200e", ""));
      assertEquals(body.length(), flows().getLast().end());
    });
  }

  @Test
  void codeAmongWordsFromTheRightRunsFromTheLeft() {
    String word = "\u05e9\u05dc\u05d5\u05dd";
    show(word + " `1 + 2;` " + word);
    Fx.run(() -> {
      String turned = new StringBuilder(word).reverse().toString();
      assertEquals(turned + " 1 + 2; " + turned, seen(flows().getFirst()));
      assertEquals(body.length(), flows().getFirst().end());
    });
  }

  @Test
  void codeHasItsLanguageAndIsCopied() {
    show("see\n```java\nint a;\n\n\tb();\n```");
    Fx.run(() -> {
      assertEquals("java", ((Label) body.lookup(".code-language")).getText());
      Button copy = (Button) body.lookup(".code-copy");
      assertEquals("Copy code", copy.getAccessibleText());
      copy.fire();
      assertEquals("int a;\n\n\tb();", Clipboard.getSystemClipboard().getString());
      assertEquals(4, flows().getLast().getTabSize());
      assertEquals("Code, java", body.lookup(".code-block").getAccessibleText());
    });
    show("```\na\n```");
    Fx.run(() -> {
      assertNull(body.lookup(".code-language"));
      assertEquals("Code", body.lookup(".code-block").getAccessibleText());
      assertEquals(1, body.openables().size());
    });
  }

  @Test
  void longLinesOfCodeAreMovedInside() {
    show("```\n" + "long ".repeat(60) + "\n```");
    Fx.run(() -> {
      LineFlow lines = flows().getFirst();
      ScrollBar bar = (ScrollBar) body.lookup(".scroll-bar");
      assertTrue(bar.isVisible());
      assertEquals(1, lines.getLayoutInfo().getTextLineCount());
      assertNotNull(lines.getClip());
      double before = lines.getLayoutX();
      bar.setValue(bar.getMax());
      assertTrue(lines.getLayoutX() < before);
      Bounds last = chosen(body.length() - 1, body.length());
      assertTrue(last.getMaxX() <= WIDTH, "the end is in view: " + last);
    });
    show("```\nshort\n```");
    Fx.run(() -> {
      assertFalse(body.lookup(".scroll-bar").isVisible());
      assertNull(flows().getFirst().getClip());
    });
  }

  /// Where a part is that is chosen, in the body.
  private Bounds chosen(int from, int to) {
    body.select(from, to);
    body.applyCss();
    body.layout();
    List<Node> painted =
        body.lookupAll(".chosen-text").stream()
            .filter(path -> path.getLayoutBounds().getWidth() > 0)
            .toList();
    assertEquals(1, painted.size(), from + " to " + to);
    Node path = painted.getFirst();
    return body.sceneToLocal(path.localToScene(path.getLayoutBounds()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain words",
        "a **bold** `code` *end*",
        "שלום לכולם",
        "שלום abc (לכולם) 12, `x`!",
        "- one\n- two\n> three",
        "> - שלום\n> - abc",
        "```\nint a;\n  b();\n```"
      })
  void aCharacterIsFoundWhereItIsPainted(String text) {
    show(text);
    Fx.run(() -> {
      for (int i = 0; i < body.length(); i++) {
        if (body.shown().charAt(i) != '\n') {
          Bounds place = chosen(i, i + 1);
          double y = place.getCenterY();
          Set<Integer> edges =
              Set.of(
                  body.indexAt(place.getMinX() + 0.6, y), body.indexAt(place.getMaxX() - 0.6, y));
          assertEquals(Set.of(i, i + 1), edges, body.shown() + " at " + place);
        }
      }
      body.select(0, 0);
      assertTrue(
          body.lookupAll(".chosen-text").stream()
              .allMatch(path -> path.getLayoutBounds().getWidth() <= 0));
    });
  }

  @Test
  void whatRunsFromRightToLeftIsChosenWhereItIsDrawn() {
    show("שלום abc לכולם");
    Fx.run(() -> {
      Text latin = drawn(" abc ");
      Bounds drawn = body.sceneToLocal(latin.localToScene(latin.getBoundsInLocal()));
      Bounds chosen = chosen(5, 8);
      assertTrue(
          chosen.getMinX() >= drawn.getMinX() - 1 && chosen.getMaxX() <= drawn.getMaxX() + 1,
          chosen + " is not in " + drawn);
      assertTrue(chosen(0, 1).getMinX() > chosen(10, 11).getMaxX());
      assertEquals(0, body.indexAt(WIDTH, 5));
      assertEquals(body.length(), body.indexAt(0, 5));
    });
  }

  @Test
  void picturesAndPeopleAreOnePiece() {
    show("a 👩‍💻 <@7>!");
    Fx.run(() -> {
      int picture = "👩‍💻".length();
      assertEquals("a 👩‍💻 @Ada!", body.shown());
      Bounds place = chosen(3, 4);
      assertEquals(place, chosen(2, 2 + picture), "half a picture is all of it");
      assertEquals(2, body.indexAt(place.getMinX() + 1, place.getCenterY()));
      assertEquals(2 + picture, body.indexAt(place.getMaxX() - 1, place.getCenterY()));
      Bounds person = chosen(3 + picture, 3 + picture + 2);
      assertEquals(person, chosen(3 + picture, 3 + picture + 4));
      assertEquals(3 + picture + 4, body.indexAt(person.getMaxX() - 1, person.getCenterY()));
    });
  }

  @Test
  void linksLeadSomewhereAndSayWhere() {
    show("[the *page*](https://example.org/a) and <@7> and https://example.org/b");
    Fx.run(() -> {
      List<Openable> openables = body.openables();
      assertEquals(3, openables.size());
      assertEquals("https://example.org/a", openables.get(0).hint());
      assertNull(openables.get(2).hint());
      assertEquals("the page", openables.get(0).node().getAccessibleText());
      openables.forEach(one -> one.open().run());
      assertEquals(
          List.of("open https://example.org/a", "person 7", "open https://example.org/b"), done);
    });
  }

  @Test
  void afterTooManyBlocksTheRestIsLines() {
    show("- item\n".repeat(1_000));
    Fx.run(() -> {
      List<LineFlow> flows = flows();
      assertTrue(flows.size() < 150, flows.size() + " flows");
      assertEquals(body.length(), flows.getLast().end());
      assertTrue(letters(flows.getLast()).startsWith("item\nitem\n"));
    });
  }

  @Test
  void theTimeStandsBehindTheLastWordButInNoCodeAndNoQuote() {
    for (String text : List.of("words", "- item")) {
      Node trail = trailing(text);
      assertEquals(1, Fx.call(() -> flows().size()), text);
      assertTrue(Fx.call(() -> flows().getLast().getChildren().contains(trail)), text);
    }
    for (String text : List.of("```\ncode\n```", "> quote")) {
      Node trail = trailing(text);
      assertEquals(2, Fx.call(() -> flows().size()), text);
      assertEquals(body.length(), Fx.call(() -> flows().getLast().start()));
      assertTrue(Fx.call(() -> flows().getLast().getChildren().contains(trail)), text);
    }
  }

  private Node trailing(String text) {
    return Fx.call(() -> {
      InlineBox trail = new InlineBox();
      trail.fix(40, 14, 11);
      body.show(ShownText.of(text, actions::mentionOf), 18, trail);
      layOut();
      return trail;
    });
  }
}

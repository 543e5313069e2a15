package chatter.client.benchmark;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.text.MessageBody;
import chatter.client.chat.text.ShownText;
import chatter.client.chat.text.TextActions;
import chatter.client.chat.text.TextContext;
import chatter.client.ui.Texts;
import chatter.client.ui.Theme;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.text.TextTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Draws what is as long as a message may be and made to be dear, of the examples by which texts
/// are read, each as a row: from the text to the end of its layout. JavaFX application thread only.
final class DearestRow {
  private static final int LONG = 5_000;
  private static final int TIMES = 9;
  private static final double WIDTH = 520;
  private static final double EMOJI = 18;

  private static final TextActions NOTHING =
      new TextActions() {
        @Override
        public String nameOf(long account) {
          return "Ada";
        }

        @Override
        public String mentionOf(long account) {
          return "Ada";
        }

        @Override
        public boolean meansReader(long account) {
          return false;
        }

        @Override
        public void open(URI address) {}

        @Override
        public void showPerson(long account, Node beside) {}
      };

  private DearestRow() {}

  /// Says how many microseconds the dearest takes, and what it is called.
  static void measure() {
    MessageBody body =
        new MessageBody(new TextContext(Texts.of(ChatScreen.class), new EmojiImages(), NOTHING));
    Pane bubble = new Pane(body);
    bubble.getStyleClass().add("bubble");
    Pane chat = new Pane(bubble);
    chat.getStyleClass().add("chat");
    chat.getStylesheets().add(ChatScreen.class.getResource("chat.css").toExternalForm());
    double most = 0;
    String dearest = "";
    try (Theme theme = new Theme(new Scene(chat))) {
      theme.choose(Theme.Choice.LIGHT);
      for (JsonNode example : examples()) {
        String text = text(example.get("text"));
        if (text.length() >= LONG) {
          double median = median(body, text);
          if (median > most) {
            most = median;
            dearest = example.get("name").asString();
          }
        }
      }
    }
    Probe.say(String.format(Locale.ROOT, "row %.0f %s", most, dearest));
  }

  private static double median(MessageBody body, String text) {
    List<Double> micros = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      body.clear();
      long begin = System.nanoTime();
      body.show(ShownText.of(text, NOTHING::nameOf), EMOJI, null);
      body.applyCss();
      body.resize(WIDTH, body.prefHeight(WIDTH));
      body.layout();
      micros.add((System.nanoTime() - begin) / 1e3);
    }
    return new Sample(micros).median();
  }

  private static JsonNode examples() {
    try (InputStream json =
        TextTree.class.getResourceAsStream("/chatter/shared/examples/text.json")) {
      return JsonMapper.shared().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode text) {
    if (text.isArray()) {
      return StreamSupport.stream(text.spliterator(), false)
          .map(DearestRow::text)
          .collect(Collectors.joining());
    }
    return text.isString()
        ? text.asString()
        : text.path("prefix").asString("")
            + text.get("repeat").asString().repeat(text.get("times").asInt());
  }
}

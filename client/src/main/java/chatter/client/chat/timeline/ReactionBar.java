package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.text.Openable;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/// The reactions on a message, below its bubble; a click puts one's own on or takes it off. Style
/// class `reactions`, each a `reaction` with `:mine` and `:waiting`.
final class ReactionBar extends FlowPane {
  private static final PseudoClass MINE = PseudoClass.getPseudoClass("mine");
  private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");
  private static final double EMOJI = 15;
  private static final double GAP = 4;

  /// Who is named before the others are only counted.
  private static final int NAMED = 10;

  private final CellContext tools;
  private final List<Openable> targets = new ArrayList<>();
  private MessageRow row;
  private List<ChatMessage.Reaction> shown = List.of();

  ReactionBar(CellContext tools) {
    super(GAP, GAP);
    this.tools = tools;
    getStyleClass().add("reactions");
  }

  void show(MessageRow next) {
    row = next;
    setAlignment(next.message().own() ? Pos.TOP_RIGHT : Pos.TOP_LEFT);
    List<ChatMessage.Reaction> reactions = next.message().content().reactions();
    if (!reactions.equals(shown)) {
      shown = reactions;
      targets.clear();
      getChildren().setAll(reactions.stream().map(this::chip).toList());
    }
  }

  /// What can be chosen with the keyboard.
  List<Openable> targets() {
    return targets;
  }

  private Button chip(ChatMessage.Reaction reaction) {
    EmojiLine picture = new EmojiLine(tools.emoji(), "reaction-emoji", EMOJI);
    picture.setText(reaction.emoji());
    Label count = new Label(Integer.toString(reaction.count()));
    count.getStyleClass().add("reaction-count");
    HBox content = new HBox(GAP, picture, count);
    content.setAlignment(Pos.CENTER);
    Button chip = new Button();
    chip.setGraphic(content);
    chip.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    chip.getStyleClass().setAll("reaction");
    chip.setFocusTraversable(false);
    chip.pseudoClassStateChanged(MINE, reaction.mine());
    chip.pseudoClassStateChanged(WAITING, reaction.waiting());
    String who = who(reaction);
    Tooltip names = new Tooltip(who);
    chip.setTooltip(names);
    // Somebody's name may have become known since.
    chip.setOnMouseEntered(_ -> names.setText(who(reaction)));
    chip.setAccessibleText(tools.texts().say("message.reacted", who, reaction.emoji()));
    Runnable toggle = () -> tools.actions().react(row, reaction.emoji());
    chip.setOnAction(_ -> toggle.run());
    chip.setOnContextMenuRequested(request -> {
      if (row.message().stored()) {
        tools.actions().showReacted(row, reaction.emoji(), chip);
        request.consume();
      }
    });
    targets.add(new Openable(chip, toggle, who));
    return chip;
  }

  /// Who reacted so, as far as they are named; the others are counted.
  private String who(ChatMessage.Reaction reaction) {
    Texts texts = tools.texts();
    List<String> names = new ArrayList<>();
    if (reaction.mine()) {
      names.add(texts.say("message.you"));
    }
    reaction.accounts().stream()
        .filter(account -> !tools.actions().meansReader(account))
        .map(tools.actions()::nameOf)
        .filter(Objects::nonNull)
        .limit(NAMED - names.size())
        .forEach(names::add);
    if (names.isEmpty()) {
      names.add(texts.say("message.somebody"));
    }
    int others = reaction.count() - names.size();
    String named = String.join(", ", names);
    return others > 0 ? texts.say("message.reacted.more", others, named) : named;
  }
}

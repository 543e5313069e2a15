package chatter.client.chat.text;

import chatter.client.ui.Fonts;
import chatter.client.ui.emoji.BidiText;
import chatter.shared.text.Direction;
import chatter.shared.text.Mentions;
import chatter.shared.text.TextTree;
import chatter.shared.text.TextTree.Block;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.NodeOrientation;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// Makes the nodes that show a text. All that has lines is a leaf, and leaves stand below each
/// other, each with how far it is indented; signs of lists and lines of quotes stand beside them.
/// One draws one text.
///
/// What a stranger can send is bounded: after `MOST_BLOCKS` the rest is plain lines, after
/// `DrawingBudget` it is plain letters, and what is indented too far is not indented further.
final class TextDrawing {
  private static final int MOST_BLOCKS = 100;

  /// Beyond, a line that runs the other way begins no leaf of its own.
  private static final int MOST_LEAVES = 120;

  /// Each has a button and a bar.
  private static final int MOST_CODE_BLOCKS = 12;

  private static final double MOST_INDENT = 160;

  /// As much as the style sheet puts between lines.
  private static final double LINE_GAP = 3;

  private static final double BLOCK_GAP = 6;
  private static final double ITEM_GAP = 4;
  private static final double QUOTE_INDENT = 13;
  private static final double BULLET_INDENT = 18;
  private static final double DIGIT = 9;
  private static final double AFTER_DIGITS = 15;

  /// Hangs a little below the baseline, as letters do.
  private static final double EMOJI_BASELINE = 0.78;

  private static final String BULLET = "\u2022";
  private static final String LEFT_TO_RIGHT_MARK = "\u200e";

  private final ShownText text;
  private final TextContext context;
  private final double emojiSize;
  private final DrawingBudget budget = new DrawingBudget();
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Beside> besides = new ArrayList<>();
  private final List<Openable> openables = new ArrayList<>();
  private final Set<TextTree.Link> linked = Collections.newSetFromMap(new IdentityHashMap<>());

  /// Where the next thing begins in the shown text.
  private int at;

  private int blocks;
  private int codeBlocks;

  /// How many leaves there were before the rest was drawn at once.
  private int beforeRest = Integer.MAX_VALUE;

  /// How far the next leaf is below the last one.
  private double gap;

  /// Signs for which there was no room beside the lines.
  private String signs = "";

  /// Something with lines.
  ///
  /// @param node shows them and perhaps more
  /// @param above how far it is below what is above it
  record Leaf(Region node, LineFlow lines, Indent indent, double above) {}

  /// What stands beside lines: the sign of an item, in the height of their first one, or the line
  /// of a quote, along all of them.
  ///
  /// @param first the first leaf beside which it stands
  /// @param last the last one
  /// @param indent where it begins
  /// @param width how far the leaves are from there
  record Beside(Node node, int first, int last, Indent indent, double width, boolean rightToLeft) {
    boolean isSign() {
      return node instanceof Text;
    }
  }

  /// How far lines are from the two edges.
  record Indent(double left, double right) {
    static final Indent NONE = new Indent(0, 0);

    Indent by(double more, boolean rightToLeft) {
      return rightToLeft ? new Indent(left, right + more) : new Indent(left + more, right);
    }

    double all() {
      return left + right;
    }
  }

  private TextDrawing(ShownText text, TextContext context, double emojiSize) {
    this.text = text;
    this.context = context;
    this.emojiSize = emojiSize;
  }

  /// Draws a text.
  ///
  /// @param emojiSize of a picture, in pixels
  /// @param trail what comes after the last letter, as a space for the time; null for nothing
  static TextDrawing of(ShownText text, double emojiSize, TextContext context, Node trail) {
    TextDrawing drawing = new TextDrawing(text, context, emojiSize);
    drawing.draw(text.tree(), Indent.NONE);
    if (drawing.leaves.isEmpty()) {
      drawing.add(new LineFlow(false, 0), Indent.NONE);
    }
    if (trail != null) {
      drawing.trail(trail);
    }
    return drawing;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  List<Beside> besides() {
    return besides;
  }

  List<Openable> openables() {
    return openables;
  }

  /// In the last line if it belongs to no code and no quote, otherwise in one of its own.
  private void trail(Node trail) {
    Leaf last = leaves.getLast();
    boolean quoted =
        besides.stream().anyMatch(one -> !one.isSign() && one.last() == leaves.size() - 1);
    if (last.node() instanceof CodeBlock || quoted) {
      gap = LINE_GAP;
      add(new LineFlow(false, text.text().length()), Indent.NONE);
    }
    leaves.getLast().lines().addDrawn(trail);
  }

  private void draw(List<Block> all, Indent indent) {
    Block before = null;
    for (Block block : all) {
      if (before != null) {
        gap = Math.max(gapOf(before), gapOf(block));
      }
      draw(block, indent);
      before = block;
    }
  }

  private static double gapOf(Block block) {
    return switch (block) {
      case TextTree.Lines _ -> LINE_GAP;
      case TextTree.Bullets _, TextTree.Numbers _ -> ITEM_GAP;
      case TextTree.Code _, TextTree.Quote _ -> BLOCK_GAP;
    };
  }

  private void draw(Block block, Indent indent) {
    switch (block) {
      case TextTree.Lines lines -> {
        if (begin()) {
          drawRuns(
              Runs.of(lines.spans(), text::called, context.emoji()::has, budget), indent, true);
        }
      }
      case TextTree.Code code -> {
        if (begin()) {
          drawCode(code, indent);
        }
      }
      case TextTree.Quote quote -> drawQuote(quote, indent);
      case TextTree.Bullets bullets -> {
        for (List<Block> item : bullets.items()) {
          drawItem(BULLET, BULLET_INDENT, item, indent);
          gap = ITEM_GAP;
        }
      }
      case TextTree.Numbers numbers -> {
        int digits =
            numbers.items().stream()
                .mapToInt(item -> Integer.toString(item.number()).length())
                .max()
                .orElse(1);
        for (TextTree.Item item : numbers.items()) {
          drawItem(
              item.number() + numbers.after(),
              digits * DIGIT + AFTER_DIGITS,
              item.blocks(),
              indent);
          gap = ITEM_GAP;
        }
      }
    }
  }

  /// Goes on to the next of what has lines. After too many of them all the rest is drawn at once.
  ///
  /// @return whether it is to be drawn
  private boolean begin() {
    if (blocks > MOST_BLOCKS) {
      return false;
    }
    at += blocks == 0 ? 0 : 1;
    blocks++;
    if (blocks > MOST_BLOCKS) {
      beforeRest = leaves.size();
      signs = "";
      gap = LINE_GAP;
      drawRuns(List.of(Runs.plain(text.text().substring(at))), Indent.NONE, true);
      return false;
    }
    return true;
  }

  private void drawQuote(TextTree.Quote quote, Indent indent) {
    boolean rightToLeft = isRightToLeft(quote.blocks());
    if (indent.all() + QUOTE_INDENT > MOST_INDENT || !budget.take(1)) {
      signs += "> ";
      draw(quote.blocks(), indent);
      return;
    }
    int first = leaves.size();
    draw(quote.blocks(), indent.by(QUOTE_INDENT, rightToLeft));
    int end = Math.min(leaves.size(), beforeRest);
    if (first < end) {
      Region line = new Region();
      line.getStyleClass().add("quote-line");
      besides.add(new Beside(line, first, end - 1, indent, QUOTE_INDENT, rightToLeft));
      leaves.subList(first, end).forEach(leaf -> leaf.node().getStyleClass().add("quoted"));
    }
  }

  private void drawItem(String sign, double width, List<Block> item, Indent indent) {
    boolean rightToLeft = isRightToLeft(item);
    if (indent.all() + width > MOST_INDENT || !budget.take(1)) {
      signs += sign + " ";
      draw(item, indent);
      return;
    }
    int first = leaves.size();
    draw(item, indent.by(width, rightToLeft));
    if (first < Math.min(leaves.size(), beforeRest)) {
      Text drawn = new Text(sign);
      drawn.getStyleClass().add("item-sign");
      drawn.setNodeOrientation(
          rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
      besides.add(new Beside(drawn, first, first, indent, width, rightToLeft));
    }
  }

  /// Which way something runs goes by its first lines.
  private boolean isRightToLeft(List<Block> all) {
    return switch (all.getFirst()) {
      case TextTree.Lines lines -> Direction.isRightToLeft(text.words(lines.spans()));
      case TextTree.Code _ -> false;
      case TextTree.Quote quote -> isRightToLeft(quote.blocks());
      case TextTree.Bullets bullets -> isRightToLeft(bullets.items().getFirst());
      case TextTree.Numbers numbers -> isRightToLeft(numbers.items().getFirst().blocks());
    };
  }

  private void add(LineFlow flow, Indent indent) {
    add(flow, flow, indent);
  }

  private void add(Region node, LineFlow lines, Indent indent) {
    leaves.add(new Leaf(node, lines, indent, leaves.isEmpty() ? 0 : gap));
    gap = LINE_GAP;
  }

  private void drawCode(TextTree.Code code, Indent indent) {
    List<Run> runs =
        Runs.of(
            List.of(new TextTree.CodeSpan(code.text(), TextTree.Style.PLAIN)),
            text::called,
            context.emoji()::has,
            budget);
    codeBlocks++;
    if (codeBlocks > MOST_CODE_BLOCKS) {
      drawRuns(runs, indent, false);
      return;
    }
    // There is no line for them.
    signs = "";
    LineFlow flow = new LineFlow(false, at);
    flow.setGrounded();
    boolean lineBegins = true;
    for (Run run : runs) {
      lineBegins = drawCode(run, flow, lineBegins);
    }
    at += code.text().length();
    CodeBlock block = new CodeBlock(code.language(), flow, code.text(), context.texts());
    openables.add(block.copying());
    add(block, flow, indent);
  }

  /// Code runs from the left, whatever a line of it begins with; JavaFX would go by that.
  ///
  /// @param lineBegins whether the run stands at the beginning of a line
  /// @return whether the next one does
  private boolean drawCode(Run run, LineFlow flow, boolean lineBegins) {
    String words = run.text();
    int done = 0;
    int line = lineBegins ? 0 : words.indexOf('\n') + 1;
    while (line < words.length() && (line > 0 || lineBegins)) {
      int feed = words.indexOf('\n', line);
      int end = feed < 0 ? words.length() : feed;
      if (Direction.isRightToLeft(words.substring(line, end)) && budget.take(2)) {
        if (line > done) {
          draw(run, words.substring(done, line), flow);
        }
        done = line;
        flow.addDrawn(new Text(LEFT_TO_RIGHT_MARK));
      }
      line = end + 1;
    }
    if (done < words.length()) {
      draw(run, words.substring(done), flow);
    }
    return words.endsWith("\n");
  }

  /// Lines that run the same way are laid out together, those that run the other way by themselves.
  ///
  /// @param turning whether a line may run from right to left
  private void drawRuns(List<Run> runs, Indent indent, boolean turning) {
    String all = runs.stream().map(Run::text).collect(Collectors.joining());
    List<Direction.Stretch> stretches =
        turning && leaves.size() < MOST_LEAVES
            ? Direction.stretches(all)
            : List.of(new Direction.Stretch(all, false, 0, all.length()));
    int begin = at;
    Iterator<Run> coming = runs.iterator();
    Run run = null;
    String rest = "";
    for (Direction.Stretch stretch : stretches) {
      LineFlow flow = new LineFlow(stretch.rightToLeft(), begin + stretch.start());
      if (!signs.isEmpty()) {
        flow.addDrawn(new Text(signs));
        signs = "";
      }
      int done = stretch.start();
      while (done < stretch.end()) {
        if (rest.isEmpty()) {
          run = coming.next();
          rest = run.text();
        }
        int taken = Math.min(rest.length(), stretch.end() - done);
        draw(run, rest.substring(0, taken), flow);
        rest = rest.substring(taken);
        done += taken;
      }
      if (done < all.length()) {
        // The line break between the two; only letters have one in them.
        if (rest.isEmpty()) {
          run = coming.next();
          rest = run.text();
        }
        rest = rest.substring(1);
      }
      add(flow, indent);
    }
    at = begin + all.length();
  }

  /// @param part as much of the run as stands in these lines
  private void draw(Run run, String part, LineFlow flow) {
    switch (run) {
      case Run.Letters letters -> drawLetters(letters, part, flow);
      case Run.Picture picture -> {
        ImageView view = new ImageView(context.emoji().image(part));
        view.setFitWidth(emojiSize);
        view.setFitHeight(emojiSize);
        InlineBox box = new InlineBox(view);
        box.fix(emojiSize, emojiSize, emojiSize * EMOJI_BASELINE);
        flow.addPiece(box, part.length(), picture.code());
        lead(picture.link(), box);
      }
      case Run.Person person -> flow.addPiece(mention(person), part.length(), false);
    }
  }

  private void drawLetters(Run.Letters run, String part, LineFlow flow) {
    List<String> pieces = BidiText.pieces(part);
    if (pieces.size() > 1 && !budget.take(pieces.size())) {
      pieces = List.of(part);
    }
    // Code runs from the left, whatever stands around it.
    boolean turned = run.code() && flow.isRightToLeft() && !Direction.turns(part) && budget.take(1);
    if (turned) {
      flow.addDrawn(new Text(LEFT_TO_RIGHT_MARK));
    }
    for (String piece : pieces) {
      Text letters =
          run.link() != null
              ? link(run, piece, flow)
              : new Text(turned ? piece + LEFT_TO_RIGHT_MARK : piece);
      style(letters, run);
      flow.addLetters(letters, piece.length(), run.code());
    }
  }

  private Text link(Run.Letters run, String piece, LineFlow flow) {
    TextTree.Link link = run.link();
    boolean turned = flow.isRightToLeft() && !Direction.turns(piece);
    LinkText letters =
        new LinkText(
            turned ? piece + LEFT_TO_RIGHT_MARK : piece,
            text.words(link.shown()),
            link.hint(),
            () -> open(link));
    lead(link, letters);
    return letters;
  }

  private void lead(TextTree.Link link, Node node) {
    if (link == null) {
      return;
    }
    if (linked.add(link)) {
      openables.add(new Openable(node, () -> open(link), link.hint()));
    }
    if (!(node instanceof LinkText)) {
      node.setCursor(Cursor.HAND);
      node.setOnMouseClicked(click -> {
        if (click.isStillSincePress()) {
          open(link);
        }
      });
    }
  }

  private void open(TextTree.Link link) {
    context.actions().open(URI.create(link.target()));
  }

  private static void style(Text letters, Run.Letters run) {
    List<String> classes = letters.getStyleClass();
    if (run.code()) {
      classes.add("code");
    }
    if (run.style().strong()) {
      classes.add("strong");
    }
    if (run.style().emphasis()) {
      Fonts.loadItalics();
      classes.add("emphasis");
    }
    if (run.style().strike()) {
      classes.add("strike");
    }
  }

  private Node mention(Run.Person person) {
    TextActions actions = context.actions();
    MentionChip chip = new MentionChip(person.text(), actions.meansReader(person.account()));
    if (person.link() != null) {
      // There is one way only.
      lead(person.link(), chip);
    } else if (person.account() != Mentions.ALL && actions.nameOf(person.account()) != null) {
      Runnable open = () -> actions.showPerson(person.account(), chip);
      chip.setCursor(Cursor.HAND);
      chip.setOnMouseClicked(click -> {
        if (click.isStillSincePress()) {
          open.run();
        }
      });
      openables.add(new Openable(chip, open));
    }
    return chip;
  }
}

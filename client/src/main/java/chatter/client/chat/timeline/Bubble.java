package chatter.client.chat.timeline;

import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.message.QuoteBox;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.ui.Icon;
import chatter.client.ui.emoji.BidiText;
import chatter.client.ui.emoji.TextPart;
import chatter.shared.text.Direction;
import chatter.shared.text.Mentions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.NodeOrientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// The bubble of one message: what it answers, its text, and a mark of what is told about it:
/// pinned, edited, time and tick. They stand in the last line if there is room, otherwise below it.
/// Style class `bubble`, with `:own`, `:first`, `:last`, `:failed`, `:gone` (deleted) and `:large`
/// (a few emoji without a bubble).
public final class Bubble extends Region {
  private static final PseudoClass OWN = PseudoClass.getPseudoClass("own");
  private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
  private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
  private static final PseudoClass GONE = PseudoClass.getPseudoClass("gone");
  private static final PseudoClass MINE = PseudoClass.getPseudoClass("mine");
  private static final PseudoClass LARGE = PseudoClass.getPseudoClass("large");

  /// In blanks, as on the page.
  private static final int TAB = 4;

  private static final double EMOJI = 18;
  private static final double LARGE_EMOJI = 44;

  /// Hangs a little below the baseline, as letters do.
  private static final double EMOJI_BASELINE = 0.78;

  /// As much as the style sheet puts between lines.
  private static final double LINE_GAP = 3;

  private static final Pattern TOWER = Pattern.compile("\\p{M}{3}");
  private static final String LEFT_TO_RIGHT_MARK = "\u200e";
  private static final double META_GAP = 12;

  /// Enough for a line of its own, and not more than a line of text has anyway.
  private static final double META_HEIGHT = 14;

  private static final double META_BASELINE = 11;
  private static final double QUOTE_GAP = 6;
  private static final double ICON_GAP = 4;

  private final CellContext tools;
  private final Lines body = new Lines();
  private final Rectangle edge = new Rectangle();
  private final Region pinned = Icon.PIN.node(12);
  private final Label edited = new Label();
  private final Label time = new Label();
  private final Region pending = Icon.CLOCK.node(12);
  private final Region stored = Icon.CHECK.node(13);

  /// Holds the place of time and tick at the end of the text.
  private final Inline metaSpace = new Inline();

  private final List<Target> links = new ArrayList<>();
  private QuoteBox quote;
  private boolean metaShown;

  /// Something in a message that can be opened.
  ///
  /// @param hint what to tell who chooses it with the keyboard; null for nothing
  record Target(Node node, Runnable open, String hint) {
    Target(Node node, Runnable open) {
      this(node, open, null);
    }
  }

  /// Whether the last line runs from right to left, so that time and tick stand at the left.
  private boolean turned;

  Bubble(CellContext tools) {
    this.tools = tools;
    getStyleClass().add("bubble");
    body.getStyleClass().add("lines");
    time.getStyleClass().add("time");
    edited.getStyleClass().add("time");
    edited.setText(tools.texts().say("message.edited"));
    getChildren().addAll(body, pinned, edited, time, pending, stored);
  }

  void update(MessageRow row) {
    ChatMessage message = row.message();
    boolean gone = message.gone();
    List<TextPart> parts = tools.parts(message);
    boolean large = !gone && TextPart.fewEmoji(parts) && row.quote() == null;
    boolean failed = message.delivery() == ChatMessage.Delivery.FAILED;
    pseudoClassStateChanged(OWN, message.own());
    pseudoClassStateChanged(FIRST, row.first());
    pseudoClassStateChanged(LAST, row.last());
    pseudoClassStateChanged(FAILED, failed);
    pseudoClassStateChanged(GONE, gone);
    pseudoClassStateChanged(LARGE, large);
    showQuote(gone ? null : row.quote());
    boolean isPending = message.delivery() == ChatMessage.Delivery.PENDING || changeWaits(message);
    boolean wasEdited = !gone && message.content().editedAt() != null;
    boolean isPinned = !gone && message.content().pinned();
    metaShown = !failed && (row.last() || isPending || wasEdited || isPinned);
    time.setText(row.time());
    time.setVisible(metaShown);
    pinned.setVisible(metaShown && isPinned);
    edited.setVisible(metaShown && wasEdited);
    pending.setVisible(metaShown && isPending);
    stored.setVisible(metaShown && message.own() && !isPending && !gone);
    links.clear();
    String text = TextPart.text(parts);
    // Marks can stand on each other without end, and must not draw over other messages.
    body.setClip(TOWER.matcher(text).find() ? edge : null);
    showText(text, parts, large ? LARGE_EMOJI : EMOJI);
    requestLayout();
  }

  /// Reactions show by themselves that they wait.
  private static boolean changeWaits(ChatMessage message) {
    return message.waiting() && message.change().kind() != OutboxChange.Kind.REACT;
  }

  /// Lines that run the same way are laid out together, those that run the other way by themselves.
  private void showText(String text, List<TextPart> parts, double emojiSize) {
    List<Direction.Stretch> stretches = Direction.stretches(text);
    List<TextFlow> flows = new ArrayList<>();
    Iterator<TextPart> coming = parts.iterator();
    String rest = "";
    TextPart part = null;
    int at = 0;
    for (Direction.Stretch stretch : stretches) {
      List<Node> nodes = new ArrayList<>();
      while (at < stretch.end()) {
        if (rest.isEmpty()) {
          part = coming.next();
          rest = part.text();
        }
        int taken = Math.min(rest.length(), stretch.end() - at);
        // Only words can go on in the next stretch: nothing else has a line break in it.
        if (part instanceof TextPart.Plain) {
          nodes.addAll(BidiText.of(rest.substring(0, taken)));
        } else {
          nodes.add(nodeOf(part, emojiSize, stretch.rightToLeft()));
        }
        rest = rest.substring(taken);
        at += taken;
      }
      if (at < text.length()) {
        // The line break between the two.
        if (rest.isEmpty()) {
          part = coming.next();
          rest = part.text();
        }
        rest = rest.substring(1);
        at++;
      }
      TextFlow flow = new TextFlow();
      flow.getStyleClass().add("body");
      flow.setTabSize(TAB);
      flow.setNodeOrientation(
          stretch.rightToLeft() ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
      flow.getChildren().setAll(nodes);
      flows.add(flow);
    }
    turned = stretches.getLast().rightToLeft();
    if (metaShown) {
      flows.getLast().getChildren().add(metaSpace);
    }
    body.show(flows);
  }

  void release() {
    body.clear();
    links.clear();
  }

  /// What can be opened: the quote, then the links.
  List<Target> targets() {
    List<Target> all = new ArrayList<>(links);
    if (quote != null) {
      all.addFirst(new Target(quote, quote::open));
    }
    return all;
  }

  private void showQuote(Quote answered) {
    if (answered == null) {
      getChildren().remove(quote);
      quote = null;
    } else {
      if (quote == null) {
        quote =
            new QuoteBox(
                tools.emoji(), tools.texts().say("message.quoteGone"), tools.actions()::showQuoted);
        getChildren().add(quote);
      }
      quote.show(answered);
    }
  }

  private Node nodeOf(TextPart part, double emojiSize, boolean rightToLeft) {
    return switch (part) {
      case TextPart.Plain plain -> new Text(plain.text());
      case TextPart.Link link -> {
        Runnable open = () -> tools.actions().open(link.target());
        LinkText text =
            new LinkText(rightToLeft ? link.text() + LEFT_TO_RIGHT_MARK : link.text(), open);
        links.add(new Target(text, open));
        text.getStyleClass().add("link");
        text.setUnderline(true);
        text.setCursor(Cursor.HAND);
        if (link.hint() != null) {
          Tooltip.install(text, new Tooltip(link.hint()));
        }
        text.setOnMouseClicked(click -> {
          if (click.isStillSincePress()) {
            open.run();
          }
        });
        yield text;
      }
      case TextPart.Mention mention -> mention(mention);
      case TextPart.Emoji emoji -> {
        ImageView view = new ImageView(tools.emoji().image(emoji.text()));
        view.setFitWidth(emojiSize);
        view.setFitHeight(emojiSize);
        Inline picture = new Inline(view);
        picture.fix(emojiSize, emojiSize, emojiSize * EMOJI_BASELINE);
        yield picture;
      }
    };
  }

  private Node mention(TextPart.Mention mention) {
    MentionChip chip = new MentionChip(mention.text());
    chip.pseudoClassStateChanged(MINE, tools.actions().meansReader(mention.account()));
    if (mention.account() != Mentions.ALL && tools.actions().nameOf(mention.account()) != null) {
      Runnable open = () -> tools.actions().showPerson(mention.account(), chip);
      chip.setCursor(Cursor.HAND);
      chip.setOnMouseClicked(click -> {
        if (click.isStillSincePress()) {
          open.run();
        }
      });
      links.add(new Target(chip, open));
    }
    return chip;
  }

  private void sizeMetaSpace() {
    metaSpace.fix(metaWidth() + META_GAP, META_HEIGHT, META_BASELINE);
  }

  private double metaWidth() {
    double width = 0;
    for (Region mark : marks()) {
      width += Math.ceil(mark.prefWidth(-1)) + (width == 0 ? 0 : ICON_GAP);
    }
    return width;
  }

  /// What is told about the message, in order.
  private List<Region> marks() {
    return Stream.of(pinned, edited, time, pending, stored).filter(Node::isVisible).toList();
  }

  private double insetsWidth() {
    return snappedLeftInset() + snappedRightInset();
  }

  @Override
  protected double computePrefWidth(double height) {
    sizeMetaSpace();
    double inner = Math.ceil(body.prefWidth(-1));
    if (quote != null) {
      inner = Math.max(inner, quote.prefWidth(-1));
    }
    return snapSizeX(inner + 1) + insetsWidth();
  }

  @Override
  protected double computePrefHeight(double width) {
    sizeMetaSpace();
    double inner = width - insetsWidth();
    double quoteHeight = quote == null ? 0 : quote.prefHeight(inner) + QUOTE_GAP;
    return snappedTopInset()
        + quoteHeight
        + snapSizeY(body.prefHeight(inner))
        + snappedBottomInset();
  }

  @Override
  protected void layoutChildren() {
    double left = snappedLeftInset();
    double top = snappedTopInset();
    double inner = getWidth() - insetsWidth();
    if (quote != null) {
      double quoteHeight = quote.prefHeight(inner);
      quote.resizeRelocate(left, top, inner, quoteHeight);
      top += quoteHeight + QUOTE_GAP;
    }
    body.resizeRelocate(left, top, inner, getHeight() - top - snappedBottomInset());
    if (body.getClip() != null) {
      edge.setX(-left);
      edge.setY(-snappedTopInset());
      edge.setWidth(getWidth());
      edge.setHeight(body.getHeight() + snappedTopInset() + snappedBottomInset());
    }
    if (metaShown) {
      double lineHeight = time.prefHeight(-1);
      double x = turned ? left : getWidth() - snappedRightInset() - metaWidth();
      double y = snapPositionY(getHeight() - snappedBottomInset() - lineHeight + 2);
      for (Region mark : marks()) {
        double width = Math.ceil(mark.prefWidth(-1));
        layoutInArea(mark, x, y, width, lineHeight, 0, null, false, false, HPos.LEFT, VPos.CENTER);
        x += width + ICON_GAP;
      }
    }
  }

  /// A link as a screen reader finds it.
  private static final class LinkText extends Text {
    private final Runnable open;

    LinkText(String words, Runnable open) {
      super(words);
      this.open = open;
      setAccessibleRole(AccessibleRole.HYPERLINK);
      setAccessibleText(words);
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
      if (action == AccessibleAction.FIRE) {
        open.run();
      } else {
        super.executeAccessibleAction(action, parameters);
      }
    }
  }

  /// Lines that run the same way, below each other.
  private static final class Lines extends Region {
    private List<TextFlow> flows = List.of();

    void show(List<TextFlow> newFlows) {
      flows = List.copyOf(newFlows);
      getChildren().setAll(flows);
    }

    void clear() {
      show(List.of());
    }

    @Override
    protected double computePrefWidth(double height) {
      return flows.stream().mapToDouble(flow -> flow.prefWidth(-1)).max().orElse(0);
    }

    @Override
    protected double computePrefHeight(double width) {
      return flows.stream().mapToDouble(flow -> flow.prefHeight(width)).sum()
          + Math.max(0, flows.size() - 1) * LINE_GAP;
    }

    @Override
    protected void layoutChildren() {
      double y = 0;
      for (TextFlow flow : flows) {
        double height = flow.prefHeight(getWidth());
        flow.resizeRelocate(0, y, getWidth(), height);
        y += height + LINE_GAP;
      }
    }
  }

  /// Somebody mentioned, in a line of text. Style class `mention`, with `:mine` where it is the
  /// reader.
  private static final class MentionChip extends Region {
    private static final double BASELINE = 14;
    private static final double HEIGHT = 18;

    /// Longer names are cut off: a chip does not break into lines.
    private static final double WIDEST = 240;

    private final Label name;

    MentionChip(String words) {
      name = new Label(words);
      name.getStyleClass().add("mention-name");
      getStyleClass().add("mention");
      getChildren().add(name);
      setAccessibleRole(AccessibleRole.HYPERLINK);
      setAccessibleText(words);
    }

    @Override
    protected double computePrefWidth(double height) {
      double around = snappedLeftInset() + snappedRightInset();
      return Math.min(WIDEST, Math.ceil(name.prefWidth(-1)) + around);
    }

    @Override
    protected double computePrefHeight(double width) {
      return HEIGHT;
    }

    @Override
    protected void layoutChildren() {
      double height = name.prefHeight(-1);
      name.resizeRelocate(
          snappedLeftInset(),
          snapPositionY((getHeight() - height) / 2),
          getWidth() - snappedLeftInset() - snappedRightInset(),
          height);
    }

    @Override
    public double getBaselineOffset() {
      return BASELINE;
    }
  }

  /// Something in a line of text. Its baseline is fixed, because a region's own one is only right
  /// after it has been laid out, and lines must not change height by that.
  private static final class Inline extends Region {
    private double baseline;

    Inline(Node... content) {
      getChildren().addAll(content);
    }

    void fix(double width, double height, double newBaseline) {
      baseline = newBaseline;
      setMinSize(width, height);
      setPrefSize(width, height);
      setMaxSize(width, height);
    }

    @Override
    public double getBaselineOffset() {
      return baseline;
    }
  }
}

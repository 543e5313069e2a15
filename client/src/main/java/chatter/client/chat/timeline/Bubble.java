package chatter.client.chat.timeline;

import chatter.client.chat.file.FilesPane;
import chatter.client.chat.message.ChatMessage;
import chatter.client.chat.message.Quote;
import chatter.client.chat.message.QuoteBox;
import chatter.client.chat.text.InlineBox;
import chatter.client.chat.text.MessageBody;
import chatter.client.chat.text.Openable;
import chatter.client.chat.text.SelectableText;
import chatter.client.chat.text.ShownText;
import chatter.client.net.outbox.OutboxChange;
import chatter.client.ui.Icon;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

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
  private static final PseudoClass LARGE = PseudoClass.getPseudoClass("large");

  private static final double EMOJI = 18;
  private static final double LARGE_EMOJI = 44;

  private static final Pattern TOWER = Pattern.compile("\\p{M}{3}");
  private static final double META_GAP = 12;

  /// Enough for a line of its own, and not more than a line of text has anyway.
  private static final double META_HEIGHT = 14;

  private static final double META_BASELINE = 11;
  private static final double QUOTE_GAP = 6;
  private static final double FILES_GAP = 6;
  private static final double ICON_GAP = 4;

  private final CellContext tools;
  private final MessageBody body;
  private final Rectangle edge = new Rectangle();
  private final Region pinned = Icon.PIN.node(12);
  private final Label edited = new Label();
  private final Label time = new Label();
  private final Region pending = Icon.CLOCK.node(12);
  private final Region stored = Icon.CHECK.node(13);

  /// Holds the place of time and tick at the end of the text.
  private final InlineBox metaSpace = new InlineBox();

  private QuoteBox quote;

  /// Null while it has none.
  private FilesPane files;

  private boolean metaShown;

  Bubble(CellContext tools) {
    this.tools = tools;
    body = new MessageBody(tools.forText());
    getStyleClass().add("bubble");
    time.getStyleClass().add("time");
    edited.getStyleClass().add("time");
    edited.setText(tools.texts().say("message.edited"));
    getChildren().addAll(body, pinned, edited, time, pending, stored);
  }

  void update(MessageRow row) {
    ChatMessage message = row.message();
    boolean gone = message.gone();
    ShownText text = tools.shown(message);
    boolean large =
        !gone
            && row.quote() == null
            && message.content().files().isEmpty()
            && text.isFewEmoji(tools.emoji()::has);
    boolean failed = message.delivery() == ChatMessage.Delivery.FAILED;
    pseudoClassStateChanged(OWN, message.own());
    pseudoClassStateChanged(FIRST, row.first());
    pseudoClassStateChanged(LAST, row.last());
    pseudoClassStateChanged(FAILED, failed);
    pseudoClassStateChanged(GONE, gone);
    pseudoClassStateChanged(LARGE, large);
    showQuote(gone ? null : row.quote());
    showFiles(message);
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
    // Marks can stand on each other without end, and must not draw over other messages.
    body.setClip(TOWER.matcher(text.text()).find() ? edge : null);
    // Below files the marks have a line of their own.
    body.show(text, large ? LARGE_EMOJI : EMOJI, metaShown && files == null ? metaSpace : null);
    body.setVisible(files == null || !text.text().isEmpty());
    requestLayout();
  }

  /// Reactions show by themselves that they wait.
  private static boolean changeWaits(ChatMessage message) {
    return message.waiting() && message.change().kind() != OutboxChange.Kind.REACT;
  }

  void release() {
    body.clear();
    if (files != null) {
      files.release();
      getChildren().remove(files);
      files = null;
    }
  }

  /// What it says, of which a part can be chosen.
  SelectableText text() {
    return body;
  }

  /// What can be opened: the quote, then what is in the text.
  List<Openable> targets() {
    List<Openable> all = new ArrayList<>(body.openables());
    if (files != null) {
      all.addAll(0, files.targets());
    }
    if (quote != null) {
      all.addFirst(new Openable(quote, quote::open));
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

  private void showFiles(ChatMessage message) {
    if (message.content().files().isEmpty()) {
      if (files != null) {
        files.release();
        getChildren().remove(files);
        files = null;
      }
    } else {
      if (files == null) {
        files = new FilesPane(tools.files());
        getChildren().add(files);
      }
      files.show(message);
    }
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
    if (files != null) {
      inner = Math.max(Math.max(inner, metaWidth()), files.prefWidth(-1));
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
        + (body.isVisible() ? snapSizeY(body.prefHeight(inner)) : 0)
        + filesHeight(inner)
        + snappedBottomInset();
  }

  /// With the gap above them and the marks below.
  private double filesHeight(double inner) {
    if (files == null) {
      return 0;
    }
    return (body.isVisible() ? FILES_GAP : 0)
        + files.prefHeight(inner)
        + (metaShown ? FILES_GAP + META_HEIGHT : 0);
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
    double below = filesHeight(inner);
    body.resizeRelocate(left, top, inner, getHeight() - top - below - snappedBottomInset());
    if (files != null) {
      files.resizeRelocate(
          left,
          getHeight() - snappedBottomInset() - below + (body.isVisible() ? FILES_GAP : 0),
          inner,
          files.prefHeight(inner));
    }
    if (body.getClip() != null) {
      edge.setX(-left);
      edge.setY(-snappedTopInset());
      edge.setWidth(getWidth());
      edge.setHeight(body.getHeight() + snappedTopInset() + snappedBottomInset());
    }
    if (metaShown) {
      double lineHeight = time.prefHeight(-1);
      double x = body.endsRightToLeft() ? left : getWidth() - snappedRightInset() - metaWidth();
      double y = snapPositionY(getHeight() - snappedBottomInset() - lineHeight + 2);
      for (Region mark : marks()) {
        double width = Math.ceil(mark.prefWidth(-1));
        layoutInArea(mark, x, y, width, lineHeight, 0, null, false, false, HPos.LEFT, VPos.CENTER);
        x += width + ICON_GAP;
      }
    }
  }
}

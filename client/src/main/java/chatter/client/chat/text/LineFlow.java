package chatter.client.chat.text;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.shape.Path;
import javafx.scene.text.HitInfo;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// Lines of text that run the same way, which knows of each of its characters which one of the
/// shown text it is: one picture may stand for several of them, and something that is only drawn
/// for none. Behind the letters it paints the ground of code, and what is chosen. Style class
/// `body`.
final class LineFlow extends TextFlow {
  /// In blanks, as on the page.
  private static final int TAB = 4;

  private final boolean rightToLeft;

  /// Where it begins in the shown text.
  private final int start;

  private final List<Piece> pieces = new ArrayList<>();

  /// Stretches of code, in characters of the flow.
  private final List<Stretch> code = new ArrayList<>();

  private int shown;
  private int flowed;

  /// Whether all of it stands on a ground already, so that code in it needs none.
  private boolean grounded;

  private Path ground;
  private Path chosen;
  private Stretch choice = new Stretch(0, 0);

  /// Some characters of the flow and those of the shown text that they stand for. Equally many are
  /// letters; otherwise they stand for each other as a whole.
  private record Piece(int shown, int shownLength, int flowed, int flowedLength) {
    boolean letters() {
      return shownLength == flowedLength;
    }
  }

  /// @param start where it begins in the shown text
  LineFlow(boolean rightToLeft, int start) {
    this.rightToLeft = rightToLeft;
    this.start = start;
    shown = start;
    getStyleClass().add("body");
    setTabSize(TAB);
    setNodeOrientation(rightToLeft ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
  }

  boolean isRightToLeft() {
    return rightToLeft;
  }

  /// All of it is code, on the ground of whoever shows it.
  void setGrounded() {
    grounded = true;
  }

  int start() {
    return start;
  }

  int end() {
    return shown;
  }

  /// Adds letters.
  ///
  /// @param length how many of them are shown; what comes after them is only drawn
  /// @param isCode whether they have the ground of code
  void addLetters(Text letters, int length, boolean isCode) {
    int drawn = letters.getText().length();
    add(letters, length, length, isCode);
    if (drawn > length) {
      skip(drawn - length);
    }
  }

  /// Adds a picture, or something else that is one piece.
  ///
  /// @param length how many characters of the shown text it stands for
  void addPiece(Node node, int length, boolean isCode) {
    add(node, length, 1, isCode);
  }

  /// Adds something that is drawn, and is none of the text.
  void addDrawn(Node node) {
    getChildren().add(node);
    skip(node instanceof Text text ? text.getText().length() : 1);
  }

  private void skip(int length) {
    pieces.add(new Piece(shown, 0, flowed, length));
    flowed += length;
  }

  private void add(Node node, int shownLength, int flowedLength, boolean isCode) {
    getChildren().add(node);
    pieces.add(new Piece(shown, shownLength, flowed, flowedLength));
    if (isCode && !grounded) {
      addCode(new Stretch(flowed, flowed + flowedLength));
    }
    shown += shownLength;
    flowed += flowedLength;
  }

  private void addCode(Stretch more) {
    more.addTo(code);
    if (ground == null) {
      ground = path("code-ground", 0);
    }
  }

  /// It is not managed, so that it is none of the text.
  private Path path(String styleClass, int place) {
    Path path = new Path();
    path.setManaged(false);
    path.setMouseTransparent(true);
    path.setStroke(null);
    path.getStyleClass().add(styleClass);
    getChildren().add(place, path);
    return path;
  }

  /// The position in the shown text that is nearest to a point.
  int indexAt(double x, double y) {
    HitInfo hit = getHitInfo(new Point2D(x, Math.clamp(y, 0, Math.max(0, getHeight() - 1))));
    int index = hit.getInsertionIndex() < 0 ? flowed : hit.getInsertionIndex();
    for (Piece piece : pieces) {
      if (index < piece.flowed() + piece.flowedLength()) {
        int inside = Math.max(0, index - piece.flowed());
        return piece.shown() + (piece.letters() ? inside : 0);
      }
    }
    return shown;
  }

  /// Paints a part of the shown text as chosen, as far as it is here.
  void choose(int from, int to) {
    Stretch next = new Stretch(flowedAt(from, false), flowedAt(to, true));
    if (next.from() >= next.to()) {
      next = new Stretch(0, 0);
    }
    if (!next.equals(choice)) {
      choice = next;
      if (chosen == null) {
        chosen = path("chosen-text", ground == null ? 0 : 1);
      }
      // Not laid out yet, it is painted when it is.
      if (!isNeedsLayout()) {
        Stretch.draw(this, rightToLeft, List.of(choice), chosen);
      }
    }
  }

  /// Where a position of the shown text is in the flow.
  ///
  /// @param ending whether a part ends there, and what is one piece is taken whole
  private int flowedAt(int index, boolean ending) {
    int last = 0;
    for (Piece piece : pieces) {
      if (piece.shownLength() == 0) {
        continue;
      }
      int inside = index - piece.shown();
      if (inside < 0 || (inside == 0 && ending)) {
        return last;
      }
      if (inside < piece.shownLength()) {
        return piece.letters()
            ? piece.flowed() + inside
            : piece.flowed() + (ending ? piece.flowedLength() : 0);
      }
      last = piece.flowed() + piece.flowedLength();
    }
    return last;
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (ground != null) {
      Stretch.draw(this, rightToLeft, code, ground);
    }
    if (chosen != null) {
      Stretch.draw(this, rightToLeft, List.of(choice), chosen);
    }
  }
}

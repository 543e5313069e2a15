package chatter.client.chat.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.ui.Fx;
import chatter.server.faults.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

/// The promises of the message list, with rows of random height.
class AnchoredListTest {
  private static final double WIDTH = 500;
  private static final double HEIGHT = 600;

  private final Random random = new Random(7);
  private final ObservableList<Line> rows = FXCollections.observableArrayList();
  private AnchoredList<Line> list;
  private StackPane root;
  private int cellsMade;

  private record Line(Object key, String text, boolean live) implements ListRow {
    @Override
    public Object kind() {
      return "line";
    }

    @Override
    public boolean content() {
      return true;
    }
  }

  private static final class LineCell extends RowCell<Line> {
    private final Label label = new Label();

    LineCell() {
      label.setWrapText(true);
      getChildren().add(label);
    }

    @Override
    protected void update(Line row) {
      label.setText(row.text());
    }

    @Override
    protected double computePrefHeight(double width) {
      return label.prefHeight(width) + 6;
    }

    @Override
    protected void layoutChildren() {
      label.resizeRelocate(0, 3, getWidth(), getHeight() - 6);
    }
  }

  private void show() {
    list =
        new AnchoredList<>(_ -> {
          cellsMade++;
          return new LineCell();
        });
    root = new StackPane(list);
    new Scene(root, WIDTH, HEIGHT);
    list.setRows(rows);
    settle();
  }

  private void settle() {
    root.applyCss();
    root.layout();
  }

  private Line line(int number, boolean live) {
    return new Line(number, "word ".repeat(1 + random.nextInt(120)) + number, live);
  }

  private List<Line> lines(int from, int to) {
    List<Line> made = new ArrayList<>();
    for (int i = from; i < to; i++) {
      made.add(line(i, false));
    }
    return made;
  }

  /// Where the row's upper edge really is on screen.
  private double screenTop(Object key) {
    RowCell<Line> cell =
        list.cells().stream().filter(c -> c.row().key().equals(key)).findFirst().orElseThrow();
    return cell.getLayoutY();
  }

  private RowCell<Line> middleRow() {
    return list.cells().stream()
        .filter(c -> c.top() > HEIGHT / 3 || c.bottom() > HEIGHT / 2)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void prependingFiftyPagesMovesNothing() {
    Fx.run(() -> {
      rows.addAll(lines(100_000, 100_050));
      show();
      double worst = 0;
      int next = 100_000;
      for (int page = 0; page < 50; page++) {
        list.scrollBy(100 + random.nextInt(3000) + 0.37);
        settle();
        RowCell<Line> eye = middleRow();
        Object key = eye.row().key();
        double before = eye.getLayoutY();
        // The row at the joint changes too, as when it is no longer the first of its run.
        Line first = rows.getFirst();
        next -= 50;
        List<Line> page50 = lines(next, next + 50);
        rows.set(0, new Line(first.key(), first.text() + " joined", false));
        rows.addAll(0, page50);
        settle();
        worst = Math.max(worst, Math.abs(screenTop(key) - before));
      }
      assertTrue(worst <= 1, "worst drift " + worst);
      System.getLogger("measured").log(System.Logger.Level.INFO, "worst drift " + worst);
    });
  }

  @Test
  void rowsAddedBelowMoveNothingWhenReadingAbove() {
    Fx.run(() -> {
      rows.addAll(lines(0, 100));
      show();
      list.scrollBy(1500);
      settle();
      assertFalse(list.isAtEnd());
      Object key = middleRow().row().key();
      double before = screenTop(key);
      for (int i = 100; i < 200; i++) {
        rows.add(line(i, true));
        settle();
        assertEquals(before, screenTop(key), 1);
      }
    });
  }

  @Test
  void staysAtTheEndWhenRowsArrive() {
    Fx.run(() -> {
      rows.addAll(lines(0, 100));
      show();
      assertTrue(list.isAtEnd());
      list.scrollBy(AnchoredList.END_SLACK - 5);
      settle();
      assertTrue(list.isAtEnd());
      rows.add(line(100, true));
      settle();
      assertEquals(HEIGHT, list.cells().getLast().bottom(), 0.01);
      assertEquals(100, list.cells().getLast().row().key());
    });
  }

  @Test
  void doesNotStickToAnEndThatIsNotTheNewest() {
    Fx.run(() -> {
      rows.addAll(lines(0, 100));
      show();
      list.setEndComplete(false);
      settle();
      assertFalse(list.isAtEnd());
      double before = screenTop(99);
      rows.addAll(lines(100, 150));
      settle();
      assertEquals(before, screenTop(99), 1);
    });
  }

  @Test
  void resizingKeepsTheRowUnderTheEye() {
    Fx.run(() -> {
      // So many that rows above stay, however short a wide window and its fonts make them.
      rows.addAll(lines(0, 600));
      show();
      list.scrollBy(6000);
      settle();
      RowCell<Line> eye = list.cells().stream().filter(c -> c.top() >= 0).findFirst().orElseThrow();
      Object key = eye.row().key();
      double before = eye.getLayoutY();
      for (double width : new double[] {480, 330, 251, 700, 1100, 500}) {
        root.resize(width, HEIGHT);
        settle();
        assertEquals(before, screenTop(key), 1, "at width " + width);
      }
    });
  }

  @Test
  void resizingAtTheEndStaysAtTheEnd() {
    Fx.run(() -> {
      rows.addAll(lines(0, 100));
      show();
      for (double width : new double[] {480, 250, 1100}) {
        root.resize(width, HEIGHT - width / 10);
        settle();
        assertEquals(HEIGHT - width / 10, list.cells().getLast().bottom(), 0.01);
      }
    });
  }

  @Test
  void aRowThatGrowsByItselfMovesNothingBelowTheEye() {
    Fx.run(() -> {
      rows.addAll(lines(0, 100));
      show();
      list.scrollBy(2000);
      settle();
      RowCell<Line> eye = list.cells().stream().filter(c -> c.top() >= 0).findFirst().orElseThrow();
      int index = list.indexOf(eye.row().key());
      double before = eye.getLayoutY();
      LineCell above = (LineCell) list.cells().get(index - 1 - list.firstIndex());
      above.label.setText("grown ".repeat(400));
      settle();
      assertEquals(before, eye.getLayoutY(), 1);
    });
  }

  @Test
  void aShortListStandsAtTheBottom() {
    Fx.run(() -> {
      rows.addAll(new Line(1, "one", false), new Line(2, "two", false));
      show();
      assertEquals(HEIGHT, list.cells().getLast().bottom(), 0.01);
      list.scrollBy(500);
      settle();
      assertEquals(HEIGHT, list.cells().getLast().bottom(), 0.01);
      assertTrue(list.isAtEnd());
    });
  }

  @Test
  void theFirstRowStopsAtTheTop() {
    Fx.run(() -> {
      rows.addAll(lines(0, 30));
      show();
      for (int i = 0; i < 40; i++) {
        list.scrollBy(900);
        settle();
      }
      assertEquals(0, list.cells().getFirst().top(), 0.01);
      assertEquals(0, list.firstIndex());
    });
  }

  @Test
  void aHundredThousandRowsNeedFewNodes() {
    Fx.run(() -> {
      rows.addAll(lines(0, 100_000));
      show();
      int most = 0;
      for (int i = 0; i < Form.of(1_000, 3_000); i++) {
        list.scrollBy(i % 5 == 0 ? 2500 : 170);
        settle();
        most = Math.max(most, list.getChildrenUnmodifiable().size());
      }
      list.jumpTo(50, 0);
      settle();
      assertEquals(0, screenTop(50), 1);
      list.jumpToEnd();
      settle();
      assertEquals(HEIGHT, list.cells().getLast().bottom(), 0.01);
      assertTrue(most < 140, "nodes " + most);
      assertTrue(list.cells().size() < 60, "cells " + list.cells().size());
      System.getLogger("measured")
          .log(System.Logger.Level.INFO, "nodes at most " + most + ", made " + cellsMade);
    });
  }

  @Test
  void onlyRowsThatArriveAtTheEndFadeIn() {
    Fx.run(() -> {
      rows.addAll(lines(0, 50));
      show();
      rows.add(line(50, true));
      settle();
      assertEquals(0, list.cells().getLast().getOpacity());
      rows.add(line(51, false));
      settle();
      assertEquals(1, list.cells().getLast().getOpacity());
      list.setMotion(false);
      rows.add(line(52, true));
      settle();
      assertEquals(1, list.cells().getLast().getOpacity());
      list.setMotion(true);
      list.scrollBy(3000);
      settle();
      rows.add(line(53, true));
      list.jumpToEnd();
      settle();
      assertEquals(53, list.cells().getLast().row().key());
      assertEquals(1, list.cells().getLast().getOpacity());
    });
  }
}

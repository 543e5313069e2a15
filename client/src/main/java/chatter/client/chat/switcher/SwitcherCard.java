package chatter.client.chat.switcher;

import chatter.client.ui.dialog.DialogLayer;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;

/// The switcher on its card, over everything else. To make it takes as long as a dozen frames, so
/// that is done before it is asked for, a little in each frame and unseen; asked for earlier than
/// that, it is made at once as far as it is missing. JavaFX application thread only.
public final class SwitcherCard {
  private final DialogLayer cards;
  private final String name;
  private final Supplier<SwitcherView> maker;
  private final AnimationTimer making =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          makeSome();
        }
      };

  /// Null before anything of it is made.
  private SwitcherView view;

  /// @param name what a screen reader calls it
  /// @param maker makes the view, once
  public SwitcherCard(DialogLayer cards, String name, Supplier<SwitcherView> maker) {
    this.cards = cards;
    this.name = name;
    this.maker = maker;
    cards
        .heightProperty()
        .subscribe(() -> {
          if (view != null) {
            view.setRoom(cards.bareHeight());
          }
        });
  }

  /// It may be asked for some time: gets it ready meanwhile.
  public void prepare() {
    making.start();
  }

  private void makeSome() {
    if (cards.isOpen()) {
      // Its place is taken.
      return;
    }
    if (view().makeMore()) {
      making.stop();
    }
    cards.keepBare(view);
  }

  private SwitcherView view() {
    if (view == null) {
      view = maker.get();
      view.setRoom(cards.bareHeight());
    }
    return view;
  }

  /// Shows it, with nothing typed and with the keyboard.
  public void open() {
    making.stop();
    view().begin();
    cards.openBare(name, view, view.start());
  }

  /// Lets go of what is under way.
  public void close() {
    making.stop();
  }
}

package chatter.client.chat.emoji;

import chatter.client.ui.Texts;
import chatter.client.ui.dialog.Popover;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.text.Emoji;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;

/// The picker of emoji of a chat, shown beside whatever asks for one. To make it takes as long as
/// dozens of frames, so that is done before: what there is to offer is read beside the JavaFX
/// application thread, and the picker is made a little in each frame, unseen. Asked for earlier
/// than that, it is made at once as far as it is missing. JavaFX application thread only.
public final class EmojiPopover {
  private static final int STEPS_IN_HASTE = 3;

  private final EmojiRecents recents;
  private final Texts texts;
  private final EmojiImages images;
  private final Popover popover;
  private final Executor ui;
  private final AnimationTimer making =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          makeSome();
        }
      };

  /// How many are made in a frame; 0 before it is prepared.
  private int steps;

  private boolean closed;

  /// Null before anything of it is made.
  private EmojiPicker picker;

  /// @param recents those used most, and the skin tone; not changed by a choice
  public EmojiPopover(
      EmojiRecents recents, Texts texts, EmojiImages images, Popover popover, Executor ui) {
    this.recents = recents;
    this.texts = texts;
    this.images = images;
    this.popover = popover;
    this.ui = ui;
  }

  /// It may be asked for some time: gets it ready meanwhile.
  public void prepare() {
    prepare(1);
  }

  /// It may be asked for in a moment: hurries to get it ready.
  public void prepareSoon() {
    prepare(STEPS_IN_HASTE);
  }

  private void prepare(int stepsInFrame) {
    boolean begun = steps > 0;
    steps = Math.max(steps, stepsInFrame);
    if (!begun) {
      CompletableFuture<Void> reading = CompletableFuture.runAsync(EmojiPopover::read);
      var _ =
          reading.whenCompleteAsync(
              (_, _) -> {
                if (!closed) {
                  making.start();
                }
              },
              ui);
      // The first letter looks for one.
      var _ = reading.thenRunAsync(EmojiSearch::shared);
    }
  }

  private static void read() {
    var _ = Emoji.kind("👍");
    EmojiImages.read();
  }

  private void makeSome() {
    boolean whole = false;
    for (int i = 0; i < steps && !whole; i++) {
      whole = picker().makeMore();
    }
    popover.keep(picker);
    if (whole) {
      making.stop();
    }
  }

  private EmojiPicker picker() {
    if (picker == null) {
      picker = new EmojiPicker(recents, texts, images);
    }
    return picker;
  }

  /// Shows it, with the keyboard.
  ///
  /// @param listener what happens with what is chosen
  public void open(Node beside, EmojiPicker.Listener listener) {
    making.stop();
    steps = STEPS_IN_HASTE;
    picker().begin(listener);
    popover.keep(picker);
    popover.open(picker, beside, picker.start());
  }

  /// Lets go of what is under way.
  public void close() {
    closed = true;
    making.stop();
  }
}

package chatter.client.hosting;

import chatter.client.ui.Scrolling;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.TitledPane;

/// Sections of which one at a time is open, so that what shows is never a wall. JavaFX application
/// thread only.
final class Sections {
  private final List<TitledPane> all;

  Sections(TitledPane... sections) {
    all = List.of(sections);
    for (TitledPane section : all) {
      // Opening one closes another, perhaps above it: movement of both would be unrest.
      section.setAnimated(false);
      section
          .expandedProperty()
          .subscribe(open -> {
            if (open) {
              opened(section);
            }
          });
    }
  }

  private void opened(TitledPane opened) {
    all.stream().filter(section -> !section.equals(opened)).forEach(s -> s.setExpanded(false));
    // Once it has its new height.
    Platform.runLater(() -> Scrolling.reveal(opened));
  }
}

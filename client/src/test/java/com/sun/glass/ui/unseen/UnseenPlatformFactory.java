package com.sun.glass.ui.unseen;

import chatter.server.faults.Form;
import com.sun.glass.ui.Application;
import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.View;
import com.sun.glass.ui.headless.HeadlessApplication;
import com.sun.glass.ui.headless.HeadlessPlatformFactory;
import com.sun.glass.ui.headless.HeadlessView;
import com.sun.javafx.application.preferences.PreferenceMapping;
import java.util.Map;

/// JavaFX's headless platform without its copy of the screen, chosen with
/// `-Dglass.platform=Unseen`. Nobody looks at that copy, since pictures are taken of the scene, and
/// it is made pixel by pixel on the application thread, which takes longer than everything else in
/// a story. Unless the form is full nothing is drawn for it either, which is a third of what is
/// left, and it asks for little movement, so that nobody waits for what slides. That JavaFX looks
/// for a platform of this name in this package is not documented; where it does not any more,
/// `Headless` does the same slowly.
public final class UnseenPlatformFactory extends HeadlessPlatformFactory {
  @Override
  public Application createApplication() {
    return new UnseenApplication();
  }

  private static final String LITTLE_MOVEMENT = "Unseen.reducedMotion";
  private static final String PREFERENCE_OF_JAVAFX = "reducedMotion";

  private static final class UnseenApplication extends HeadlessApplication {
    @Override
    public View createView() {
      return new UnseenView();
    }

    @Override
    public Map<String, Class<?>> getPlatformKeys() {
      return Map.of(LITTLE_MOVEMENT, Boolean.class);
    }

    @Override
    public Map<String, PreferenceMapping<?, ?>> getPlatformKeyMappings() {
      return Map.of(LITTLE_MOVEMENT, new PreferenceMapping<>(PREFERENCE_OF_JAVAFX, Boolean.class));
    }

    @Override
    public Map<String, Object> getPlatformPreferences() {
      return Map.of(LITTLE_MOVEMENT, !Form.isFull());
    }
  }

  private static final class UnseenView extends HeadlessView {
    @Override
    protected void _uploadPixels(long view, Pixels pixels) {}

    /// The only one who asks is whoever would draw the window, and draws none that is closed.
    @Override
    public boolean isClosed() {
      return !Form.isFull() || super.isClosed();
    }
  }
}

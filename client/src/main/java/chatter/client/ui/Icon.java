package chatter.client.ui;

import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The line icons of both clients: Lucide's, under Lucide's names. A node has the style class
/// `icon`, its path `icon-path`; the colour is the path's `-fx-stroke`.
public enum Icon {
  /// Three lines: opens the drawer.
  MENU("M4 5h16 M4 12h16 M4 19h16"),
  /// A paper plane.
  SEND_HORIZONTAL(
      "M3.714 3.048a.498.498 0 0 0-.683.627l2.843 7.627a2 2 0 0 1 0 1.396l-2.842 "
          + "7.627a.498.498 0 0 0 .682.627l18-8.5a.5.5 0 0 0 0-.904z M6 12h16"),
  /// Done.
  CHECK("M20 6 9 17l-5-5"),
  /// Waiting.
  CLOCK("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 6v6l4 2"),
  /// At a time.
  CLOCK_3("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z M12 6v6h4"),
  /// Before a time.
  HISTORY("M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8 M3 3v5h5 M12 7v5l4 2"),
  /// Somebody.
  USER("M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2 M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
  /// Something failed.
  CIRCLE_ALERT("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 8L12 12 M12 16L12.01 16"),
  /// As it should be.
  CIRCLE_CHECK("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M9 12l2 2 4-4"),
  /// It does not work.
  CIRCLE_X("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M15 9l-6 6 M9 9l6 6"),
  /// Nobody knows.
  CIRCLE_QUESTION_MARK(
      "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3 M12 17h.01"),
  /// Worth knowing.
  TRIANGLE_ALERT(
      "M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3 M12 9v4 M12 "
          + "17h.01"),
  /// How somebody is.
  ACTIVITY(
      "M22 12h-2.48a2 2 0 0 0-1.93 1.46l-2.35 8.36a.25.25 0 0 1-.48 0L9.24 2.18a.25.25 0 0 "
          + "0-.48 0l-2.35 8.36A2 2 0 0 1 4.49 12H2"),
  /// Down, to what is newer.
  ARROW_DOWN("M12 5v14 M19 12l-7 7-7-7"),
  /// What is worth knowing.
  INFO("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 16v-4 M12 8L12.01 8"),
  /// Back.
  ARROW_LEFT("M12 19l-7-7 7-7 M19 12H5"),
  /// Up, to what is older.
  ARROW_UP("M5 12l7-7 7 7 M12 19V5"),
  /// Answer.
  REPLY("M20 18v-2a4 4 0 0 0-4-4H4 M9 17l-5-5 5-5"),
  /// Copy.
  COPY(
      "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z "
          + "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"),
  /// Again.
  ROTATE_CW("M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8 M21 3v5h-5"),
  /// Close, or not after all.
  X("M18 6 6 18 M6 6l12 12"),
  /// Not connected.
  WIFI_OFF(
      "M12 20h.01 M8.5 16.429a5 5 0 0 1 7 0 M5 12.859a10 10 0 0 1 5.17-2.69 M19 "
          + "12.859a10 10 0 0 0-2.007-1.523 M2 8.82a15 15 0 0 1 4.177-2.643 M22 8.82a15 15 0 "
          + "0 0-11.288-3.764 M2 2l20 20"),
  /// Look for somebody.
  SEARCH("M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z M21 21l-4.34-4.34"),
  /// A room.
  HASH("M4 9L20 9 M4 15L20 15 M10 3L8 21 M16 3L14 21"),
  /// Throw away.
  TRASH_2(
      "M10 11v6 M14 11v6 M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6 M3 6h18 M8 6V4a2 2 0 "
          + "0 1 2-2h4a2 2 0 0 1 2 2v2"),
  /// Back.
  CHEVRON_LEFT("M15 18l-6-6 6-6"),
  /// There is more behind it.
  CHEVRON_RIGHT("M9 18l6-6-6-6"),
  /// What is told.
  BELL(
      "M10.268 21a2 2 0 0 0 3.464 0 M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 "
          + "18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326"),
  /// What is on this computer's disk.
  HARD_DRIVE(
      "M22 12H2 M5.45 5.11L2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 "
          + "4H7.24a2 2 0 0 0-1.79 1.11z M6 16h.01 M10 16h.01"),
  /// A picture to take or choose.
  CAMERA(
      "M13.997 4a2 2 0 0 1 1.76 1.05l.486.9A2 2 0 0 0 18.003 7H20a2 2 0 0 1 2 2v9a2 2 0 0 "
          + "1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1.997a2 2 0 0 0 1.759-1.048l.489-.904A2 2 0 0 "
          + "1 10.004 4z M9 13a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"),
  /// Light or dark.
  SUN_MOON(
      "M12 2v2 M14.837 16.385a6 6 0 1 1-7.223-7.222c.624-.147.97.66.715 1.248a4 4 0 0 0 "
          + "5.26 5.259c.589-.255 1.396.09 1.248.715 M16 12a4 4 0 0 0-4-4 M19 5l-1.256 1.256 M20 "
          + "12h2"),
  /// Light.
  SUN(
      "M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M12 2v2 M12 20v2 M4.93 4.93l1.41 1.41 M17.66 "
          + "17.66l1.41 1.41 M2 12h2 M20 12h2 M6.34 17.66l-1.41 1.41 M19.07 4.93l-1.41 1.41"),
  /// Dark.
  MOON(
      "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 "
          + "8.268c.344-.215.825-.004.803.401"),
  /// As the system does.
  MONITOR(
      "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2z M8 "
          + "21L16 21 M12 17L12 21"),
  /// The Enter key.
  CORNER_DOWN_LEFT("M20 4v7a4 4 0 0 1-4 4H4 M9 10l-5 5 5 5"),
  /// A password.
  KEY_ROUND(
      "M2.586 17.414A2 2 0 0 0 2 18.828V21a1 1 0 0 0 1 1h3a1 1 0 0 0 1-1v-1a1 1 0 0 1 "
          + "1-1h1a1 1 0 0 0 1-1v-1a1 1 0 0 1 1-1h.172a2 2 0 0 0 1.414-.586l.814-.814a6.5 6.5 0 1 "
          + "0-4-4z M16 7.5a0.5 0.5 0 1 0 1 0a0.5 0.5 0 1 0 -1 0"),
  /// Sign out.
  LOG_OUT("M16 17l5-5-5-5 M21 12H9 M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4"),
  /// A computer.
  LAPTOP(
      "M18 5a2 2 0 0 1 2 2v8.526a2 2 0 0 0 .212.897l1.068 2.127a1 1 0 0 1-.9 1.45H3.62a1 1 "
          + "0 0 1-.9-1.45l1.068-2.127A2 2 0 0 0 4 15.526V7a2 2 0 0 1 2-2z M20.054 15.987H3.946"),
  /// A phone.
  SMARTPHONE(
      "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2z M12 "
          + "18h.01"),
  /// Here, at home.
  HOUSE(
      "M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8 M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 "
          + "2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"),
  /// Change a text.
  PENCIL(
      "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 "
          + "0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z M15 5l4 4"),
  /// Show what is hidden.
  EYE(
      "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 "
          + "10.75 0 0 1-19.876 0 M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"),
  /// Hide it again.
  EYE_OFF(
      "M10.733 5.076a10.744 10.744 0 0 1 11.205 6.575 1 1 0 0 1 0 .696 10.747 10.747 0 0 "
          + "1-1.444 2.49 M14.084 14.158a3 3 0 0 1-4.242-4.242 M17.479 17.499a10.75 10.75 0 0 "
          + "1-15.417-5.151 1 1 0 0 1 0-.696 10.75 10.75 0 0 1 4.446-5.143 M2 2l20 20"),
  /// People.
  USERS(
      "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2 M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M22 21v-2a4 4 "
          + "0 0 0-3-3.87 M16 3.128a4 4 0 0 1 0 7.744"),
  /// Invite somebody.
  USER_PLUS(
      "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2 M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M19 8v6 M22 "
          + "11h-6"),
  /// Everyone on the network.
  NETWORK(
      "M17 16h4a1 1 0 0 1 1 1v4a1 1 0 0 1 -1 1h-4a1 1 0 0 1 -1 -1v-4a1 1 0 0 1 1 -1z M3 "
          + "16h4a1 1 0 0 1 1 1v4a1 1 0 0 1 -1 1h-4a1 1 0 0 1 -1 -1v-4a1 1 0 0 1 1 -1z M10 2h4a1 "
          + "1 0 0 1 1 1v4a1 1 0 0 1 -1 1h-4a1 1 0 0 1 -1 -1v-4a1 1 0 0 1 1 -1z M5 16v-3a1 1 0 0 "
          + "1 1-1h12a1 1 0 0 1 1 1v3 M12 12V8"),
  /// One more.
  PLUS("M5 12h14 M12 5v14"),
  /// A private room.
  LOCK(
      "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2z M7 11V7a5 5 0 "
          + "0 1 10 0v4"),
  /// Kept above the others.
  STAR(
      "M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 1.16l5.166.756a.53.53 0 "
          + "0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 5.14a.53.53 0 0 "
          + "1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 "
          + "1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 "
          + ".294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z"),
  /// React.
  SMILE(
      "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M8 14s1.5 2 4 2 4-2 4-2 M9 9L9.01 9 M15 9L15.01 9"),
  /// Kept in sight.
  PIN(
      "M12 17v5 M9 10.76a2 2 0 0 1-1.11 1.79l-1.78.9A2 2 0 0 0 5 15.24V16a1 1 0 0 0 1 1h12a1 1 0 0 0 "
          + "1-1v-.76a2 2 0 0 0-1.11-1.79l-1.78-.9A2 2 0 0 1 15 10.76V7a1 1 0 0 1 1-1 2 2 0 0 0 "
          + "0-4H8a2 2 0 0 0 0 4 1 1 0 0 1 1 1z"),
  /// What else can be done.
  ELLIPSIS_VERTICAL(
      "M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0 M11 5a1 1 0 1 0 2 0a1 1 0 1 0 -2 0 M11 19a1 1 0 1 0 2 "
          + "0a1 1 0 1 0 -2 0"),
  /// Put away, to be read only.
  ARCHIVE(
      "M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-18a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z M4 8v11a2 2 0 0 "
          + "0 2 2h12a2 2 0 0 0 2-2V8 M10 12h4"),
  /// Files to send.
  PAPERCLIP(
      "M16 6l-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 8.551a6 6 0 "
          + "1 0 8.485 8.485l8.379-8.551"),
  /// A file.
  FILE(
      "M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 "
          + "8v12a2 2 0 0 1-2 2z M14 2v5a1 1 0 0 0 1 1h5"),
  /// Save on this computer.
  DOWNLOAD("M12 15V3 M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4 M7 10l5 5 5-5"),
  /// Where it was saved.
  FOLDER(
      "M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.69-.9L9.6 3.9A2 2 0 0 0 7.93 3H4a2 2 0 "
          + "0 0-2 2v13a2 2 0 0 0 2 2z"),
  /// Sound or video.
  PLAY("M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z"),
  /// Smaller.
  MINUS("M5 12h14"),
  /// Leads out of here.
  EXTERNAL_LINK("M15 3h6v6 M10 14 21 3 M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6"),
  /// A message.
  MESSAGE_CIRCLE(
      "M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 "
          + "1.099.092 10 10 0 1 0-4.777-4.719"),
  /// Mail.
  MAIL(
      "M22 7l-8.991 5.727a2 2 0 0 1-2.009 0L2 7 M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 "
          + "0 1 -2 -2v-12a2 2 0 0 1 2 -2z");

  /// Lucide draws in a square of 24 x 24.
  private static final double GRID = 24;

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  /// A new node that shows the icon in a square of so many pixels.
  public Region node(double size) {
    SVGPath shape = new SVGPath();
    shape.setContent(path);
    shape.getStyleClass().add("icon-path");
    shape.setManaged(false);
    shape.getTransforms().add(new Scale(size / GRID, size / GRID, 0, 0));
    return new Square(shape, size);
  }

  private static final class Square extends Region {
    Square(SVGPath shape, double size) {
      getStyleClass().add("icon");
      getChildren().add(shape);
      setMinSize(size, size);
      setPrefSize(size, size);
      setMaxSize(size, size);
      setMouseTransparent(true);
    }

    @Override
    public String getUserAgentStylesheet() {
      return Icon.class.getResource("icon.css").toExternalForm();
    }
  }
}

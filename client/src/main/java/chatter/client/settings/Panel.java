package chatter.client.settings;

/// A part of the drawer behind a row of its menu.
interface Panel {
  /// It shows now: start afresh and take the cursor.
  void opened();
}

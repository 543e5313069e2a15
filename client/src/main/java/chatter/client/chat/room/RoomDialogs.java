package chatter.client.chat.room;

import chatter.client.ui.AvatarImages;
import chatter.client.ui.Texts;
import chatter.client.ui.TimeLabels;
import chatter.client.ui.dialog.DialogLayer;
import chatter.client.ui.dialog.Dialogs;
import chatter.client.ui.emoji.EmojiImages;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The questions and forms about rooms and talks, over the chat. JavaFX application thread only.
public final class RoomDialogs {
  private final RoomsViewModel rooms;
  private final DialogLayer cards;
  private final Texts texts;
  private final PersonLine.Tools tools;
  private final EmojiImages emoji;
  private final LongConsumer open;

  /// @param cards shows them
  /// @param reader the account of who is signed in
  /// @param open shows a conversation
  public RoomDialogs(
      RoomsViewModel rooms,
      DialogLayer cards,
      Texts texts,
      AvatarImages avatars,
      EmojiImages emoji,
      LongSupplier reader,
      LongConsumer open) {
    this.rooms = rooms;
    this.cards = cards;
    this.texts = texts;
    tools = new PersonLine.Tools(avatars, emoji, reader);
    this.emoji = emoji;
    this.open = open;
  }

  /// Makes a room.
  public void newRoom() {
    NewRoomForm form = new NewRoomForm(rooms.newRoom(), texts, tools, cards::close);
    cards.open(texts.say("newRoom.title"), form, form.start());
  }

  /// Shows the rooms there are.
  public void browse() {
    RoomBrowser browser =
        new RoomBrowser(
            rooms.browse(),
            rooms.errorProperty(),
            texts,
            emoji,
            rooms::join,
            id -> {
              cards.close();
              open.accept(id);
            },
            cards::close);
    cards.open(texts.say("rooms.title"), browser, browser.start());
  }

  /// Begins a talk with some people.
  public void newDirect() {
    NewDirectForm form = new NewDirectForm(rooms.newDirect(), texts, tools, cards::close);
    cards.open(texts.say("direct.title"), form, form.start());
  }

  /// Shows what a room is called and about, to be changed by who may.
  public void settings(long room) {
    RoomSettingsViewModel model = rooms.settings(room);
    showSettings(model);
  }

  /// Asks for a day of a conversation.
  ///
  /// @param found gets the number of its first message
  public void goToDay(long conversation, TimeLabels labels, LongConsumer found) {
    GoToDayForm form =
        new GoToDayForm(rooms.goToDay(conversation, labels), texts, found, cards::close);
    cards.open(texts.say("conversation.goToDate"), form, form.start());
  }

  private void showSettings(RoomSettingsViewModel model) {
    RoomSettingsForm form = new RoomSettingsForm(model, texts, cards, cards::close);
    cards.open(texts.say("settings.room.title"), form, form.start());
    form.onQuestion(() -> showSettings(model));
  }

  /// Asks whether to leave a room.
  ///
  /// @param open whether it can be joined again
  public void leave(String title, boolean open, Runnable leave) {
    ask(
        texts.say("conversation.leave.sure", title),
        texts.say(open ? "conversation.leave.open" : "conversation.leave.private"),
        texts.say("conversation.leave.yes"),
        leave);
  }

  /// Asks whether nobody shall write in a room any more.
  public void archive(String title, Runnable archive) {
    ask(
        texts.say("conversation.archive.sure", title),
        texts.say("conversation.archive.what"),
        texts.say("conversation.archive"),
        archive);
  }

  private void ask(String title, String text, String yes, Runnable action) {
    cards.ask(
        new Dialogs.Question(title, text, yes, texts.say("newRoom.cancel")),
        sure -> {
          if (sure) {
            action.run();
          }
        });
  }

  /// Who is in a conversation, to stand beside it.
  public MembersPanel members(long conversation, String title, MembersPanel.Surroundings around) {
    return new MembersPanel(rooms.members(conversation), title, texts, tools, cards, around);
  }
}

package chatter.client.chat.sidebar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.chat.ChatScreen;
import chatter.client.chat.FakeSession;
import chatter.client.chat.sidebar.ConversationSummary.Badge;
import chatter.client.chat.sidebar.ConversationSummary.Section;
import chatter.client.ui.AvatarImages;
import chatter.client.ui.Fx;
import chatter.client.ui.Texts;
import chatter.client.ui.emoji.EmojiImages;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a screen reader says of a conversation in the list: all that the eye sees.
class SidebarRowTest {
  private static String said(ConversationSummary summary) {
    return Fx.call(() ->
        new SidebarRow(
                Texts.of(ChatScreen.class),
                new AvatarImages(_ -> new CompletableFuture<>(), Runnable::run),
                new EmojiImages())
            .show(summary));
  }

  private static ConversationSummary room(
      boolean isPrivate, boolean archived, boolean muted, boolean starred, boolean unsent) {
    return new ConversationSummary(
        2,
        ConversationKind.ROOM,
        starred ? Section.STARRED : Section.ROOMS,
        "Field team",
        isPrivate,
        archived,
        false,
        false,
        "Draft: to be sent",
        "09:00",
        3,
        1,
        muted ? Badge.PALE : Badge.MENTIONS,
        muted,
        starred,
        muted ? Level.NOTHING : Level.AUTO,
        true,
        unsent,
        List.of(),
        RosterViewModel.Here.NOT_TOLD,
        false);
  }

  private static ConversationSummary direct(AccountInfo with, RosterViewModel.Here here) {
    return new ConversationSummary(
        3,
        ConversationKind.DIRECT,
        Section.DIRECT,
        with.name(),
        true,
        false,
        false,
        false,
        "See you",
        "09:00",
        0,
        0,
        Badge.NONE,
        false,
        false,
        Level.AUTO,
        false,
        false,
        List.of(with),
        here,
        false);
  }

  @Test
  void aRoomSaysAllThatShows() {
    assertEquals(
        "Field team, starred, private, 1 mention, 3 unread, Not sent, Draft: to be sent, 09:00",
        said(room(true, false, false, true, true)));
    assertEquals(
        "Field team, archived, 1 mention, 3 unread, muted, Draft: to be sent, 09:00",
        said(room(false, true, true, false, false)));
  }

  @Test
  void aTalkSaysWhetherTheOtherIsHere() {
    assertEquals(
        "Lena Koch, Online, See you, 09:00",
        said(direct(FakeSession.LENA, RosterViewModel.Here.ONLINE)));
    assertEquals(
        "Lena Koch, See you, 09:00", said(direct(FakeSession.LENA, RosterViewModel.Here.OFFLINE)));
  }
}

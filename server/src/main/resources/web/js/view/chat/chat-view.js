import { adminPanels } from '../drawer/admin-panels.js';
import { namePanel, passwordPanel, signOutPanel } from '../drawer/account-panels.js';
import { DevicesPanel } from '../drawer/devices-panel.js';
import { Dialog } from '../parts/dialog.js';
import { Drawer } from '../drawer/drawer.js';
import { Menu } from '../parts/menu.js';
import { MenuPanel } from '../drawer/menu-panel.js';
import { NotificationsPanel } from '../drawer/notifications-panel.js';
import { NotificationsView } from './notifications-view.js';
import { ConnectionBar } from './connection-bar.js';
import { RenderSchedule } from '../parts/render-schedule.js';
import { RoomActions, roomPanels } from './room-actions.js';
import { RoomHead } from './room-head.js';
import { RoomView, messagePanels } from './room-view.js';
import { SidebarView } from '../sidebar/sidebar-view.js';
import { Toast } from '../parts/toast.js';
import { el } from '../parts/dom.js';
import { fitVisualViewport } from '../parts/visual-viewport.js';
import { keysPanel } from '../drawer/keys-panel.js';
import { listenToKeys } from './chat-keys.js';
import { Lazy } from '../../model/lazy.js';
import { messageAt } from '../../text/message-link.js';
import { makesRooms } from '../../model/people/permissions.js';
import { readRefusal } from '../../text/problems.js';
import { createReadersFormat, untilMidnight } from '../../text/time-format.js';
import { say } from '../../text/texts.js';

const switcher = new Lazy(() => Promise.all([import('./switcher-view.js'), import('../../model/switcher.js')]));

/** By the size of letters: twice as large, they take twice the room. */
const NARROW = '(max-width: 43.75em)';

/**
 * The screen of somebody signed in: sidebar, room, drawer. Renders when it is time (RenderSchedule). `connection` is
 * {status(), tryNow()}; `tabs` is {lead(gained, signal), attention}, as NotificationsView has it; `actions` are the calls to the server about the account, signOut(), and `admin`, those for
 * who runs the chat, of which `serverInfo` tells. `page` is the address of the page.
 */
export class ChatView {
  room = null;
  toast = new Toast();
  #format = createReadersFormat();
  #narrow = matchMedia(NARROW);
  #paneOpen = false;
  #leaveRoom = null;
  #renderSchedule = new RenderSchedule(() => this.render());
  #disposed = false;
  #warm = false;
  #midnight = null;
  /** The message of a link that was opened, while it is not known yet which conversations there are. */
  #wanted = null;
  #undo = [];
  #chat;
  #options;
  #backStack;
  #typedAhead;
  #notifications;

  constructor({ chat, page, drafts, files, settings, serverInfo, connection, tabs, actions, backStack, typedAhead }) {
    this.#chat = chat;
    this.#backStack = backStack;
    this.#typedAhead = typedAhead;
    this.#options = { chat, page, drafts, files, settings };
    this.#notifications = new NotificationsView({
      chat, settings, tabs,
      covered: () => this.#isCovered() || this.#isModal,
      go: (id, seq) => this.roomActions.goToMessage({ conversation: id, seq }),
      changed: () => {
        this.room?.lookAgain();
        this.schedule();
      },
    });
    this.drawer = this.#createDrawer(actions, settings, serverInfo);
    this.menu = new Menu({ backStack });
    this.dialog = new Dialog({ backStack, closed: () => this.#drawerClosed() });
    this.roomActions = new RoomActions({
      chat, menu: this.menu, dialog: this.dialog, drawer: this.drawer, toast: this.toast, format: this.#format,
      shown: () => this.#showPane(false), room: () => this.room,
      mayMake: () => makesRooms(chat.account.role, serverInfo.info),
    });
    this.sidebar = new SidebarView({
      chat,
      serverInfo,
      format: this.#format,
      openMenu: () => this.drawer.open(),
      seek: () => this.openSwitcher(),
      open: (id) => this.#show(id),
      menu: (conversation, at) => this.roomActions.menu(conversation, at),
      add: (kind, at) => this.roomActions.add(kind, at),
      draft: (id) => (id === chat.current?.id && !this.#isCovered() ? '' : draftOf(drafts.get(id))),
    });
    this.head = new RoomHead({
      chat, back: () => this.#showPane(true), invite: () => this.openInvite(),
      search: () => this.roomActions.search({ here: false }),
      members: () => this.roomActions.members(), pins: () => this.roomActions.pins(),
      menu: (at) => this.roomActions.menu(chat.current.conversation, at),
      go: (seq) => this.room.jump(seq),
    });
    this.connectionBar = new ConnectionBar({
      state: () => ({ live: chat.live, waiting: chat.outbox.waiting, atRisk: chat.outbox.atRisk, ...connection.status() }),
      name: () => serverInfo.name,
      format: this.#format,
      tryNow: connection.tryNow,
    });
    this.main = el('main', { class: 'room', id: 'room' }, this.head.element, this.head.pins, this.connectionBar.element, this.#notifications.bar.element);
    this.element = el('div', { class: 'chat', data: { testid: 'chat' } }, this.sidebar.element, this.main, this.drawer.element, this.dialog.element, this.toast.element);
    this.#undo.push(
      chat.on('change', () => {
        this.#goWanted();
        this.schedule();
      }),
      serverInfo.on('change', () => this.schedule()),
      chat.on('conversation', (conversation) => this.#openRoom(conversation)),
      chat.on('removed', (gone) => this.#removed(gone)),
      chat.on('refused', ({ failure }) => this.toast.show(readRefusal(failure))),
      listenToKeys(this.#keyTargets()),
      fitVisualViewport(this.element),
    );
    this.element.addEventListener('click', this.#followLink);
    const fit = () => this.#showPane(this.#paneOpen, { quiet: true });
    this.#narrow.addEventListener('change', fit);
    this.#undo.push(() => this.#narrow.removeEventListener('change', fit));
    fit();
    // On a journey, or with the clock's settings open beside.
    const follow = () => this.#format.refresh() && this.render();
    for (const [target, type] of [[window, 'focus'], [window, 'languagechange'], [document, 'visibilitychange']]) {
      target.addEventListener(type, follow);
      this.#undo.push(() => target.removeEventListener(type, follow));
    }
    const minutes = setInterval(follow, 60_000);
    this.#undo.push(() => clearInterval(minutes));
    this.#watchMidnight();
    this.render();
  }

  /** To be called when the screen stands: the room of the last visit is there before the server answers. */
  enter() {
    if (!this.room && this.#chat.current) this.#openRoom(this.#chat.current);
  }

  /** A conversation was chosen in the list. */
  #show(id) {
    this.#chat.show(id);
    this.#showPane(false);
  }

  /** All that one can go to, by a few letters. */
  openSwitcher() {
    const chat = this.#chat;
    return this.dialog.openLater(switcher, ([{ SwitcherView }, { Switcher }]) => new SwitcherView({
      switcher: new Switcher({ chat }), format: this.#format, me: chat.account, now: () => chat.now(),
      close: () => this.dialog.close(), shown: () => this.#showPane(false), tell: (text) => this.toast.show(text),
    }), this.toast);
  }

  /** To the message of a link, {conversation, seq}, once it is known which conversations I am in. */
  openMessage(target) {
    this.#wanted = target;
    this.#goWanted();
  }

  #goWanted() {
    const wanted = this.#wanted;
    if (!wanted) return;
    if (!this.#chat.live) {
      if (!this.#warm) return;
      // Much later, nobody expects it any more.
      this.#wanted = null;
      this.toast.show(say('error.unreachable'));
      return;
    }
    this.#wanted = null;
    this.roomActions.goToMessage(wanted);
  }

  /** A link to a message of this chat, wherever somebody wrote it, leads there and to no other page. */
  #followLink = (event) => {
    const link = event.target.closest?.('a[href]');
    const target = link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey ? messageAt(this.#options.page, link.href) : null;
    if (!target) return;
    event.preventDefault();
    this.openMessage(target);
  };

  /** Something to show changed. */
  schedule() {
    if (!this.#disposed) this.#renderSchedule.ask();
  }

  render() {
    this.#renderSchedule.rendering();
    if (this.#disposed) return;
    const { current, unread } = this.#chat;
    if (this.#chat.live && !this.#warm) {
      this.#warm = true;
      // Whoever asks for what did not come asks for it again, and is told.
      for (const lazy of [switcher, ...roomPanels, ...messagePanels]) lazy.load().catch(() => null);
    }
    // The room first: it measures, and what was changed before it would have to be laid out for that alone.
    this.room?.render();
    this.sidebar.render();
    this.head.render();
    this.connectionBar.render();
    this.menuPanel.render();
    this.roomActions.render();
    this.#notifications.render();
    this.notificationsPanel.render();
    const title = current ? say('app.title', current.title) : say('app.name');
    const news = current ? say('app.titleUnread', unread, current.title) : say('app.nameUnread', unread);
    document.title = unread > 0 ? news : title;
  }

  dispose() {
    this.#disposed = true;
    this.#notifications.dispose();
    this.#renderSchedule.stop();
    clearTimeout(this.#midnight);
    for (const undo of this.#undo) undo();
    this.room?.dispose();
    this.connectionBar.dispose();
    this.sidebar.dispose();
    this.menu.dispose();
    this.dialog.dispose();
    this.drawer.dispose();
    this.toast.dispose();
    this.#leaveRoom?.();
    document.title = say('app.name');
  }

  #openRoom(conversation) {
    this.room?.dispose();
    this.room?.element.remove();
    this.room = null;
    this.menu.close({ keepFocus: true });
    this.roomActions.left();
    if (!conversation) {
      this.#showPane(true);
      this.render();
      return;
    }
    this.room = new RoomView({
      ...this.#options, conversation, format: this.#format, toast: this.toast, menu: this.menu, dialog: this.dialog,
      card: (at, person) => this.roomActions.card(at, person),
      covered: () => this.#isCovered() || this.#isModal,
      isThere: () => this.#notifications.isThere,
      invite: () => this.openInvite(),
    });
    this.main.append(this.room.element);
    this.render();
    if (!this.#narrow.matches && !this.#isModal) this.room.composer.focus();
    this.room.composer.insert(this.#typedAhead());
  }

  /** On a phone the list says what there is instead. */
  #removed({ id, title }) {
    this.toast.show(say('conversation.removed', title));
    if (this.room?.conversation.id === id && this.#narrow.matches) this.#showPane(true, { quiet: true });
  }

  get #isModal() {
    return this.drawer.isModal || this.dialog.isOpen;
  }

  #createDrawer(actions, settings, serverInfo) {
    const { account } = this.#chat;
    const drawer = { show: (panel) => this.drawer.show(panel), back: () => this.drawer.back() };
    this.notificationsPanel = new NotificationsPanel({ chat: this.#chat, settings, notifications: this.#notifications, format: this.#format });
    const panels = {
      notifications: this.notificationsPanel,
      ...adminPanels({ me: account, api: actions.admin, serverInfo, format: this.#format, drawer }),
      name: namePanel({ account, rename: actions.rename }),
      password: passwordPanel({ account, ...actions }),
      devices: new DevicesPanel({ ...actions, format: this.#format }),
      keys: keysPanel(),
      signOut: signOutPanel({ waiting: () => this.#chat.outbox.waiting, signOut: actions.signOut, stay: drawer.back }),
    };
    this.menuPanel = new MenuPanel({
      account, settings, actions,
      show: (name) => this.drawer.show(panels[name]),
      signOut: () => (this.#chat.outbox.waiting > 0 ? this.drawer.show(panels.signOut) : actions.signOut()),
    });
    this.openKeys = () => this.drawer.open(panels.keys);
    this.openInvite = () => this.drawer.open(panels.invite);
    this.openInviteBeside = () => this.drawer.open(panels.invite, { beside: true });
    return new Drawer({ main: this.menuPanel, backStack: this.#backStack, closed: () => this.#drawerClosed() });
  }

  /** Whoever closes the menu goes on writing; on a phone that would bring up the keyboard. */
  #drawerClosed() {
    if (!this.#narrow.matches) this.room?.composer.focus();
    this.room?.render();
  }

  #isCovered() {
    return this.#narrow.matches && this.#paneOpen;
  }

  /** On a narrow screen either the list of conversations or the room is there, and the other is out of reach. */
  #showPane(open, { quiet = false } = {}) {
    this.#paneOpen = open;
    const narrow = this.#narrow.matches;
    // On a phone the room lies over the list, and back leads there.
    if (narrow && !open) this.#leaveRoom ??= this.#backStack.open(() => this.#showPane(true));
    else {
      this.#leaveRoom?.();
      this.#leaveRoom = null;
    }
    this.element.classList.toggle('shows-sidebar', open);
    this.sidebar.element.inert = narrow && !open;
    this.main.inert = narrow && open;
    this.room?.render();
    this.sidebar.render();
    if (quiet) return;
    if (narrow && open) this.sidebar.focus();
    else if (!narrow) this.room?.composer.focus();
  }

  #keyTargets() {
    const view = this;
    return {
      drawer: this.drawer,
      sidebar: this.sidebar,
      get isModal() { return view.#isModal; },
      get composer() { return view.room?.composer; },
      get timeline() { return view.room?.timeline; },
      get conversation() { return view.room?.conversation; },
      act: (action, row) => this.room.act(action, row),
      readAll: () => this.room.readAll(),
      back: () => this.room?.back() ?? false,
      openKeys: () => this.openKeys(),
      openMenu: () => this.drawer.open(),
      go: (step, which) => this.sidebar.go(step, which),
      starred: (number) => this.sidebar.openStarred(number),
      seek: () => this.openSwitcher(),
      search: (where) => this.roomActions.search(where),
    };
  }

  #watchMidnight() {
    this.#midnight = setTimeout(() => {
      this.render();
      this.#watchMidnight();
    }, untilMidnight(Date.now()) + 50);
  }
}

/** What is being written, also while another message is being edited. */
function draftOf({ text, edit }) {
  return edit?.stash.text ?? text;
}

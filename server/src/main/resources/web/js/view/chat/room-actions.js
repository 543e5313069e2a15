import { confirmPanel } from '../parts/confirm-panel.js';
import { MembersPanel } from '../rooms/members-panel.js';
import { PinsPanel } from '../rooms/pins-panel.js';
import { showPersonCard } from '../rooms/person-card.js';
import { conversationMenu } from './conversation-menu.js';
import { Lazy } from '../../model/lazy.js';
import { inConversation } from '../../model/people/permissions.js';
import { say } from '../../text/texts.js';

const browsePanel = new Lazy(() => import('../rooms/browse-panel.js'));
const directPanel = new Lazy(() => import('../rooms/direct-panel.js'));
const newRoomPanel = new Lazy(() => import('../rooms/new-room-panel.js'));
const sharedPanel = new Lazy(() => import('./shared-panel.js'));
const searchPanel = new Lazy(() => Promise.all([import('./search-panel.js'), import('../../model/message-search.js')]));
const datePanel = new Lazy(() => import('../rooms/date-panel.js'));
const settingsPanel = new Lazy(() => import('../rooms/settings-panel.js'));

/** The panels that are not needed to read and write. */
export const roomPanels = [browsePanel, directPanel, newRoomPanel, settingsPanel, sharedPanel, searchPanel, datePanel];

/**
 * All that leads to rooms and people: the menus, dialogs and panels, put together from what the page has of each. `shown()`
 * is told when something was put on the screen; `room()` gives the RoomView there; `mayMake()` says whether I make rooms.
 */
export class RoomActions {
  #chat;
  #menu;
  #dialog;
  #drawer;
  #toast;
  #format;
  #shown;
  #room;
  #mayMake;
  /** What was opened beside a conversation: the panel, and of how many members it tells. */
  #beside = null;
  /** The one to look for messages with, from the first time on: what was found is there again. */
  #search = null;
  #members = 0;

  constructor({ chat, menu, dialog, drawer, toast, format, shown, room, mayMake }) {
    this.#chat = chat;
    this.#menu = menu;
    this.#dialog = dialog;
    this.#drawer = drawer;
    this.#toast = toast;
    this.#format = format;
    this.#shown = shown;
    this.#room = room;
    this.#mayMake = mayMake;
  }

  /** By the plus beside a section of the list. */
  add(kind, at) {
    if (kind === 'direct') {
      this.startDirect();
      return;
    }
    this.#menu.open({
      at, label: say('sidebar.section.rooms'),
      items: [
        ...(this.#mayMake() ? [{ label: say('sidebar.newRoom'), icon: 'plus', run: () => this.newRoom(), testid: 'new-room' }] : []),
        { label: say('sidebar.browse'), icon: 'search', run: () => this.browse(), testid: 'browse-rooms' },
      ],
    });
  }

  newRoom() {
    const { rooms, account } = this.#chat;
    return this.#dialog.openLater(newRoomPanel, (panel) => panel.newRoomPanel({
      me: account, people: rooms.people(), make: (room) => this.#after(rooms.make(room)), close: () => this.#dialog.close(),
    }), this.#toast);
  }

  browse() {
    const { rooms } = this.#chat;
    return this.#dialog.openLater(browsePanel, ({ BrowsePanel }) => new BrowsePanel({
      search: rooms.browse(), join: (id) => rooms.join(id),
      open: (id) => {
        this.#dialog.close();
        this.#chat.show(id);
        this.#shown();
      },
    }), this.#toast);
  }

  startDirect() {
    const { rooms, account } = this.#chat;
    return this.#dialog.openLater(directPanel, (panel) => panel.directPanel({
      me: account, people: rooms.people(), start: (ids) => this.#after(rooms.direct(ids)), close: () => this.#dialog.close(),
    }), this.#toast);
  }

  /** What can be done with a conversation. */
  menu(conversation, at) {
    const { rooms, account } = this.#chat;
    const { id, title } = conversation;
    const tried = (call) => this.#toast.tried(call);
    const newest = newestOfOthers(conversation);
    this.#menu.open({
      at, label: title,
      items: conversationMenu({
        conversation, account,
        calls: {
          star: (on) => tried(rooms.star(id, on)),
          level: (level) => tried(rooms.setLevel(id, level)),
          read: () => conversation.readAll(),
          unread: newest && (() => tried(rooms.unreadFrom(id, newest))),
          members: () => {
            this.#enter(id);
            this.members();
          },
          files: () => {
            this.#enter(id);
            this.shared();
          },
          date: () => {
            this.#enter(id);
            this.goToDate();
          },
          settings: () => this.#settings(conversation),
          archive: (on) => (on ? this.#askArchive(conversation) : tried(rooms.change(id, { archived: false }))),
          leave: () => this.#askLeave(conversation),
        },
      }),
    });
  }

  /** Who is in the conversation on the screen, beside it. */
  members() {
    const { conversation } = this.#chat.current;
    const { rooms, account } = this.#chat;
    const { id } = conversation;
    const panel = new MembersPanel({
      me: account, search: rooms.members(id), title: () => conversation.title,
      drawer: { show: (other) => this.#drawer.show(other), back: () => this.#drawer.back() },
      may: () => inConversation(conversation, account),
      state: (person) => this.#chat.presenceOf(person).state,
      card: (at, person, more) => this.card(at, person, more),
      calls: {
        people: () => rooms.people(), add: (ids) => rooms.add(id, ids), remove: (other) => rooms.remove(id, other), host: (other, on) => rooms.setHost(id, other, on),
      },
    });
    this.#members = conversation.members;
    this.#showBeside(panel);
  }

  /** What is pinned in the conversation on the screen. */
  pins() {
    const { current } = this.#chat;
    this.#showBeside(new PinsPanel({
      pins: () => current.pins, told: (message) => current.told(message), format: this.#format, now: () => this.#chat.now(),
      go: (seq) => this.#goTo(seq),
    }));
  }

  /** The pictures, files and links of the conversation on the screen. */
  async shared() {
    const { current, rooms } = this.#chat;
    const loaded = sharedPanel.loaded ?? (await this.#toast.tried(sharedPanel.load()));
    if (!loaded || !current || this.#chat.current !== current) return;
    const room = this.#room();
    const panel = new loaded.SharedPanel({
      load: (kind, page) => rooms.shared(current.id, kind, page), nameOf: (id) => this.#chat.nameOf(id),
      log: (take, anew) => {
        const undo = [current.on('entry', ({ entry, message }) => take(entry, message)), current.on('cleared', anew)];
        return () => undo.forEach((stop) => stop());
      },
      renamed: (change) => this.#chat.on('renamed', change),
      sources: room.createSources(), format: this.#format, now: () => this.#chat.now(),
      act: {
        go: (seq) => this.#goTo(seq), view: (pictures, at) => room.viewPictures(pictures, at, ({ seq }) => this.#goTo(seq, room)),
        open: (file) => room.openFile(file), save: (file, sender) => room.saveFile(file, sender),
      },
    });
    this.#showBeside(panel);
    panel.render({ live: this.#chat.live });
  }

  /** Looks for messages: with `here` in the conversation on the screen, else in all. */
  async search({ here }) {
    const loaded = searchPanel.loaded ?? (await this.#toast.tried(searchPanel.load()));
    if (!loaded) return;
    const [{ SearchPanel }, { MessageSearch }] = loaded;
    this.#search ??= this.#searchPanel(SearchPanel, new MessageSearch({ load: (query) => this.#chat.rooms.search(query) }));
    const { panel, search } = this.#search;
    search.within(here ? (this.#chat.current?.id ?? null) : null);
    if (this.#drawer.isBeside && this.#drawer.has(panel)) panel.focus();
    else this.#showBeside(panel);
  }

  #searchPanel(SearchPanel, search) {
    const chat = this.#chat;
    const panel = new SearchPanel({
      search, people: chat.rooms.people(), format: this.#format, me: chat.account, now: () => chat.now(),
      known: () => chat.people, conversations: () => [...chat.conversations.values()], here: () => chat.current,
      titleOf: (id) => chat.conversations.get(id)?.title ?? '',
      entries: (take) => chat.on('entry', ({ conversation, entry }) => take(conversation.id, entry)), removed: (run) => chat.on('removed', ({ id }) => run(id)),
      go: ({ conversation, row }) => this.goToMessage({ conversation, seq: row.seq }),
    });
    return { search, panel };
  }

  /** To a message in any of my conversations, and back leads to the one on the screen. It says so if it is not there, or not for me. */
  async goToMessage({ conversation: id, seq }) {
    const from = this.#chat.current?.id ?? null;
    if (!this.#chat.conversations.has(id)) {
      this.#toast.show(say('message.notForYou'));
      return;
    }
    if (this.#drawer.isModal) this.#drawer.close();
    if (this.#dialog.isOpen) this.#dialog.close();
    this.#chat.show(id);
    this.#shown();
    const room = this.#room();
    if (from === id && room.conversation.timeline.last) await room.jump(seq);
    else await room.arrive(seq, from === null || from === id ? null : () => this.#chat.show(from));
    const { timeline, pager } = room.conversation;
    if (room === this.#room() && pager.state.open === 'idle' && !timeline.bySeq(seq)) this.#toast.show(say('message.notThere'));
  }

  /** To the first message of a day. */
  goToDate() {
    const { current, rooms } = this.#chat;
    const room = this.#room();
    if (!current) return null;
    return this.#dialog.openLater(datePanel, (panel) => panel.datePanel({
      today: this.#format.dayKey(this.#chat.now()), close: () => this.#dialog.close(),
      go: async (at) => {
        const seq = await rooms.firstSince(current.id, at);
        // First, since closing gives the keyboard back.
        this.#dialog.close();
        if (seq === null) this.#toast.show(say('conversation.date.none'));
        else this.#goTo(seq, room);
      },
    }), this.#toast);
  }

  #enter(id) {
    if (this.#chat.current?.id !== id) this.#chat.show(id);
    this.#shown();
  }

  /** To a message, out of what lies over it. */
  #goTo(seq, room = this.#room()) {
    // What was opened in one conversation leads nowhere in another.
    if (!room || room !== this.#room()) return;
    if (this.#drawer.isModal) this.#drawer.close();
    room.jump(seq);
  }

  /** Who somebody is, where their picture or name was pressed. */
  card(at, person, more = []) {
    const { rooms, account } = this.#chat;
    const me = person.id === account.id;
    const presence = this.#chat.presenceOf(person);
    const showRole = showPersonCard({
      menu: this.#menu, at, person, state: presence.state, role: roleWords(person), seen: this.#seen(presence), more,
      message: () => this.#toast.tried(this.#after(rooms.direct(me ? [] : [person.id]))),
      mention: me || !this.#room() ? null : () => this.#room().mention(person),
    });
    if (!person.role) this.#seekRole(person, showRole);
  }

  /** A name in a message says nothing of it; the members of the conversation do. */
  async #seekRole({ id, name }, showRole) {
    const { current, rooms } = this.#chat;
    if (!current) return;
    const members = rooms.members(current.id);
    await members.search(name);
    const member = members.found.find((one) => one.id === id);
    if (member) showRole(roleWords(member));
  }

  /** Another conversation is on the screen: what was beside the last one goes. */
  left() {
    // What was looked for is in many of them.
    if (this.#beside !== null && this.#beside === this.#search?.panel) return;
    if (this.#drawer.has(this.#beside)) this.#drawer.close();
    this.#beside = null;
  }

  render() {
    const { current, live } = this.#chat;
    if (!this.#drawer.has(this.#beside)) return;
    this.#beside.render?.({ live });
    if (!(this.#beside instanceof MembersPanel)) return;
    const { members } = current?.conversation ?? {};
    if (members === this.#members) return;
    this.#members = members;
    this.#beside.again();
  }

  #showBeside(panel) {
    this.#beside = panel;
    this.#drawer.open(panel, { beside: true });
  }

  #seen({ state, lastSeen }) {
    if (!state) return '';
    if (state === 'offline' && lastSeen) return say('sidebar.lastSeen', this.#format.brief(Date.parse(lastSeen), this.#chat.now()));
    return say(`sidebar.${state}`);
  }

  #settings(conversation) {
    const { rooms, account } = this.#chat;
    return this.#dialog.openLater(settingsPanel, (panel) => panel.settingsPanel({
      room: conversation, publish: inConversation(conversation, account).publish, change: (wish) => rooms.change(conversation.id, wish),
      ask: (question) => this.#ask(question), close: () => this.#dialog.close(),
    }), this.#toast);
  }

  #askLeave({ id, title, visibility }) {
    this.#ask({
      title: say('conversation.leave.sure', title), text: say(`conversation.leave.${visibility}`), yes: say('conversation.leave.yes'), danger: true,
      run: () => this.#chat.rooms.leave(id),
    });
  }

  #askArchive({ id, title }) {
    this.#ask({
      title: say('conversation.archive.sure', title), text: say('conversation.archive.what'), yes: say('conversation.archive'),
      run: () => this.#chat.rooms.change(id, { archived: true }),
    });
  }

  #ask(question) {
    this.#dialog.open(confirmPanel({ ...question, back: () => this.#dialog.close() }));
  }

  async #after(call) {
    await call;
    this.#shown();
  }
}

/** The number of the newest message that somebody else wrote, as far as it is known; or null. */
function newestOfOthers({ open, last, me }) {
  if (!open) return last?.kind === 'message' && !last.mine ? last.seq : null;
  const others = ({ kind, seq, deleted, sender }) => kind === 'message' && seq !== null && !deleted && sender.id !== me.id;
  return open.entries.findLast(others)?.seq ?? null;
}

/** What somebody is in the chat, and in a conversation; nothing if that is not known. */
function roleWords({ role, host = false }) {
  return [role && say(`people.role.${role}`), host && say('members.host')].filter(Boolean).join(' · ');
}

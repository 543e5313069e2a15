import { Choice } from '../parts/choice.js';
import { copyButton, copyLine, copyWide } from '../parts/copy-button.js';
import { el, setText } from '../parts/dom.js';
import { drawing, icon } from '../parts/icons.js';
import { confirmPanel } from '../parts/confirm-panel.js';
import { inviteNotes, inviteText, showCode } from '../../text/invites.js';
import { readProblem } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

/**
 * The invite to show and to send: QR code, short code, link, a text with all of it; for how many and how long; those
 * made earlier, told apart, each with an end; and an end to all of them.
 */
export class InvitePanel {
  title = say('drawer.invite');
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'invite-status' } });
  #again = el('button', { type: 'button', class: 'button ghost', text: say('app.tryAgain'), hidden: true, data: { testid: 'invite-again' } });
  #card = el('div', { class: 'invite-card' });
  #others = el('section', { class: 'invite-others', hidden: true, data: { testid: 'invite-others' } });
  #shown = null;
  #done = '';
  #invites;
  #serverInfo;
  #format;
  #me;

  constructor({ me, invites, serverInfo, format, drawer }) {
    this.#me = me;
    this.#invites = invites;
    this.#serverInfo = serverInfo;
    this.#format = format;
    const uses = new Choice({
      name: 'invite-uses', label: say('invite.uses'), segments: true, value: 'everybody',
      options: [{ value: 'everybody', label: say('invite.uses.everybody') }, { value: 'person', label: say('invite.uses.person') }],
      chosen: (value) => this.#choose({ uses: value === 'person' ? 1 : null }),
    });
    const hours = new Choice({
      name: 'invite-hours', label: say('invite.hours'), segments: true, value: invites.hours,
      options: [24, 168, 720].map((value) => ({ value, label: say(`invite.hours.${value}`) })),
      chosen: (value) => this.#choose({ hours: value }),
    });
    const question = confirmPanel({
      title: say('invite.reset.title'), text: say('invite.reset.text'), yes: say('invite.reset.yes'), danger: true,
      run: async () => {
        await invites.reset();
        this.#done = say('invite.reset.done');
      },
      back: () => drawer.back(),
    });
    const reset = el(
      'button', { type: 'button', class: 'item is-danger', on: { click: () => drawer.show(question) }, data: { testid: 'invite-reset' } },
      icon('rotate-cw'), el('span', { text: say('invite.reset') }),
    );
    this.#again.addEventListener('click', () => this.#choose({}));
    this.element = el(
      'div', { class: 'panel', data: { testid: 'invite' } },
      el('p', { class: 'item-hint', text: say('invite.how') }), this.#card, this.#status, this.#again, uses.element, hours.element, this.#others,
      el('div', { class: 'items' }, reset),
    );
    invites.on('change', () => this.#render());
  }

  opened() {
    // What is to be known about the invite may have changed: who can join.
    this.#shown = null;
    this.#invites.open();
  }

  closed() {
    this.#invites.given();
    this.#done = '';
  }

  #choose(wish) {
    this.#done = '';
    this.#invites.choose(wish);
  }

  #render() {
    const { offer, problem, busy, others } = this.#invites;
    this.element.setAttribute('aria-busy', String(busy));
    this.#again.hidden = !problem;
    this.#status.classList.toggle('is-problem', Boolean(problem));
    setText(this.#status, problem ? readProblem(problem).text : this.#words(offer, busy));
    this.#renderOthers(offer ? others : []);
    this.#card.classList.toggle('is-stale', busy || Boolean(problem));
    if (offer === this.#shown) return;
    this.#shown = offer;
    this.#card.replaceChildren(...(offer ? this.#offer(offer) : []));
  }

  #renderOthers(others) {
    this.#others.hidden = others.length === 0;
    const title = el('h3', { class: 'segments-title', text: say('invite.others.title') });
    this.#others.replaceChildren(title, el('ul', { class: 'invite-list' }, ...others.map((invite) => this.#other(invite))));
  }

  #other({ id, usesLeft, createdAt, expiresAt, createdBy }) {
    const made = this.#when(createdAt);
    const until = this.#when(expiresAt);
    const left = usesLeft === null || usesLeft === undefined ? say('invite.others.any', until) : count('invite.others.left', usesLeft, until);
    const end = el('button', {
      type: 'button', class: 'text-button is-danger', text: say('invite.others.end'), 'aria-label': say('invite.others.endLabel', made, createdBy),
      data: { testid: 'invite-end', id },
    });
    end.addEventListener('click', async () => {
      end.disabled = true;
      try {
        await this.#invites.end(id);
        this.#done = say('invite.others.ended', made);
        this.#render();
      } catch (problem) {
        end.disabled = false;
        this.#status.classList.add('is-problem');
        setText(this.#status, readProblem(problem).text);
      }
    });
    const words = el('span', { class: 'item-words' }, el('span', { text: say('invite.others.made', made, createdBy) }), el('small', { class: 'item-hint', text: left }));
    return el('li', { class: 'invite-other', data: { testid: 'invite-other' } }, words, end);
  }

  #when(iso) {
    return this.#format.exact(Date.parse(iso), Date.now());
  }

  #words(offer, busy) {
    if (busy || !offer) return busy ? say('invite.making') : '';
    const { expiresAt, usesLeft } = offer.invite;
    const until = say(usesLeft === null || usesLeft === undefined ? 'invite.goodUntil' : 'invite.goodOnceUntil', this.#when(expiresAt));
    return this.#done ? `${this.#done} ${until}` : until;
  }

  #offer(offer) {
    const { invite, link, fingerprint, qr } = offer;
    const text = () => inviteText(offer, { from: this.#me.name, to: this.#serverInfo.name ?? location.host });
    const code = showCode(invite.code);
    const copied = () => this.#invites.given();
    const notes = inviteNotes({ link, fingerprint }, this.#serverInfo.info?.registration);
    return [
      qrCode(qr, say('invite.qr')),
      el(
        'div', { class: 'invite-code' },
        // Letter by letter for those who hear it; a word of eight letters would be guessed at.
        el('strong', { text: code, 'aria-hidden': 'true', data: { testid: 'invite-code' } }),
        el('span', { class: 'visually-hidden', text: `${say('invite.code')}: ${[...code].join(' ')}` }),
        copyButton({ text: code, copyLabel: say('invite.copyCode'), testid: 'invite-code-copy', copied }),
      ),
      copyLine({ text: link, label: say('invite.link'), copyLabel: say('invite.copyLink'), testid: 'invite-link', copied }),
      copyWide({ text, label: say('invite.copyText'), testid: 'invite-text-copy', copied }),
      ...notes.map((key) => el('p', { class: 'panel-note', data: { testid: 'invite-note', note: key } }, icon('info', 18), el('span', { text: say(key) }))),
    ];
  }
}

/** A QR code the server drew: `path` in units of one module, quiet zone included. Dark on white in every theme, for cameras. */
function qrCode({ size, path }, label) {
  return drawing({ class: 'qr', viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges', 'data-testid': 'invite-qr' }, path);
}

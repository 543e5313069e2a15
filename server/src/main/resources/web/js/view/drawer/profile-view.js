import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { checkAvatar } from '../../text/form-checks.js';
import { readAvatarProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

/** Who I am, at the top of the menu, with the picture to change. A picture is checked before it is sent. */
export class ProfileView {
  #picture;
  #name = el('strong', { class: 'profile-name', data: { testid: 'profile-name' } });
  #email = el('span', { class: 'profile-email' });
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'profile-status' } });
  #input = el('input', {
    type: 'file', hidden: true, accept: 'image/png,image/jpeg,image/gif,image/webp', data: { testid: 'avatar-file' },
  });
  #change = el(
    'button',
    { type: 'button', class: 'profile-camera', 'aria-label': say('drawer.photo'), title: say('drawer.photo'), data: { testid: 'avatar-change' } },
    icon('camera', 18),
  );
  #remove = el('button', { type: 'button', class: 'text-button', text: say('drawer.photoRemove'), data: { testid: 'avatar-remove' } });
  #account;
  #actions;

  constructor({ account, actions }) {
    this.#account = account;
    this.#actions = actions;
    this.#picture = avatar(account, { size: 'l' });
    this.#change.addEventListener('click', () => this.#input.click());
    this.#remove.addEventListener('click', () => this.#do(() => actions.removeAvatar(), 'drawer.photoRemoved'));
    this.#input.addEventListener('change', () => this.#chosen());
    const frame = el('div', { class: 'profile-picture' }, this.#picture, this.#change, this.#input);
    this.element = el('div', { class: 'profile' }, frame, this.#name, this.#email, this.#remove, this.#status);
    this.render();
  }

  render() {
    updateAvatar(this.#picture, this.#account);
    setText(this.#name, this.#account.name);
    setText(this.#email, this.#account.email ?? '');
    this.#remove.hidden = !this.#account.avatarUrl;
  }

  clearStatus() {
    this.#say('');
  }

  #chosen() {
    const [file] = this.#input.files;
    this.#input.value = '';
    if (!file) return;
    const wrong = checkAvatar(file);
    if (wrong) this.#say(wrong, true);
    else this.#do(() => this.#actions.putAvatar(file), 'drawer.photoSaved');
  }

  async #do(work, done) {
    this.#change.disabled = true;
    this.#say(say('drawer.photoUploading'));
    try {
      await work();
      this.#say(say(done));
    } catch (problem) {
      this.#say(readAvatarProblem(problem), true);
    } finally {
      this.#change.disabled = false;
      this.render();
    }
  }

  #say(text, isProblem = false) {
    this.#status.classList.toggle('is-problem', isProblem);
    setText(this.#status, text);
  }
}

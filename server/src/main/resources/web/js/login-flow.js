import { pageAddress, pageName } from './net/page-address.js';
import { appLink, readInvite, readReset } from './text/invites.js';
import { deviceName } from './text/device-name.js';
import { readProblem } from './text/problems.js';
import { say } from './text/texts.js';
import { LoginView } from './view/login/login-view.js';
import { ResetView } from './view/login/reset-view.js';
import { LoadingView } from './view/login/loading-view.js';

const PATIENCE = 600;

/**
 * What stands on the screen before somebody is signed in: signing in, joining by a link, choosing a new password.
 * `show(view)` puts a view on the screen; `entered(session)` is called with every new login. What a link brought
 * along is only held here.
 */
export class LoginFlow {
  #turn = 0;
  #api;
  #serverInfo;
  #show;
  #entered;

  constructor({ api, serverInfo, show, entered }) {
    this.#api = api;
    this.#serverInfo = serverInfo;
    this.#show = show;
    this.#entered = entered;
  }

  /** Somebody is in: what is still being asked leads nowhere any more. */
  leave() {
    this.#turn += 1;
  }

  async login({ notice = null, problem = null, email = '' } = {}) {
    const turn = ++this.#turn;
    const asked = this.#serverInfo.refresh();
    // A chat not known yet is waited for, so that the right form comes first and none is swapped under the hand.
    if (!this.#serverInfo.info) {
      this.#show({ element: '' });
      await Promise.race([asked, new Promise((late) => setTimeout(late, PATIENCE))]);
    }
    if (turn !== this.#turn) return;
    const view = this.#loginView({ server: this.#serverInfo.info });
    if (notice || email) view.notice(notice, email);
    view.problem(problem);
    this.#put(view);
    const server = await asked;
    if (turn === this.#turn && server) view.update(server);
  }

  /** A link of an invite was opened: {code, key, at}. */
  async join(ticket) {
    const turn = ++this.#turn;
    this.#put(new LoadingView({ name: this.#serverInfo.name, words: say('join.loading') }));
    let found;
    try {
      found = await this.#api.invite(ticket.code);
    } catch (problem) {
      if (turn !== this.#turn) return;
      if (problem.status && problem.status !== 429) this.login({ problem: readProblem(problem).text });
      else this.#put(new LoadingView({ name: this.#serverInfo.name, problem: wordsFor(problem), again: () => this.join(ticket) }));
      return;
    }
    if (turn !== this.#turn) return;
    const { server, invitedBy } = found;
    this.#serverInfo.learn(server);
    const link = appLink({ ...ticket, origin: pageAddress(), name: server.name });
    this.#put(this.#loginView({ server, code: ticket.code, invite: { by: invitedBy, appLink: link } }));
  }

  /** A link for a new password was opened, or a code is about to be typed (null). `back()` leads to where one would be without it. */
  reset({ code }, back) {
    this.#turn += 1;
    const save = async (newPassword, typed) => {
      await this.#api.resetPassword({ code: code ?? readReset(typed), newPassword });
      back(say('reset.done'));
    };
    const view = new ResetView({ name: this.#serverInfo.name ?? pageName(), asksCode: !code, save, cancel: () => back(null) });
    this.#put(view);
    this.#serverInfo.refresh().then((server) => server && view.called(server.name));
  }

  #loginView({ server, code = null, invite = null }) {
    const signIn = async ({ email, password }, { registered = false } = {}) => {
      const session = await this.#api.login({ email: email.trim(), password, device: deviceName(navigator.userAgent) });
      this.#entered(session, { founded: registered && session.account.role === 'owner' });
    };
    const register = async ({ name, email, password, invite: typed }) => {
      const given = code ?? (typed ? readInvite(typed) : null);
      await this.#api.register({ name: name.trim(), email: email.trim(), password, ...(given && { invite: given }) });
      // The account exists now. If signing in fails, only that is left to do.
      await signIn({ email, password }, { registered: true }).catch(() => this.login({ notice: say('login.notice.registered'), email }));
    };
    const forgot = () => this.reset({ code: null }, (notice) => this.login({ notice }));
    return new LoginView({ host: pageName(), server, invite, signIn, register, forgot });
  }

  #put(view) {
    this.#show(view);
    view.focus();
  }
}

function wordsFor(problem) {
  return problem.status ? readProblem(problem).text : say('join.offline');
}

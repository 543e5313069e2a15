import { InvitePanel } from './invite-panel.js';
import { PeoplePanel } from './people-panel.js';
import { serverPanel } from './server-panel.js';
import { Invites } from '../../model/people/invites.js';

/**
 * The panels of the drawer for those who run the chat. `api` has the calls, `me` is my account, `drawer` is
 * {show(panel), back()}.
 */
export function adminPanels({ me, api, serverInfo, format, drawer }) {
  const invites = new Invites({ calls: { create: api.createInvite, list: api.invites, end: api.endInvite, endAll: api.endInvites } });
  const calls = {
    accounts: api.accounts, change: api.changeAccount, endSessions: api.endSessionsOf, resetLink: api.resetLink, handOver: api.handOver,
  };
  return {
    invite: new InvitePanel({ me, invites, serverInfo, format, drawer }),
    people: new PeoplePanel({ me, calls, drawer, format }),
    server: serverPanel({ serverInfo, change: api.changeServer }),
  };
}

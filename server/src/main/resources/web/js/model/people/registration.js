/**
 * How one gets into a chat: `server` is what it told anybody (null if it could not be asked), `invited` whether an
 * invite came along. Says which form comes first and what creating an account takes; the server decides in the end.
 */
export function registrationRules({ server, invited = false }) {
  const first = Boolean(server?.empty);
  const closed = !first && server?.registration === 'closed';
  return {
    first,
    closed,
    asksCode: !first && !invited && server?.registration === 'invite',
    opensWith: first || (invited && !closed) ? 'register' : 'login',
  };
}

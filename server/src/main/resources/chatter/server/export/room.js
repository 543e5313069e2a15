
(() => {
  const page = document.documentElement;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === page.dataset.zone) return;
  const dayForm = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const hourForm = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
  const dayName = (at) => {
    const part = Object.fromEntries(dayForm.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${part.weekday}, ${part.day} ${part.month} ${part.year}`;
  };
  const isoDay = (at) => [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
  const section = (at) => {
    const element = document.createElement('section');
    const time = document.createElement('time');
    time.dateTime = isoDay(at);
    time.textContent = dayName(at);
    element.appendChild(document.createElement('h2')).append(time);
    return element;
  };
  for (const time of document.querySelectorAll('time.moment')) {
    const at = new Date(time.dateTime);
    time.textContent = `${dayName(at)}, ${hourForm.format(at)}`;
  }
  document.getElementById('zone').textContent = zone;
  // Days begin at other messages here, also in the middle of a run: the runs are dealt out anew.
  const main = document.querySelector('main');
  const end = main.lastElementChild;
  const runs = main.querySelectorAll('article');
  for (const old of main.querySelectorAll('section')) old.remove();
  let today = null;
  let days = null;
  for (const run of runs) {
    const messages = run.querySelectorAll('.msg');
    for (const message of messages) message.remove();
    let open = null;
    for (const message of messages) {
      const time = message.querySelector('time');
      const at = new Date(time.dateTime);
      time.textContent = hourForm.format(at);
      const day = isoDay(at);
      if (day !== today) {
        today = day;
        days = section(at);
        end.before(days);
        open = null;
      }
      open ??= days.appendChild(run.cloneNode(true));
      open.append(message);
    }
  }
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
})();

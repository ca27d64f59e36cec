// @ts-nocheck: this function runs in the browser, and the types of this project are Node's.

/**
 * The script of the board, as a function whose text is put into the page: search, filter, differences, timelines. It
 * refers to nothing outside itself, and shows data only as text.
 */
export function client() {
  const byId = (id) => document.getElementById(id);
  // read when it is needed: the page is shown before
  let parsed = null;
  const read = () => {
    parsed ??= JSON.parse(byId('data').textContent);
    return parsed;
  };
  const element = (tag, text = '', className = '') => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const age = (time) => {
    const seconds = (Date.now() - Date.parse(time)) / 1000;
    const units = [
      [86400, 'day'],
      [3600, 'hour'],
      [60, 'minute'],
    ];
    const [size, unit] = units.find(([each]) => seconds >= each) ?? [];
    if (!size) return 'just now';
    const count = Math.floor(seconds / size);
    return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  };
  const minute = (time) => {
    const at = Date.parse(time);
    return Number.isNaN(at) ? time : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  };
  for (const each of document.querySelectorAll('time[data-age]')) each.textContent = age(each.dateTime);

  // search and filter
  const rows = [...document.querySelectorAll('#board tbody tr')];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = byId('show').value;
    let shown = 0;
    rows.forEach((row, index) => {
      const isKind = kind === '' || row.dataset.kinds.split(' ').includes(kind);
      row.hidden = !isKind || !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    byId('count').textContent = words.length > 0 || kind !== '' ? `${shown} of ${rows.length} images` : '';
  };
  byId('search').addEventListener('input', filter);
  byId('show').addEventListener('change', filter);

  // differences between two stages
  const nameIn = (cell) => (cell?.name ? cell.name : 'nothing');
  const commitIn = (cell) => (cell?.revision ? ` (${cell.revision.slice(0, 7)})` : '');
  const compare = () => {
    const data = read();
    const [from, to] = [byId('from'), byId('to')].map(({ value }) => Number(value));
    const differing = data.rows.filter(({ cells }) => (cells[from]?.digest ?? null) !== (cells[to]?.digest ?? null));
    const table = byId('difference-table');
    table.replaceChildren();
    byId('difference-count').textContent =
      differing.length === 0
        ? `${data.stages[from]} and ${data.stages[to]} have the same images.`
        : `${differing.length} of ${data.rows.length} ${data.rows.length === 1 ? 'image differs' : 'images differ'}.`;
    if (differing.length === 0) return;
    const head = table.createTHead().insertRow();
    for (const text of ['Image', data.stages[from], data.stages[to]]) {
      const cell = element('th', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    for (const { name, cells } of differing) {
      const row = body.insertRow();
      const header = element('th', name);
      header.scope = 'row';
      row.append(header, ...[cells[from], cells[to]].map((cell) => element('td', nameIn(cell) + commitIn(cell))));
    }
  };
  if (byId('from')) {
    byId('from').addEventListener('change', compare);
    byId('to').addEventListener('change', compare);
    setTimeout(compare);
  }

  // the dialog of one cell
  const runLink = (run) => {
    if (!/^https?:\/\//.test(run)) return element('span', run);
    const link = element('a', run.replace(/^https?:\/\//, ''));
    link.href = run;
    link.rel = 'noopener noreferrer';
    link.target = '_blank';
    return link;
  };
  const list = (entries) => {
    const made = element('dl');
    for (const [term, value] of entries) {
      if (value === null || value === '') continue;
      const detail = element('dd', typeof value === 'string' ? value : '');
      if (typeof value !== 'string') detail.append(value);
      made.append(element('dt', term), detail);
    }
    return made;
  };
  const duration = (seconds) => {
    const [size, unit] = [
      [172800, 'days'],
      [5400, 'hours'],
      [60, 'minutes'],
    ].find(([each]) => seconds >= each) ?? [1, 'seconds'];
    const divisor = unit === 'days' ? 86400 : unit === 'hours' ? 3600 : size;
    return `${Number((seconds / divisor).toFixed(1))} ${unit}`;
  };
  const percent = (share) => `${Math.round(100 * share)} %`;
  const figure = ({ value, events }, format) =>
    value === null ? 'unknown' : `${format(value)} (from ${events} ${events === 1 ? 'event' : 'events'})`;
  const figures = (metrics) =>
    metrics.windows.flatMap((window) => [
      element('h3', `Figures of the last ${window.days} days`),
      list([
        ['Promotions', figure(window.deploymentFrequency, (value) => `${Number(value.toFixed(2))} a week`)],
        ['Lead time', figure(window.changeLeadTime, duration)],
        ['Rolled back or blocked', figure(window.changeFailRate, (value) => `at least ${percent(value)}`)],
        ['Time to recover', figure(window.failedDeploymentRecoveryTime, duration)],
        ['Rework', figure(window.deploymentReworkRate, percent)],
      ]),
    ]);
  const timeline = ({ events, older }) => {
    const made = element('ol', '', 'timeline');
    for (const event of events) {
      const item = element('li', '', `${event.action === 'rollback' ? 'rollback' : ''}${event.isVoid ? ' void' : ''}`);
      item.append(element('b', `${event.action} ${event.name ?? ''}`));
      const about = [minute(event.at), event.by ?? '', event.isVoid ? 'may not have taken effect' : ''];
      item.append(element('small', about.filter(Boolean).join(' · ')));
      if (event.reason) item.append(element('div', event.reason));
      if (event.run) {
        const run = element('small');
        run.append(runLink(event.run));
        item.append(run);
      }
      made.append(item);
    }
    if (older > 0) made.append(element('li', `${older} older events: build-once-promote history shows them.`));
    return made;
  };
  const show = (cell) => {
    byId('detail-title').textContent = `${cell.image} in ${cell.stage}`;
    const body = byId('detail-body');
    body.replaceChildren();
    if (cell.problem) body.append(element('p', cell.problem, 'problem'));
    body.append(
      list([
        ['Promoted', nameIn(cell)],
        ['Digest', cell.digest],
        ['Commit', cell.revision],
        ['Since', cell.since ? `${minute(cell.since)} (${age(cell.since)})` : null],
        ['By', cell.by],
        ['Reason', cell.reason],
        ['Run', cell.run ? runLink(cell.run) : null],
        ['Drift', cell.drift],
        ['On hold', cell.held],
        ['Marked as', cell.mark],
        ['Lag', cell.lag],
        ['A rollback restores', cell.restores ?? 'nothing: there is no earlier image'],
      ]),
    );
    body.append(element('h3', 'History'));
    body.append(cell.events.length === 0 ? element('p', 'No events.') : timeline(cell));
    if (cell.metrics?.since) body.append(...figures(cell.metrics));
    byId('detail').showModal();
    byId('detail').scrollTop = 0;
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-cell]');
    if (!button) return;
    const [row, column] = button.dataset.cell.split(',').map(Number);
    show(read().rows[row].cells[column]);
  });
  byId('detail').addEventListener('click', (event) => {
    // a click beside the dialog closes it
    if (event.target === byId('detail')) byId('detail').close();
  });
  document.documentElement.classList.add('ready');
}

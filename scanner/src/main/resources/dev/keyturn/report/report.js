'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
  const PAGE = 100;
  const chosen = { severity: '', rule: '', state: '', month: '', words: '' };
  let shown = PAGE;

  const by = id => document.getElementById(id);
  const number = value => value.toLocaleString('en');

  function make(name, attributes, ...children) {
    const svg = ['svg', 'g', 'rect', 'text', 'title'].includes(name);
    const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => element.setAttribute(key, value));
    children.forEach(child => element.append(child));
    return element;
  }

  data.findings.forEach(finding => {
    finding.rule = data.rules[finding.r];
    finding.month = (finding.places[0][2] || '').slice(0, 7);
    finding.words = [finding.rule.id, finding.rule.title, finding.secret, finding.state, finding.severity]
      .concat(...finding.places).join('\n').toLowerCase();
  });

  function matches(finding, except) {
    return (except === 'severity' || !chosen.severity || finding.severity === chosen.severity)
      && (except === 'rule' || !chosen.rule || finding.rule.id === chosen.rule)
      && (except === 'month' || !chosen.month || finding.month === chosen.month)
      && (!chosen.state || finding.state === chosen.state)
      && (!chosen.words || chosen.words.split(/\s+/).every(word => finding.words.includes(word)));
  }

  function counts(key, except) {
    const result = new Map();
    data.findings.filter(finding => matches(finding, except))
      .forEach(finding => result.set(key(finding), (result.get(key(finding)) || 0) + 1));
    return result;
  }

  function choose(what, value) {
    chosen[what] = chosen[what] === value ? '' : value;
    if (what === 'rule') { by('rule').value = chosen.rule; }
    shown = PAGE;
    draw();
  }

  function tiles() {
    const found = counts(finding => finding.severity, 'severity');
    by('tiles').replaceChildren(...SEVERITIES.map(severity => {
      const count = found.get(severity) || 0;
      const tile = make('button', { class: 'card tile ' + severity, 'aria-pressed': chosen.severity === severity },
        make('b', {}, number(count)), severity);
      tile.disabled = count === 0 && chosen.severity !== severity;
      tile.onclick = () => choose('severity', severity);
      return tile;
    }));
  }

  function bar(what, value, label, count) {
    const group = make('g', { class: 'bar', tabindex: 0, role: 'button', 'aria-pressed': chosen[what] === value,
      'aria-label': label + ': ' + number(count) });
    group.append(make('title', {}, label + ': ' + number(count)));
    group.addEventListener('click', () => choose(what, value));
    group.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(what, value); }
    });
    return group;
  }

  const worst = new Map();
  data.findings.forEach(finding => {
    const id = finding.rule.id;
    if (!worst.has(id) || SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(worst.get(id))) {
      worst.set(id, finding.severity);
    }
  });

  function ruleChart() {
    const all = [...counts(finding => finding.rule.id, 'rule')].sort((a, b) => b[1] - a[1]);
    const top = all.slice(0, 8);
    const most = Math.max(1, ...top.map(entry => entry[1]));
    const svg = make('svg', { viewBox: '0 0 400 ' + (top.length * 26 + 2), role: 'group' });
    top.forEach(([id, count], index) => {
      const y = index * 26;
      const label = id.length > 25 ? id.slice(0, 24) + '…' : id;
      const group = bar('rule', id, id, count);
      group.append(make('rect', { class: 'hit', x: 0, y, width: 400, height: 26 }),
        make('text', { x: 0, y: y + 17 }, label),
        make('rect', { class: 'mark ' + worst.get(id), x: 165, y: y + 5, rx: 2, height: 16,
          width: Math.max(2, 190 * count / most), opacity: !chosen.rule || chosen.rule === id ? 1 : .3 }),
        make('text', { class: 'value', x: 172 + 190 * count / most, y: y + 17 }, number(count)));
      svg.append(group);
    });
    by('rules').replaceChildren(svg);
    by('rules-rest').textContent = all.length > top.length ? 'and ' + (all.length - top.length) + ' more rules' : '';
  }

  function monthChart() {
    const found = counts(finding => finding.month, 'month');
    const months = [...found.keys()].filter(Boolean).sort();
    by('months-card').hidden = months.length === 0;
    if (months.length === 0) { return; }
    const first = index(months[0]);
    const span = index(months[months.length - 1]) - first + 1;
    const most = Math.max(...months.map(month => found.get(month)));
    const step = Math.min(40, 400 / span);
    const svg = make('svg', { viewBox: '0 0 400 186', role: 'group' });
    months.forEach(month => {
      const count = found.get(month);
      const height = Math.max(2, 140 * count / most);
      const x = (index(month) - first) * step;
      const group = bar('month', month, month, count);
      group.append(make('rect', { class: 'hit', x, y: 0, width: Math.max(step, 1), height: 160 }),
        make('rect', { class: 'mark', x: x + step * .1, y: 160 - height, width: Math.max(step * .8, 1), height,
          opacity: !chosen.month || chosen.month === month ? 1 : .3 }));
      svg.append(group);
    });
    svg.append(make('rect', { x: 0, y: 160, width: 400, height: 1, fill: 'currentColor', opacity: .3 }),
      make('text', { class: 'value', x: 0, y: 177 }, months[0]),
      make('text', { class: 'value', x: 0, y: 11 }, 'at most ' + number(most) + ' a month'));
    if (span > 1) {
      const last = make('text', { class: 'value', y: 177, x: Math.min(400, Math.max(120, span * step)),
        'text-anchor': 'end' }, months[months.length - 1]);
      svg.append(last);
    }
    by('months').replaceChildren(svg);
  }

  const index = month => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

  function item(finding) {
    const [where, commit, date] = finding.places[0];
    const more = finding.total > 1 ? ' + ' + number(finding.total - 1) : '';
    const details = make('details', { class: finding.severity },
      make('summary', {},
        make('span', { class: 'tag' }, finding.severity),
        make('span', {}, finding.rule.title + ' ', make('code', {}, finding.secret)),
        make('code', { class: 'where' }, where + more),
        make('span', { class: 'when' }, (date || '').slice(0, 10) || commit.slice(0, 10))));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) { details.append(body(finding)); }
    });
    return details;
  }

  function step(words) {
    const parts = words.split(/(https?:\/\/[^\s;,]+)/);
    return make('li', {}, ...parts.map((part, at) => at % 2
      ? make('a', { href: part, rel: 'noreferrer noopener', target: '_blank' }, part) : part));
  }

  function body(finding) {
    const rows = finding.places.map(([where, commit, date, author]) => make('tr', {},
      make('td', {}, make('code', {}, where)), make('td', {}, make('code', {}, commit.slice(0, 12))),
      make('td', {}, (date || '').slice(0, 10)), make('td', {}, author || '')));
    const box = make('div', { class: 'body' },
      make('p', {}, finding.rule.about + '. ', make('span', { class: 'quiet mono' }, finding.rule.id)));
    if (finding.answer) { box.append(make('p', {}, 'The api: ' + finding.answer)); }
    box.append(make('h2', {}, 'Now'), make('ol', {}, ...finding.now.map(step)),
      make('div', { class: 'scroll' }, make('table', {},
        make('tr', {}, ...['Place', 'Commit', 'Day', 'Author'].map(name => make('th', {}, name))), ...rows)));
    if (finding.total > finding.places.length) {
      box.append(make('p', { class: 'quiet' },
        'and ' + number(finding.total - finding.places.length) + ' more places: the JSON report has them all'));
    }
    return box;
  }

  function list() {
    const found = data.findings.filter(finding => matches(finding));
    by('list').replaceChildren(...found.slice(0, shown).map(item));
    by('count').textContent = found.length === data.findings.length ? number(found.length) + ' findings'
      : number(found.length) + ' of ' + number(data.findings.length) + ' findings';
    by('more').hidden = found.length <= shown;
    by('more').textContent = 'Show ' + number(Math.min(PAGE, found.length - shown)) + ' more';
    by('clear').hidden = !Object.values(chosen).some(Boolean);
  }

  function draw() { tiles(); ruleChart(); monthChart(); list(); }

  function fill(select, values, label) {
    select.append(make('option', { value: '' }, label),
      ...values.map(value => make('option', { value }, value)));
    select.hidden = values.length < 2;
  }

  fill(by('rule'), [...new Set(data.findings.map(finding => finding.rule.id))].sort(), 'every rule');
  fill(by('state'), [...new Set(data.findings.map(finding => finding.state).filter(Boolean))].sort(), 'every state');
  by('rule').onchange = event => { chosen.rule = event.target.value; shown = PAGE; draw(); };
  by('state').onchange = event => { chosen.state = event.target.value; shown = PAGE; draw(); };
  by('words').oninput = event => { chosen.words = event.target.value.trim().toLowerCase(); shown = PAGE; draw(); };
  by('more').onclick = () => { shown += PAGE; list(); };
  by('clear').onclick = () => {
    Object.keys(chosen).forEach(key => { chosen[key] = ''; });
    ['rule', 'state', 'words'].forEach(id => { by(id).value = ''; });
    shown = PAGE;
    draw();
  };
  by('app').hidden = data.findings.length === 0;
  draw();
})();

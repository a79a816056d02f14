// Search, theme and copying on the pages of the documentation. Without it the pages can be read all the same.

const script = document.currentScript;
const field = document.getElementById('search');
const list = document.getElementById('results');
const RESULTS_MAX = 12;
const AROUND = 70;

// Theme: the application's own choice, kept under its key.
const themeKey = 'mantine-color-scheme-value';
const themes = ['auto', 'light', 'dark'];
const themeButton = document.getElementById('theme');
let theme = themes.includes(read(themeKey)) ? read(themeKey) : 'auto';
showTheme();
themeButton.hidden = false;
themeButton.addEventListener('click', () => {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length];
  try {
    localStorage.setItem(themeKey, theme);
  } catch {}
  showTheme();
});

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function showTheme() {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  themeButton.textContent = { auto: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' }[theme];
}

// On narrow windows the contents are folded away.
if (matchMedia('(max-width: 60rem)').matches) document.querySelector('.contents details').open = false;
document.querySelector('.contents [aria-current]')?.scrollIntoView({ block: 'center' });

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector('code').textContent);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not copied';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2_000);
  };
  button.addEventListener('click', () => void copy());
  block.append(button);
}

// Search: every word must stand in the part, at the beginning of a word; titles weigh more.
let rows;
let chosen = -1;
field.disabled = false;
field.addEventListener('focus', () => void load(), { once: true });
field.addEventListener('input', show);
field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
  else if (event.key === 'ArrowDown') move(event, 1);
  else if (event.key === 'ArrowUp') move(event, -1);
  else if (event.key === 'Enter') list.children[Math.max(0, chosen)]?.querySelector('a')?.click();
});
document.addEventListener('keydown', (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});
document.addEventListener('click', (event) => {
  if (!event.target.closest('.search')) close();
});

async function load() {
  try {
    const answer = await fetch(script.dataset.search);
    const read = await answer.json();
    rows = read.map(([address, page, part, text]) => ({ address, page, part, text, low: text.toLowerCase() }));
    show();
  } catch {
    tell('The search could not be loaded. Look in the contents.');
  }
}

function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (rows === undefined || words.length === 0) return close();
  const patterns = words.map((word) => new RegExp(`(?:^|[^\\p{L}\\p{N}])${RegExp.escape(word)}`, 'iu'));
  const found = rows
    .map((row) => ({ row, weight: weigh(row, patterns) }))
    .filter(({ weight }) => weight > 0)
    .sort((left, right) => right.weight - left.weight)
    .slice(0, RESULTS_MAX);
  if (found.length === 0) return tell(`Nothing about “${field.value.trim()}”.`);
  chosen = -1;
  list.replaceChildren(...found.map(({ row }, at) => item(row, { at, word: words[0] })));
  open();
}

function weigh({ page, part, low }, patterns) {
  let weight = 0;
  for (const pattern of patterns) {
    const here =
      (pattern.test(page) ? (part === '' ? 12 : 4) : 0) + (pattern.test(part) ? 8 : 0) + (pattern.test(low) ? 1 : 0);
    if (here === 0) return 0;
    weight += here;
  }
  return weight;
}

function item({ address, page, part, text, low }, { at, word }) {
  const entry = document.createElement('li');
  entry.id = `result-${at}`;
  entry.role = 'option';
  const link = document.createElement('a');
  link.href = address;
  link.tabIndex = -1;
  const title = document.createElement('strong');
  title.textContent = part === '' ? page : `${page} › ${part}`;
  const place = Math.max(0, low.indexOf(word) - AROUND / 2);
  const around = document.createElement('span');
  around.textContent = `${place > 0 ? '… ' : ''}${text.slice(place, place + AROUND * 2)}`;
  link.append(title, around);
  link.addEventListener('click', close);
  entry.append(link);
  return entry;
}

function move(event, step) {
  event.preventDefault();
  const entries = [...list.children];
  if (entries.length === 0) return;
  chosen = (chosen + step + entries.length) % entries.length;
  for (const [at, entry] of entries.entries()) entry.setAttribute('aria-selected', String(at === chosen));
  entries[chosen].scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', entries[chosen].id);
}

function tell(words) {
  const entry = document.createElement('li');
  entry.className = 'none';
  entry.role = 'option';
  entry.textContent = words;
  list.replaceChildren(entry);
  open();
}

function open() {
  list.hidden = false;
  field.setAttribute('aria-expanded', 'true');
  field.removeAttribute('aria-activedescendant');
}

function close() {
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
}

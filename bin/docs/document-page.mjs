// The frame round a page of the documentation: what else there is, what stands on this page, and what comes next.

import { asHtml } from './render-markdown.mjs';

/** `site`: { sections, pages, assets: { style, script, search, mark } }. Answers a whole HTML document with `__NONCE__` in it. */
export function documentPage({ site, page }) {
  const ordered = orderedPages(site);
  const at = ordered.findIndex(({ file }) => file === page.file);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${asHtml(page.title)} · Tokenward</title>
<link rel="icon" href="${site.assets.mark}" type="image/svg+xml">
<link rel="stylesheet" href="${site.assets.style}">
<script nonce="__NONCE__" src="${site.assets.script}" defer data-search="${site.assets.search}"></script>
</head>
<body>
<a class="skip" href="#content">To the text</a>
<header>
<a class="home" href="/docs"><img src="${site.assets.mark}" alt="" width="22" height="22">Tokenward <span>documentation</span></a>
<div class="search"><input type="search" id="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list" disabled><kbd aria-hidden="true">/</kbd>
<ul id="results" class="results" role="listbox" aria-label="Found" hidden></ul></div>
<nav class="out" aria-label="Elsewhere"><a href="/">To the application</a><button type="button" id="theme" hidden>Theme</button></nav>
</header>
<div class="columns">
<nav class="contents" aria-label="Contents"><details open><summary>Contents</summary>
${contents(site, page)}
</details></nav>
<main id="content" tabindex="-1">
<article>
${page.html}
</article>
${neighbours({ before: at > 0 ? ordered[at - 1] : undefined, after: at >= 0 ? ordered[at + 1] : undefined })}
</main>
${onThisPage(page)}
</div>
</body>
</html>
`;
}

/** Said where an address has no page. */
export function missingPage(site) {
  const html =
    '<h1>There is no such page</h1><p>It may have been renamed. Look for it in the contents, or search: press <kbd>/</kbd>.</p>';
  return documentPage({ site, page: { file: '', title: 'No such page', html, headings: [] } });
}

function orderedPages({ sections, pages }) {
  const byFile = new Map(pages.map((page) => [page.file, page]));
  return sections.flatMap((section) => section.pages.flatMap((name) => byFile.get(`docs/${name}`) ?? []));
}

function contents({ sections, pages }, current) {
  const byFile = new Map(pages.map((page) => [page.file, page]));
  const entry = (page) => {
    const here = page.file === current.file ? ' aria-current="page"' : '';
    return `<li><a href="${page.address}"${here}>${asHtml(page.title)}</a></li>`;
  };
  return sections
    .map(({ name, pages: files }) => {
      const entries = files.map((file) => entry(byFile.get(`docs/${file}`))).join('\n');
      return `<h2>${asHtml(name)}</h2>\n<ul>${entries}</ul>`;
    })
    .join('\n');
}

function onThisPage({ headings }) {
  const parts = headings.filter(({ depth }) => depth === 2);
  if (parts.length < 2) return '';
  const entries = parts.map(({ id, text }) => `<li><a href="#${id}">${asHtml(text)}</a></li>`).join('\n');
  return `<nav class="here" aria-label="On this page"><h2>On this page</h2><ul>${entries}</ul></nav>`;
}

function neighbours({ before, after }) {
  const link = (page, word) =>
    page === undefined ? '<span></span>' : `<a href="${page.address}"><small>${word}</small>${asHtml(page.title)}</a>`;
  if (before === undefined && after === undefined) return '';
  return `<nav class="neighbours" aria-label="Before and after">${link(before, 'Before')}${link(after, 'Next')}</nav>`;
}

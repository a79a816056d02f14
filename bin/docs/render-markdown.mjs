// One page of docs/ as HTML: headings with anchors, links that lead to pages, and the plain text for the search.

import { posix } from 'node:path';
import { Marked } from 'marked';

/**
 * `page`: { file, source }, `addressOf(file)`: the address of another file's page, or undefined where there is none,
 * `titleOf(file)`: what that page is called,
 * `pictureOf(file)`: { address, width, height } of a picture, or undefined where there is none.
 * Answers { html, title, headings: [{ depth, id, text }], parts: [{ id, title, text }], links: [{ file, anchor }], lacking: [file] }.
 */
export function renderMarkdown({ page, addressOf, titleOf, pictureOf }) {
  const found = { headings: [], links: [], lacking: [], taken: new Map() };
  const marked = new Marked({ gfm: true, renderer: rendererFor({ page, addressOf, titleOf, pictureOf, found }) });
  const tokens = marked.lexer(page.source);
  const html = marked.parser(tokens);
  const title = found.headings.find(({ depth }) => depth === 1)?.text ?? page.file;
  const { headings, links, lacking } = found;
  return { html, title, headings, links, lacking, parts: partsOf(tokens, title) };
}

function rendererFor({ page, addressOf, titleOf, pictureOf, found }) {
  return {
    heading({ tokens, depth }) {
      const text = textOf(tokens);
      const id = freeAnchor(text, found.taken);
      found.headings.push({ depth, id, text });
      const link = depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to “${asHtml(text)}”">#</a>`;
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}${link}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      if (/^(https?:|mailto:)/.test(href)) return `<a href="${asHtml(href)}" rel="noreferrer">${inner}</a>`;
      const [path, anchor] = href.split('#');
      const file = path === '' ? page.file : posix.normalize(posix.join(posix.dirname(page.file), path));
      const address = addressOf(file);
      // Sources have no page here: their names say where they stand.
      if (address === undefined) return `<span title="${asHtml(file)}">${inner}</span>`;
      found.links.push({ file, anchor });
      // In the files a link may be called after the file; a reader of pages knows only titles.
      const words = /\.md$/.test(textOf(tokens)) ? asHtml(titleOf(file)) : inner;
      return `<a href="${address}${anchor === undefined ? '' : `#${anchor}`}">${words}</a>`;
    },
    image({ href, text }) {
      const file = posix.normalize(posix.join(posix.dirname(page.file), href));
      const picture = pictureOf(file);
      if (picture === undefined) {
        found.lacking.push(file);
        return asHtml(text);
      }
      const { address, width, height } = picture;
      return `<img src="${address}" alt="${asHtml(text)}" width="${width}" height="${height}" loading="lazy">`;
    },
    code({ text, lang }) {
      const language = lang === undefined || lang === '' ? '' : ` data-language="${asHtml(lang)}"`;
      return `<div class="code"${language}><pre tabindex="0"><code>${asHtml(text)}</code></pre></div>\n`;
    },
    table(token) {
      const cells = (row, tag) =>
        row
          .map(({ tokens, align }) => {
            const aligned = align === null ? '' : ` class="${align}"`;
            return `<${tag}${aligned}>${this.parser.parseInline(tokens)}</${tag}>`;
          })
          .join('');
      const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
      return `<div class="wide" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${cells(token.header, 'th')}</tr></thead><tbody>${body}</tbody></table></div>\n`;
    },
    // The documents are Markdown alone; what looks like HTML is meant to be read.
    html: ({ text }) => asHtml(text),
  };
}

/** As GitHub names headings, so that links work there too. */
export function anchorOf(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function freeAnchor(text, taken) {
  const anchor = anchorOf(text);
  const count = taken.get(anchor) ?? 0;
  taken.set(anchor, count + 1);
  return count === 0 ? anchor : `${anchor}-${count}`;
}

/** What stands under each heading of the first two depths, as words. */
function partsOf(tokens, title) {
  const taken = new Map();
  const parts = [{ id: '', title, text: '' }];
  for (const token of tokens) {
    if (token.type === 'heading') {
      const text = textOf(token.tokens);
      const id = freeAnchor(text, taken);
      if (token.depth === 2 || token.depth === 3) parts.push({ id, title: text, text: '' });
      continue;
    }
    parts.at(-1).text += ` ${textOf([token])}`;
  }
  return parts.map((part) => ({ ...part, text: part.text.replace(/\s+/g, ' ').trim() }));
}

function textOf(tokens) {
  return tokens
    .map((token) => {
      if (token.type === 'table')
        return [token.header, ...token.rows]
          .flat()
          .map((cell) => textOf(cell.tokens))
          .join(' ');
      if (token.type === 'list') return token.items.map((item) => textOf(item.tokens)).join(' ');
      if (token.tokens !== undefined) return textOf(token.tokens);
      return asWritten(token.text ?? '');
    })
    .join('');
}

function asWritten(text) {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

export function asHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

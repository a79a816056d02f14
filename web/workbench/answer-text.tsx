import { Anchor } from '@mantine/core';
import { lexer, type Token, type Tokens } from 'marked';
import { Fragment, type ReactNode } from 'react';

/** What a model wrote, laid out. It becomes elements and never markup: tags in it are read as text. */
export function AnswerText({ text }: { readonly text: string }) {
  return <div className="answer-text">{lexer(text).map(block)}</div>;
}

function block(token: Token, place: number): ReactNode {
  switch (token.type) {
    case 'space':
      return null;
    case 'heading':
      return (
        <p key={place} className="answer-heading">
          {inlines(token)}
        </p>
      );
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre key={place} tabIndex={0}>
          <code>{textOf(token)}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote key={place}>{(token.tokens ?? []).map(block)}</blockquote>;
    case 'list':
      return listOf(token, place);
    case 'table':
      return tableOf(token, place);
    case 'hr':
      return <hr key={place} />;
    case 'text':
      return <Fragment key={place}>{inlines(token)}</Fragment>;
    default:
      return <p key={place}>{inlines(token)}</p>;
  }
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list' && 'items' in token;
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table' && 'header' in token;
}

function listOf(token: Token, place: number): ReactNode {
  if (!isList(token)) return null;
  const items = token.items.map((item, number) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items have no names
    <li key={number}>{item.tokens.map(block)}</li>
  ));
  return token.ordered ? <ol key={place}>{items}</ol> : <ul key={place}>{items}</ul>;
}

function tableOf(token: Token, place: number): ReactNode {
  if (!isTable(token)) return null;
  const cells = (row: readonly Tokens.TableCell[], Cell: 'td' | 'th') =>
    row.map((cell, column) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: cells have no names
      <Cell key={column}>{cell.tokens.map(inline)}</Cell>
    ));
  return (
    <div key={place} className="table-scroll">
      <table className="table">
        <thead>
          <tr>{cells(token.header, 'th')}</tr>
        </thead>
        <tbody>
          {token.rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names
            <tr key={number}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(token: Token): ReactNode {
  return 'tokens' in token && token.tokens !== undefined ? token.tokens.map(inline) : textOf(token);
}

function inline(token: Token, place: number): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong key={place}>{inlines(token)}</strong>;
    case 'em':
      return <em key={place}>{inlines(token)}</em>;
    case 'codespan':
      return <code key={place}>{textOf(token)}</code>;
    case 'br':
      return <br key={place} />;
    case 'link':
      return linkOf(token, place);
    default:
      return <Fragment key={place}>{'tokens' in token ? inlines(token) : textOf(token)}</Fragment>;
  }
}

/** Only to the web, and never with our address in hand: a model may write any address it likes. */
function linkOf(token: Token, place: number): ReactNode {
  const href = 'href' in token ? String(token.href) : '';
  if (!/^https?:\/\//i.test(href)) return <Fragment key={place}>{inlines(token)}</Fragment>;
  return (
    <Anchor key={place} href={href} target="_blank" rel="noopener noreferrer nofollow" title={href}>
      {inlines(token)}
    </Anchor>
  );
}

function textOf(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}

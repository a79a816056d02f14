import type { Notice } from '../../domain/notice/notice.ts';
import type { NoticeChannel } from '../../ports/notice-channel.ts';
import { type ChannelBase, withSecret } from './channel-base.ts';
import { postJson } from './post-json.ts';

/** The address is the secret: whoever has it may write into the channel. */
export type ChatOptions = ChannelBase & { readonly url: () => string };

/** Slack, by an incoming webhook. */
export function createSlackChannel({ base, allowPrivate, url }: ChatOptions): NoticeChannel {
  return {
    ...base,
    kind: 'slack',
    audience: null,
    send: ({ notice }) =>
      withSecret(async () =>
        postJson({ url: url(), headers: {}, body: JSON.stringify(slackMessage(notice)), allowPrivate }),
      ),
  };
}

/** Microsoft Teams, by a workflow that is started by a webhook ("When a Teams webhook request is received"). */
export function createTeamsChannel({ base, allowPrivate, url }: ChatOptions): NoticeChannel {
  return {
    ...base,
    kind: 'teams',
    audience: null,
    send: ({ notice }) =>
      withSecret(async () =>
        postJson({ url: url(), headers: {}, body: JSON.stringify(teamsMessage(notice)), allowPrivate }),
      ),
  };
}

function slackMessage({ subject, words, pages }: Notice): Readonly<Record<string, unknown>> {
  const title = `${pages ? ':rotating_light: ' : ''}*${forSlack(subject)}*`;
  return { text: `${title}\n${forSlack(words)}`, unfurl_links: false };
}

/** So that a name calls nobody and links nowhere (`<!channel>`, `<https://…>`); stars and dashes would change only the look. */
function forSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An Adaptive Card, in the envelope that workflows take. */
function teamsMessage({ subject, words, pages }: Notice): Readonly<Record<string, unknown>> {
  const body = [
    {
      type: 'TextBlock',
      text: forTeams(subject),
      weight: 'Bolder',
      size: 'Medium',
      wrap: true,
      ...(pages ? { color: 'Attention' } : {}),
    },
    { type: 'TextBlock', text: forTeams(words), wrap: true },
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** Text of a card is Markdown: a name is no link. */
function forTeams(text: string): string {
  return text.replaceAll(/[\\[\]()*_`<>]/g, '\\$&');
}

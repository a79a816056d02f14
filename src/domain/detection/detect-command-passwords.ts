import type { Detector } from './detector.ts';
import { isNoPassword, isReference } from './no-secret.ts';
import { looksRandom } from './secret-shape.ts';
import { isStandIn } from './stand-in.ts';

const LINE_MAX = 320;
const VALUE = String.raw`["']?([^\s"'<>|]{4,128})`;

/** Commands that take a password where no word says so; the first group is the password. */
const COMMANDS: readonly { readonly command: string; readonly pattern: RegExp }[] = [
  // The key of an API stands as the name, with no password behind it.
  {
    command: 'curl',
    pattern:
      /\s(?:-u|--user|--proxy-user)[\s=]{0,3}["']?(?:[^\s:"']{1,64}:([^\s"'<>|]{3,128})|(?=[^\s:"']{0,100}\d)([\w.+/=-]{20,100}):["'\s])/,
  },
  { command: 'mysql', pattern: new RegExp(String.raw`\s-p${VALUE}`) },
  { command: 'mysqldump', pattern: new RegExp(String.raw`\s-p${VALUE}`) },
  { command: 'mysqladmin', pattern: new RegExp(String.raw`\s-p${VALUE}`) },
  { command: 'mariadb', pattern: new RegExp(String.raw`\s-p${VALUE}`) },
  { command: 'sshpass', pattern: new RegExp(String.raw`\s-p\s{0,3}${VALUE}`) },
  { command: 'docker login', pattern: new RegExp(String.raw`\s-p\s{1,3}${VALUE}`) },
  { command: 'az login', pattern: new RegExp(String.raw`\s-p\s{1,3}${VALUE}`) },
  { command: 'redis-cli', pattern: new RegExp(String.raw`\s-a\s{1,3}${VALUE}`) },
  { command: 'ldapsearch', pattern: new RegExp(String.raw`\s-w\s{1,3}${VALUE}`) },
  { command: 'smbclient', pattern: /\s-U\s{0,3}["']?[^\s%"']{1,64}%([^\s"'<>|]{4,128})/ },
  {
    command: 'net use',
    pattern:
      /(?:\s\/user:\S{1,64}\s{1,3}["']?|\s\\{1,2}\S{1,80}\s{1,3}["']?(?=[^\s"'/]{4,128}["']?\s{1,3}\/user:))([^\s"'/<>|]{4,128})/i,
  },
  {
    command: 'htpasswd',
    pattern: /\s-[a-zA-Z]{0,4}b[a-zA-Z]{0,4}\s{1,3}\S{1,120}\s{1,3}\S{1,64}\s{1,3}["']?([^\s"'<>|]{4,128})/,
  },
  { command: 'zip', pattern: new RegExp(String.raw`\s-P\s{1,3}${VALUE}`) },
  {
    command: 'mc alias set',
    pattern: /\s\S{1,40}\s{1,3}https?:\/\/\S{1,120}\s{1,3}\S{2,64}\s{1,3}["']?([^\s"'<>|]{6,128})/,
  },
  { command: 'unzip', pattern: new RegExp(String.raw`\s-P\s{1,3}${VALUE}`) },
  { command: '7z', pattern: new RegExp(String.raw`\s-p${VALUE}`) },
  { command: 'sqlplus', pattern: /\s["']?\w{1,64}\/([^\s"'@<>|]{4,128})@/ },
  { command: 'mongosh', pattern: new RegExp(String.raw`\s-p\s{1,3}${VALUE}`) },
  { command: 'cqlsh', pattern: new RegExp(String.raw`\s-p\s{1,3}${VALUE}`) },
  { command: 'sqlcmd', pattern: new RegExp(String.raw`\s-P\s{0,3}${VALUE}`) },
  { command: 'bcp', pattern: new RegExp(String.raw`\s-P\s{0,3}${VALUE}`) },
  { command: 'rabbitmqctl', pattern: /\s(?:add_user|change_password)\s{1,3}\S{1,64}\s{1,3}["']?([^\s"'<>|]{4,128})/ },
];

/** Passwords that a command line hands over: `mysql -p…`, `curl -u name:…`, `echo name:… | chpasswd`. */
export const COMMAND_PASSWORD_DETECTORS: readonly Detector[] = [
  {
    ...{ id: 'credential.command_password', version: 1, isCostly: true, types: ['password'], words: [] },
    anchors: COMMANDS.map(({ command }) => ({ kind: 'literal', text: command, wholeWord: true, atStart: true })),
    check: (hit, { text }, report) => {
      const name = hit.anchor.kind === 'literal' ? hit.anchor.text : '';
      const pattern = COMMANDS.find(({ command }) => command === name)?.pattern;
      const line = /^[^\n]*/.exec(text.slice(hit.end, hit.end + LINE_MAX))?.[0] ?? '';
      const match = pattern?.exec(line);
      const value = match?.[1] ?? match?.[2];
      if (match === undefined || match === null || value === undefined) return;
      if (isReference(value) || isStandIn(value) || isNoPassword(value)) return;
      if (match[1] === undefined && !looksRandom(value)) return;
      const start = hit.end + match.index + match[0].lastIndexOf(value);
      report({ type: 'password', start, end: start + value.length, confidence: 82 });
    },
  },
  {
    ...{ id: 'credential.chpasswd', version: 1, isCostly: true, types: ['password'], words: [] },
    anchors: [{ kind: 'literal', text: 'chpasswd', wholeWord: true }],
    check: (hit, { text }, report) => {
      const from = Math.max(0, hit.start - 160);
      const match =
        /echo\s{1,3}(?:-\w\s{1,3})?["']?[\w.-]{1,32}:([^\s"'|]{4,100})["']?\s{0,3}\|\s{0,3}(?:sudo\s{1,3})?$/.exec(
          text.slice(from, hit.start),
        );
      const value = match?.[1];
      if (match === null || value === undefined || isReference(value) || isStandIn(value)) return;
      const start = from + match.index + match[0].indexOf(`:${value}`) + 1;
      report({ type: 'password', start, end: start + value.length, confidence: 88 });
    },
  },
  // `echo … | docker login --password-stdin`
  {
    ...{ id: 'credential.piped_password', version: 1, isCostly: true, types: ['password'], words: [] },
    anchors: [{ kind: 'literal', text: '--password-stdin' }],
    check: (hit, { text }, report) => {
      const from = Math.max(0, hit.start - 320);
      const match =
        /(?:echo|printf)\s{1,3}(?:-\w\s{1,3}|'?%s'?\s{1,3})?["']?([^\s"'|]{6,200})["']?\s{0,3}\|[^|\n]{1,100}$/.exec(
          text.slice(from, hit.start),
        );
      const value = match?.[1];
      if (match === null || value === undefined || isReference(value) || isStandIn(value)) return;
      const start = from + match.index + match[0].indexOf(value);
      report({ type: 'password', start, end: start + value.length, confidence: 85 });
    },
  },
  // cloud-init, "Set passwords": a list of `name:password`.
  {
    ...{ id: 'credential.cloud_init_password', version: 1, isCostly: true, types: ['password'], words: [] },
    anchors: [{ kind: 'literal', text: 'chpasswd:', atStart: true }],
    check: (hit, { text }, report) => {
      const match = /^\s{1,12}list:\s{0,4}(?:\|\s{0,4})?\n\s{0,12}(?:- )?["']?[\w.-]{1,32}:([^\s"']{4,128})/.exec(
        text.slice(hit.end, hit.end + 240),
      );
      const value = match?.[1];
      if (match === null || value === undefined || isReference(value) || isStandIn(value)) return;
      if (/^(?:R|RANDOM)$/.test(value)) return;
      const end = hit.end + match[0].length;
      report({ type: 'password', start: end - value.length, end, confidence: 88 });
    },
  },
  // Go's MySQL driver: `user:password@tcp(host:3306)/name`.
  {
    ...{ id: 'credential.go_dsn', version: 1, isCostly: true, types: ['connection_string'], words: [] },
    anchors: ['@tcp(', '@unix('].map((text) => ({ kind: 'literal', text })),
    check: (hit, { text }, report) => {
      const match = /(?:^|[\s"'`=])[\w.-]{1,64}:([^\s"'`@]{3,128})$/.exec(
        text.slice(Math.max(0, hit.start - 200), hit.start),
      );
      const value = match?.[1];
      if (value === undefined || isReference(value) || isStandIn(value) || isNoPassword(value)) return;
      report({ type: 'connection_string', start: hit.start - value.length, end: hit.start, confidence: 88 });
    },
  },
  // PostgreSQL docs, "The Password File": host, port, database, user and password between colons.
  {
    ...{ id: 'credential.pgpass', version: 1, isCostly: true, types: ['password'], words: [] },
    anchors: [':5432:', ':5433:', ':6432:'].map((text) => ({ kind: 'literal', text })),
    check: (hit, { text }, report) => {
      const match = /^[^\s:]{1,64}:[^\s:]{1,64}:([^\s:]{4,128})(?=\s|$)/.exec(text.slice(hit.end, hit.end + 270));
      const value = match?.[1];
      if (match === null || value === undefined || isReference(value) || isStandIn(value)) return;
      const end = hit.end + match[0].length;
      report({ type: 'password', start: end - value.length, end, confidence: 85 });
    },
  },
];

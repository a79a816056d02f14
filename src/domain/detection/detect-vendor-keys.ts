import { assignedValue } from './assigned-value.ts';
import { endOfName, nameAt, namesSecret, startOfName } from './credential-name.ts';
import type { Detector } from './detector.ts';
import { judgeSecret } from './judge-value.ts';
import { jointBehind } from './name-joint.ts';
import { shapeOf } from './secret-shape.ts';

const WORD = 'Key';
const WORD_REACH = 24;
const MIXED_MIN = 20;
/** Keys of code and data, which are no secrets. */
const PLAIN_KEYS =
  /(?:object|item|row|map|group|lookup|index|query|hash|content|react|route|message|locale|data|blob|file|etag|image|asset|resource|entity|record|unique|natural|composite|dedup\w*|schema|translation|pub|verif\w*|product|image|ssh|host|gpg|pgp|registry|event|table|column|field|label|menu|tab|node|tree|state|setting|config|param|prop|option|slot|scope|chunk|module|bundle|license|licence|widget|form|user|order|page|search|filter|session|track|trace|span|metric|tag|context|storage|store|bucket|memo|render|list|element|component|children|selected|active|expanded|current|default|new|old|prev|next|last|first|parent|child|root|sub)$/i;
/** Services whose keys are hexadecimal or a UUID, so that only the name tells them from the number of something. */
const SERVICES =
  /deepgram|recurly|serper|serpapi|rollbar|bugsnag|sparkpost|mailjet|datadog|cloudsmith|pipedrive|todoist|jumpcloud|openweather|assemblyai|wandb|coinbase|opsgenie|loggly|wise|pinecone|postmark|snyk|codecov|algolia|amplitude|spotify|twitch|infura|alchemy|etherscan|newsapi|mixpanel|plaid|zendesk|linode|fastly|meili|chargebee|elasticemail|uptimerobot|tomtom|twilio|vonage|nexmo|plivo|onelogin|heroku|hex/i;

/** `zhipuKey = "…"`, "Deepgram Key: …": a key that is named after who issued it, behind names that hold no other word for it. */
export const VENDOR_KEY_DETECTOR: Detector = {
  ...{ id: 'credential.vendor_key', version: 1, isCostly: true, types: ['api_key'], words: [] },
  anchors: ['Key:', 'Key"', "Key'", 'Key=', 'Key =', 'Key`', 'Key*'].map((text) => ({
    kind: 'literal',
    text,
    exactCase: true,
  })),
  check: ({ start }, { text }, report) => {
    const hit = { start, end: start + WORD.length };
    const before = text.charCodeAt(hit.start - 1);
    const isHump = (before >= 0x61 && before <= 0x7a) || (before >= 0x30 && before <= 0x39);
    if (!isHump && before !== 0x20) return;
    const owner = ownerBefore(text, hit.start);
    if (owner === '' || PLAIN_KEYS.test(owner)) return;
    const joint = jointBehind(text, hit.end);
    if (joint === null || joint.link === 'space') return;
    const name = nameAt(text, { start: startOfName(text, hit.start), end: endOfName(text, hit.end) });
    const value = assignedValue(text, joint);
    if (value === null || !namesSecret(isHump ? name.text : `${owner}Key`)) return;
    const { length, uppers, lowers, digits, spoken } = shapeOf(value.text);
    const isMixed = length >= MIXED_MIN && uppers >= 3 && lowers >= 3 && digits >= 2 && spoken <= length * 0.4;
    const isOfService = SERVICES.test(owner) && digits >= 4 && length >= MIXED_MIN;
    if (!isMixed && !isOfService) return;
    const confidence = judgeSecret(value, { ...name, text: `${owner}_api_key` });
    if (confidence > 0) report({ type: 'api_key', start: value.start, end: value.end, confidence: confidence - 10 });
  },
};

/** The word before: `zhipu` of `zhipuKey`, `Deepgram` of `Deepgram Key`. */
function ownerBefore(text: string, at: number): string {
  return OWNER.exec(text.slice(Math.max(0, at - WORD_REACH), at))?.[1] ?? '';
}

const OWNER = /((?:[A-Z]?[a-z0-9]+|[A-Z]+)(?<=[A-Za-z0-9]{3})) ?$/;

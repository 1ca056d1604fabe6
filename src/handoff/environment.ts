import type { WebhookSettings } from "./settings.ts";

type Env = Readonly<Record<string, string | undefined>>;
type Pair = readonly [name: string, value: string];

const desksName = "WEBHOOK_DESKS";
const secretsName = "WEBHOOK_SECRETS";
/** In routes "all" is every desk, and "console" is the page's own. */
const taken = ["all", "console"];
const loopback = ["127.0.0.1", "[::1]", "localhost"];
/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme */
const keyBytes = { least: 24, most: 64 } as const;

/** None where none is set up. A fault names variables and desks, never an address or a secret: an address may hold a token. */
export function webhookSettingsOf(env: Env): readonly WebhookSettings[] | { readonly faults: readonly string[] } {
  const desks = pairsIn(env, desksName, "name=https://…");
  const secrets = pairsIn(env, secretsName, "name=whsec_…");
  const faults = [...desks.faults, ...secrets.faults];
  if (faults.length > 0) return { faults };
  const names = desks.pairs.map(([name]) => name);
  const found = [
    ...desks.pairs.flatMap(([name, url], i) => [
      ...(names.indexOf(name) === i
        ? []
        : [`${desksName}: names the desk "${name}" twice; give each address a name of its own`]),
      ...nameFaults(name),
      ...urlFaults(name, url),
      ...(secrets.pairs.some(([of]) => of === name)
        ? []
        : [
            `${secretsName}: is missing for the desk "${name}": add ${name}=whsec_… and give the receiver the same; ` +
              'make one with: echo "whsec_$(openssl rand -base64 32)"',
          ]),
    ]),
    ...secrets.pairs.flatMap(([name, secret]) => [
      ...(names.includes(name)
        ? []
        : [`${secretsName}: is for the desk "${name}", which ${desksName} does not name; add it there, or remove it`]),
      ...secretFaults(name, secret),
    ]),
  ];
  if (found.length > 0) return { faults: found };
  return desks.pairs.map(([name, url]) => ({
    name,
    url,
    secrets: secrets.pairs.flatMap(([of, secret]) => (of === name ? [secret] : [])),
  }));
}

/** Entries are counted in a fault: what stands where a name is expected may be an address. */
function pairsIn(env: Env, variable: string, shape: string): { pairs: readonly Pair[]; faults: readonly string[] } {
  const entries = (env[variable] ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const pairs = entries.map((entry) => /^([\w-]{1,40})=(\S+)$/.exec(entry));
  return {
    pairs: pairs.flatMap((found): Pair[] => (found?.[1] && found[2] ? [[found[1], found[2]]] : [])),
    faults: pairs.flatMap((found, i) =>
      found === null
        ? [
            `${variable}: entry ${i + 1} is no ${shape}; expected a name of letters, digits, _ or -, with commas between ` +
              "entries; write a comma inside an address as %2C",
          ]
        : [],
    ),
  };
}

const nameFaults = (name: string): readonly string[] =>
  taken.includes(name)
    ? [`${desksName}: names a desk "${name}", which means another already; choose another name`]
    : [];

function urlFaults(name: string, given: string): readonly string[] {
  const url = URL.canParse(given) ? new URL(given) : null;
  const of = `${desksName}: the address of "${name}"`;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    return [`${of} is none; expected https://…`];
  if (url.username !== "" || url.password !== "")
    return [`${of} holds a name or a password; expected an address without: the signature says who sends`];
  if (url.protocol === "http:" && !loopback.includes(url.hostname))
    return [
      `${of} begins with http://, which others can read on the way; expected https://, http:// on this machine only`,
    ];
  return [];
}

function secretFaults(name: string, secret: string): readonly string[] {
  const key = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const { length } = Buffer.from(key ?? "", "base64");
  return key !== undefined && length >= keyBytes.least && length <= keyBytes.most
    ? []
    : [
        `${secretsName}: the secret of "${name}" is none; expected whsec_ and ${keyBytes.least} to ${keyBytes.most} random ` +
          'bytes in base64; make one with: echo "whsec_$(openssl rand -base64 32)"',
      ];
}

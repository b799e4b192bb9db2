/**
 * What gives a credential away: its form, or the name it has been given. Every pattern takes time in proportion to the
 * text, which may be large. Pure.
 */

type Form = readonly [what: string, form: RegExp];

/**
 * The IDs of access keys (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html), PEM (RFC 7468),
 * passwords in URLs (RFC 3986).
 */
const ANYWHERE: readonly Form[] = [
  ["the ID of an access key", /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])/],
  ["a private key", /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----/],
  ["a URL with a password", /:\/\/[^\s/:@"']{0,64}:(?!%s|%\()[^\s/@$<{*"']{1,256}@/],
];

/** In a script it may be a line of a program that reads the password from where it is kept. */
const IN_A_VALUE: readonly Form[] = [
  ...ANYWHERE,
  ["a connection string with a password", /(?:^|;)\s{0,8}(?:password|pwd)\s{0,8}=\s{0,8}(?!%s)[^;\s$<{*]/i],
];

/** What of that a value has in it, completing "got". */
export function credentialIn(value: string): string | undefined {
  return formOf(value, IN_A_VALUE);
}

function formOf(text: string, forms: readonly Form[]): string | undefined {
  return forms.find(([, form]) => form.test(text))?.[0];
}

const SECRET =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASS|SECRET|TOKEN|CREDENTIALS?|(?:PRIVATE|SECRET|API|ACCESS|SIGNING|ENCRYPTION)_?KEY)$|_PWD$/;

/** Whether a variable of that name holds a secret: `DB_PASSWORD`, `apiKey`; not `PASSWORD_FILE`, `TOKEN_URL`. */
export function soundsSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]/g, "_")
    .toUpperCase();
  return SECRET.test(words) && !/(?:^|_)PUBLI(?:C|SHABLE)_/.test(words);
}

/** Whether a text names where a secret is kept, is filled in later, or is too plain to be one: `true`, `3600`. */
export function isNoSecret(text: string): boolean {
  return (
    /^(?:arn|ssm|secretsmanager|vault|file|https?):|^[/$<]|^#?\{|^\s*$/i.test(text) ||
    /^(?:true|false|yes|no|on|off|none|null|enabled|disabled|required|optional|\d{1,10})$/i.test(text)
  );
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]*)=(["']?)([^\s;"'`$(){}<>\\]+)\2[ \t;]*$/;

/** What a script gives away, in base64 too: a form of the above, or a variable that is set to a plain text. */
export function credentialInScript(text: string): string | undefined {
  return inPlainScript(text) ?? (/^[\w+/=\s-]+$/.test(text) ? inPlainScript(decoded(text)) : undefined);
}

function inPlainScript(text: string): string | undefined {
  const form = formOf(text, ANYWHERE);
  if (form !== undefined) return form;
  for (const line of text.split(/\r?\n/)) {
    const [, name = "", , value = ""] = ASSIGNMENT.exec(line) ?? [];
    if (soundsSecret(name) && !isNoSecret(value)) return `a text as ${name}`;
  }
  return undefined;
}

function decoded(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

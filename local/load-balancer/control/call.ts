/** A call of the ELBv2 query protocol, and answers in its XML. Pure. */

/** What a call asks for: `Action=ModifyRule&RuleArn=…`. */
export class Call {
  private readonly parameters: URLSearchParams;

  constructor(body: string) {
    this.parameters = new URLSearchParams(body);
  }

  get action(): string {
    return this.get("Action") ?? "";
  }

  /** Whether it changes nothing. */
  get reads(): boolean {
    return /^(Describe|Get)/.test(this.action);
  }

  get(name: string): string | undefined {
    return this.parameters.get(name) ?? undefined;
  }

  /** The entries of a list, each the parameters below it: `Targets.member.2.Id` is `Id` of the second. */
  list(name: string): Map<string, string>[] {
    const entries = new Map<number, Map<string, string>>();
    for (const [key, value] of this.parameters) {
      if (!key.startsWith(`${name}.member.`)) continue;
      const [index = "", ...rest] = key.slice(`${name}.member.`.length).split(".");
      const entry = entries.get(Number(index)) ?? new Map<string, string>();
      entries.set(Number(index), entry.set(rest.join("."), value));
    }
    return [...entries].sort(([a], [b]) => a - b).map(([, entry]) => entry);
  }

  /** The same call with other entries in a list. */
  with(name: string, entries: readonly ReadonlyMap<string, string>[]): string {
    const kept = [...this.parameters].filter(([key]) => !key.startsWith(`${name}.member.`));
    const given = entries.flatMap((entry, index) =>
      [...entry].map(([key, value]): [string, string] => [`${name}.member.${index + 1}.${key}`, value]),
    );
    return new URLSearchParams([...kept, ...given]).toString();
  }
}

const NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

/** A list, each entry already XML. */
export function listXml(name: string, entries: readonly string[]): string {
  return `<${name}>${entries.map((entry) => `<member>${entry}</member>`).join("")}</${name}>`;
}

/** An element; nothing for undefined. */
export function elementXml(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : `<${name}>${escaped(String(value))}</${name}>`;
}

export function responseXml(action: string, result: string, requestId: string): string {
  return (
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`
  );
}

export function errorXml(error: CallError, requestId: string): string {
  const type = error.status < 500 ? "Sender" : "Receiver";
  return (
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${type}</Type>${elementXml("Code", error.code)}` +
    `${elementXml("Message", error.message)}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}

/** How a call is refused. */
export interface CallError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Sees every call to AWS that changes something, and ends an invocation before or after one of them. */
import type { Clients } from "../../../../runtime/release/aws/clients";
import { CHANGES } from "../../../../runtime/release/aws/actions-used";

/** A call that changes something: `ModifyRule arn:…`. */
export interface Change {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

class Killed extends Error {}

const CHANGING = new Set(Object.keys(CHANGES).map((call) => `${call.split(":")[1] ?? ""}Command`));

export class Interruptions {
  /** All that were carried out, in their order. */
  readonly changes: Change[] = [];
  isDead = false;
  /** How often an invocation was ended. */
  kills = 0;
  /** Whether to end the invocation at a change; the number is that of the tries before it, from 0. */
  kill: (change: Change, tried: number) => "before" | "after" | undefined = () => undefined;
  private tried = 0;

  /** A new invocation lives. */
  begin(): void {
    this.isDead = false;
  }

  watch(clients: Clients): void {
    for (const client of Object.values(clients) as readonly Watched[]) {
      client.middlewareStack.add(
        (next, { commandName = "" }) =>
          (args) =>
            this.call(commandName, args, next),
        { step: "initialize" },
      );
    }
  }

  private async call(name: string, args: Args, next: Next): Promise<unknown> {
    if (this.isDead) throw new Killed();
    if (!CHANGING.has(name)) return next(args);
    const change = { operation: name.replace(/Command$/, ""), input: args.input };
    const when = this.kill(change, this.tried++);
    if (when === "before") this.die();
    const answer = await next(args);
    this.changes.push(change);
    if (when === "after") this.die();
    return answer;
  }

  private die(): never {
    this.isDead = true;
    this.kills++;
    throw new Killed();
  }
}

/** Of the engine's own table; the others are what a release changes. */
export function isRecord({ operation }: Change): boolean {
  return operation === "UpdateItem" || operation === "TransactWriteItems";
}

interface Args {
  readonly input: Readonly<Record<string, unknown>>;
}
type Next = (args: Args) => Promise<unknown>;
interface Watched {
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: { commandName?: string }) => Next,
      options: { step: "initialize" },
    ): void;
  };
}

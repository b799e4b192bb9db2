/**
 * The `pulumi` commands of a repair: each is told, as a person could run it, before it is run. In a dry run, those that
 * change something are told only.
 */
import { runChild, type ChildResult } from "../../processes/run-child";
import type { Session } from "../command";
import { Failure } from "../exit";
import type { ExportedStack, Recorded } from "./state";
import type { Target } from "./target";

/** What a preview says, as `pulumi preview --json` prints it. */
export interface Preview {
  readonly steps: readonly {
    /** `same`, `create`, `update`, … in the engine's own words. */
    readonly op: string;
    readonly urn: string;
    readonly oldState?: Recorded;
    readonly newState?: Recorded;
  }[];
  readonly changeSummary: Readonly<Record<string, number>>;
}

/** An engine that waits for AWS to delete a network or a database may take most of an hour. */
const DEADLINE_SECONDS = 2 * 3600;
/** An interrupted engine waits for what it has begun; ended by force, it would need the next repair. */
const GRACE_SECONDS = 10 * 60;

export class Pulumi {
  /** @param told - the commands that were told, in order; several may write into one list */
  constructor(
    private readonly session: Session,
    private readonly target: Target,
    private readonly dryRun: boolean,
    readonly told: string[] = [],
  ) {}

  /** Tells a command that is carried out here. */
  tell(...words: string[]): void {
    const command = words.map(quoted).join(" ");
    this.told.push(command);
    this.session.output.line(`  $ ${command}`);
  }

  /** Tells a command that changes the stack, and runs it; gives what it printed, nothing in a dry run. */
  async change(...args: string[]): Promise<string> {
    const command = this.onStack(args);
    this.tell(...(this.target.asTold ?? ["pulumi"]), ...command);
    return this.dryRun ? "" : this.run(command);
  }

  /** What the next up would do; told and run in a dry run, too. */
  async preview(): Promise<Preview> {
    const command = this.onStack(["preview"]);
    this.tell(...(this.target.asTold ?? ["pulumi"]), ...command);
    return JSON.parse(await this.run([...command, "--json"])) as Preview;
  }

  /** The state of the stack, or of another one in the same backend; what is secret stays encrypted. */
  async exported(stack?: string): Promise<ExportedStack> {
    return JSON.parse(await this.run(this.onStack(["stack", "export"], stack))) as ExportedStack;
  }

  /** The names of all stacks in the backend. */
  async stacks(): Promise<string[]> {
    const listed = JSON.parse(await this.run(["stack", "ls", "--all", "--json"])) as { name: string }[];
    return listed.map(({ name }) => name);
  }

  /** The URL of the backend. */
  async backend(): Promise<string> {
    const { PULUMI_BACKEND_URL: url = "" } = this.target.env;
    return url === "" ? (JSON.parse(await this.run(["whoami", "--json"])) as { url: string }).url : url;
  }

  private onStack(args: readonly string[], stack = this.target.stack): string[] {
    return [...args, "--stack", stack];
  }

  private async run(args: readonly string[]): Promise<string> {
    const { engine, env } = this.target;
    const result = await runChild(engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
      cwd: this.session.project,
      env,
      deadlineSeconds: DEADLINE_SECONDS,
      graceSeconds: GRACE_SECONDS,
      signal: this.session.signal,
    });
    if (result.status === 0) return result.output;
    throw new Failure(`pulumi ${args.join(" ")}: ${complaint(result)}`);
  }
}

/** What the engine has to say: as JSON, as a block of its own, or on standard error. */
function complaint({ status, output, lastErrorLines }: ChildResult): string {
  const text = jsonErrors(output) ?? /^Diagnostics:\n(.*?)(?:^\S|$(?![\r\n]))/ms.exec(output)?.[1] ?? "";
  const words = [text, ...lastErrorLines].join("\n").trim();
  return words === "" ? `ended with ${status}` : words + afterLock(words);
}

function jsonErrors(output: string): string | undefined {
  if (!output.startsWith("{")) return undefined;
  const { diagnostics = [] } = JSON.parse(output) as {
    diagnostics?: { severity: string; message: string }[];
  };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.map(({ message }) => message.trim()).join("\n");
}

/** Where locks cannot be seen beforehand, the engine is the one to refuse. */
function afterLock(words: string): string {
  if (!/currently locked|currently in progress/.test(words)) return "";
  return "\nFind out whether that update still runs. When it does not: `pulumi cancel`, then repair again.";
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

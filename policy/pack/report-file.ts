/**
 * The findings of an operation in a file, for CI. The engine ends a pack with SIGKILL, so the file is to be right at
 * every moment: it is written anew, beside itself and then put in place, before the engine hears of a finding. Where
 * findings are so many that this takes long, the file is at most a fifth of a second behind; but not at what ends an
 * operation: a finding that stops an update, or the rules on the whole stack.
 */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import type { Report } from "../report";
import { Refusal } from "../../refusal/refusal";

/** How findings are written: as the text of a whole file. */
export type Render = (reports: readonly Report[]) => string;

/** Writing takes no more of the time of a resource than this, and of all together what it begins with. */
const MS_PER_RESOURCE = 0.1;
const MS_TO_BEGIN_WITH = 50;
const MS_BEHIND = 200;

export class ReportFile {
  readonly #found = new Map<string, readonly Report[]>();
  #budget = MS_TO_BEGIN_WITH;
  #later: NodeJS.Timeout | undefined;
  #isBehind = false;
  #hasFailed = false;

  /**
   * Writes it without findings.
   * @throws Refusal when it cannot be written
   */
  constructor(
    readonly path: string,
    readonly render: Render,
  ) {
    try {
      this.#write();
    } catch (error) {
      const { code = "unknown error" } = error as NodeJS.ErrnoException;
      const rule = "a file that can be written";
      const remedy = "name one in a folder that is there";
      throw new Refusal({ property: REPORT_VARIABLE, rule, got: `${path} (${code})`, remedy });
    }
  }

  /**
   * Everything that was found in something: what is judged again counts once.
   *
   * @param isLast - whether the operation may end with it
   */
  add(judged: string, reports: readonly Report[], isLast = false): void {
    this.#budget += MS_PER_RESOURCE;
    if (reports.length > 0 || this.#found.has(judged)) {
      this.#found.set(judged, reports);
      this.#isBehind = true;
    }
    if (!this.#isBehind) return;
    if (isLast || this.#budget > 0) this.flush();
    else
      this.#later ??= setTimeout(() => {
        this.flush();
      }, MS_BEHIND);
  }

  /** Writes what is not written yet. No operation fails for it: a problem is said once, on standard error. */
  flush(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    if (!this.#isBehind) return;
    const started = performance.now();
    try {
      this.#write();
      this.#isBehind = false;
    } catch (error) {
      if (!this.#hasFailed) console.error(`${REPORT_VARIABLE}: ${String(error)}`);
      this.#hasFailed = true;
    }
    this.#budget -= performance.now() - started;
  }

  #write(): void {
    const beside = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(beside, this.render([...this.#found.values()].flat()));
      renameSync(beside, this.path);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  }
}

/** Names the file. */
export const REPORT_VARIABLE = "MULTISTAGE_POLICY_REPORT";

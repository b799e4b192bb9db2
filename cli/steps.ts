/** A run in steps: each is told as it begins, marked as it ends, and counts as one test. */
import type { Output } from "./output";

export interface StepResult {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
}

export class Steps {
  readonly results: StepResult[] = [];

  constructor(private readonly output: Output) {}

  /** Runs one step; what it throws ends the run, after the step was marked as failed. */
  async step<T>(title: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T> {
    const { green, red, dim } = this.output.colours;
    const started = performance.now();
    let detail = "";
    this.output.progress(`… ${title}`);
    const mark = (passed: boolean): void => {
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      this.results.push({ title, passed, seconds });
      const end = dim(`${seconds.toFixed(1)} s${detail === "" ? "" : `, ${detail}`}`);
      this.output.line(`${passed ? green("✓") : red("✗")} ${title} ${end}`);
    };
    try {
      const value = await work((text) => {
        detail = text;
      });
      mark(true);
      return value;
    } catch (error) {
      mark(false);
      throw error;
    }
  }

  /** `N passed, N failed`, as the gate reads it. */
  tally(): string {
    const passed = this.results.filter((result) => result.passed).length;
    return `${passed} passed, ${this.results.length - passed} failed`;
  }
}

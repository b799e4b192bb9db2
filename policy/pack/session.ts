/**
 * What the pack knows during one operation of the engine: its configuration, which exceptions it has seen, and the
 * inputs of each resource, which rules on the whole stack read again. Nothing in it depends on the order of calls but
 * this: an exception is registered before its resource (policy/program/suppress.ts waits for it).
 */
import type { Configuration } from "../configuration/configuration";
import type { ReadFile } from "../configuration/from-files";
import { overlaid, type Told } from "../configuration/overlaid";
import { schemaProblems } from "../configuration/validate";
import { NOT_YET, ofResource, ofStack, type Occasion } from "../evaluate";
import { remedies, type About, type Remedy } from "../remedies";
import type { Report } from "../report";
import { canRemediate, type Rule, type StackResource } from "../rule";
import {
  isExcepted,
  ofSuppressions,
  suppressed,
  SUPPRESSION_TYPE,
  suppressionSchema,
  type Suppression,
} from "../suppressions/suppression";
import { stackUrn } from "../../wire/urn";
import { problemText } from "../../refusal/refusal";

/** An exception and what became of it. */
export interface Exception {
  readonly suppression: Suppression;
  /** Of what it is in the program's code; undefined where it stands in the configuration's file. */
  readonly urn: string | undefined;
  /** Whether it took a finding away. */
  readonly isUsed: boolean;
}

export class Session {
  #configuration: Configuration;
  readonly #seen = new Map<string, StackResource>();
  /** With the URNs under which they are registered. */
  readonly #inCode = new Map<Suppression, string>();
  readonly #used = new Set<Suppression>();

  constructor(
    readonly rules: readonly Rule[],
    readonly fromFile: Configuration,
    readonly today: () => string,
    /** Why something may not be known. */
    readonly unknown = NOT_YET,
  ) {
    this.#configuration = fromFile;
  }

  /** @throws Refusal with everything that is wrong */
  configure(told: Readonly<Record<string, Told>>, readFile: ReadFile): void {
    this.#configuration = overlaid(this.fromFile, told, this.rules, readFile);
  }

  /** Puts right what can be put right in a resource, before it is judged; not what is excepted. */
  remedies(about: About): readonly Remedy[] {
    const [{ urn }, today] = [about, this.today()];
    const suppressions = this.#suppressions();
    const held = this.rules
      .filter(canRemediate)
      .filter(({ id }) => !isExcepted({ rule: id, urn }, suppressions, today));
    return remedies(about, held, this.#configuration, today);
  }

  /** Judges a resource that is about to be made. */
  resource(resource: StackResource): readonly Report[] {
    this.#seen.set(resource.urn, resource);
    if (resource.type === SUPPRESSION_TYPE) return this.#suppression(resource);
    return this.#left(ofResource(resource, this.rules, this.#configuration, this.#occasion()));
  }

  /** Judges the stack as a whole; a resource that this operation has not judged is there as the engine hands it over. */
  stack(resources: readonly StackResource[]): readonly Report[] {
    const known = resources.map(({ urn, propertyDependencies, ...resource }) => {
      const { inputs } = this.#seen.get(urn) ?? resource;
      return { ...resource, urn, inputs, propertyDependencies };
    });
    const left = this.#left(ofStack(known, this.rules, this.#configuration, this.#occasion()));
    const [first] = known;
    if (first === undefined) return left; // there is nothing to be excepted
    const whole = { stackUrn: stackUrn(first.urn), today: this.today() };
    return [...left, ...ofSuppressions(this.#suppressions(), this.#used, whole)];
  }

  /** All that were seen so far, those of the file first. */
  exceptions(): readonly Exception[] {
    return this.#suppressions().map((suppression) => ({
      suppression,
      urn: this.#inCode.get(suppression),
      isUsed: this.#used.has(suppression),
    }));
  }

  #occasion(): Occasion {
    return { today: this.today(), unknown: this.unknown };
  }

  #suppressions(): readonly Suppression[] {
    return [...this.#configuration.suppressions, ...this.#inCode.keys()];
  }

  #left(reports: readonly Report[]): readonly Report[] {
    const { left, used } = suppressed(reports, this.#suppressions(), this.today());
    for (const one of used) this.#used.add(one);
    return left;
  }

  #suppression({ inputs, urn }: StackResource): readonly Report[] {
    const problems = schemaProblems(suppressionSchema, inputs);
    if (problems.length === 0) this.#inCode.set(inputs as unknown as Suppression, urn);
    return problems.map((problem) => ({
      rule: "suppressions",
      urn,
      severity: "medium",
      level: "mandatory",
      message: problemText(problem),
    }));
  }
}

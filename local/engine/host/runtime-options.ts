/** What Pulumi.yaml says under `runtime.options`, and what it means for the Node.js that runs the program. Pure. */
import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { Refusal, shown, type Problem } from "../../../refusal/refusal";

export const PACKAGE_MANAGERS = ["auto", "npm", "yarn", "pnpm", "bun"] as const;
export type PackageManager = (typeof PACKAGE_MANAGERS)[number];

export interface RuntimeOptions {
  /** Whether TypeScript is understood; it is unless said otherwise, also for programs in JavaScript. */
  readonly typescript: boolean;
  readonly tsconfig: string | undefined;
  /** Arguments for Node.js itself. */
  readonly nodeArguments: readonly string[];
  readonly packageManager: PackageManager;
}

/** @throws Refusal with everything that is wrong */
export function runtimeOptions(info: ProgramInfo | undefined): RuntimeOptions {
  const given = info?.getOptions()?.toJavaScript() ?? {};
  const { typescript = true, tsconfig, nodeargs = "", packagemanager = "auto" } = given;
  const problems: Problem[] = [];
  const check = (name: string, ok: boolean, rule: string): void => {
    if (ok) return;
    const property = `runtime.options.${name}`;
    problems.push({ property, rule, got: shown(given[name]), remedy: "mend it in Pulumi.yaml" });
  };
  check("typescript", typeof typescript === "boolean", "true or false");
  check("tsconfig", tsconfig === undefined || typeof tsconfig === "string", "a path");
  check("nodeargs", typeof nodeargs === "string", "arguments in one text");
  const manager = PACKAGE_MANAGERS.find((name) => name === packagemanager);
  check("packagemanager", manager !== undefined, `one of ${PACKAGE_MANAGERS.join(", ")}`);
  if (problems.length > 0) throw new Refusal(...problems);
  return {
    typescript: typescript as boolean,
    tsconfig: tsconfig as string | undefined,
    nodeArguments: words(nodeargs as string),
    packageManager: manager ?? "auto",
  };
}

/** The variables by which the SDK's runners learn of the options. */
export function runnerEnvironment({ typescript, tsconfig }: RuntimeOptions): Record<string, string> {
  return {
    ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}

/** Splits as a shell does: at blanks, but not within quotes or after a backslash. */
export function words(text: string): string[] {
  const pieces = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
  return [...text.matchAll(pieces)].map(([word]) =>
    word.replace(
      /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs,
      (_, escaped?: string, double?: string, single?: string) =>
        double === undefined ? (escaped ?? single ?? "") : double.replace(/\\(["\\])/g, "$1"),
    ),
  );
}

/** Projects of a test's own, each stack with settings of its own, and what the real engine does with them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { stringify } from "yaml";
import { openStack } from "../../local/workspace/stack";
import { openWorkspace } from "../../local/workspace/workspace";
import { ownProject } from "../helpers/command-line";
import { testEngine } from "../helpers/engine";

export type Config = Readonly<Record<string, unknown>>;

/** Opens the stacks of a copy of this project, with these settings instead of its own where they are given. */
export async function stacksOf(
  settings: Readonly<Record<string, Config | undefined>>,
): Promise<Record<string, Stack>> {
  const project = ownProject();
  for (const [name, config] of Object.entries(settings))
    if (config !== undefined) writeFileSync(join(project, `Pulumi.${name}.yaml`), stringify({ config }));
  const workspace = openWorkspace(project, "test", await testEngine());
  const stacks: Record<string, Stack> = {};
  for (const name of Object.keys(settings)) stacks[name] = await openStack(workspace, name);
  return stacks;
}

export interface Planned {
  readonly op: string;
  readonly type: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The changed properties, as paths. */
  readonly changed: readonly string[];
}

export interface Outcome {
  readonly planned: readonly Planned[];
  readonly summary: Readonly<Record<string, number>>;
  /** What went wrong, in the engine's words; nothing where all went well. */
  readonly errors: string;
}

export async function run(
  stack: Stack,
  operation: "preview" | "up" | "refresh" | "destroy",
): Promise<Outcome> {
  const planned: Planned[] = [];
  const errors: string[] = [];
  let summary: Readonly<Record<string, number>> = {};
  const onEvent = ({ resourcePreEvent, summaryEvent, diagnosticEvent }: EngineEvent): void => {
    if (summaryEvent !== undefined) summary = { ...summaryEvent.resourceChanges };
    if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message);
    const metadata = resourcePreEvent?.metadata;
    if (metadata === undefined) return;
    const { op, type, urn } = metadata;
    const changed = Object.keys(metadata.detailedDiff ?? {});
    planned.push({ op, type, urn, inputs: (metadata.new?.inputs ?? {}) as Config, changed });
  };
  try {
    await stack[operation]({ color: "never", onEvent });
  } catch (error) {
    if (errors.length === 0) throw error;
  }
  return { planned, summary, errors: errors.join("\n") };
}

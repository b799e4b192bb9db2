/** Operations of the real engine under the policy pack, and what it says of them. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { policyPack } from "../../cli/policy-pack";
import type { LocalStack } from "../helpers/local-stack";

export type Operation = "preview" | "up";
export type Outcome = [outcome: string, ...violations: string[]];
interface Held {
  readonly pack?: string | undefined;
  /** For `--policy-pack-config`. */
  readonly config?: string;
  readonly onEvent?: (event: EngineEvent) => void;
}

/** Runs an operation under the pack; gives whether it went through, and what was violated where. */
export async function held(
  { stack }: LocalStack,
  operation: Operation,
  { pack = policyPack(), config, onEvent }: Held = {},
): Promise<Outcome> {
  const violations: string[] = [];
  const options = {
    policyPacks: [pack],
    ...(config === undefined ? {} : { policyPackConfigs: [config] }),
    onEvent: (event: EngineEvent): void => {
      onEvent?.(event);
      const { policyEvent: violation } = event;
      if (violation === undefined) return;
      const name = violation.resourceUrn?.split("::").at(-1) ?? "";
      const { enforcementLevel: level, policyName: rule, message } = violation;
      violations.push(`${level} ${rule}, ${name}: ${message.trim()}`);
    },
  };
  const outcome = await stack[operation](options).then(
    () => "passed",
    () => "stopped",
  );
  return [outcome, ...violations];
}

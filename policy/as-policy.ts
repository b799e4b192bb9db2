/** From a rule to a policy of Pulumi's SDK, and from its findings to what the engine reports. */
import type { ReportViolation, ResourceValidationPolicy } from "@pulumi/policy";
import { problemText } from "../refusal/refusal";
import type { ResourceRule } from "./rule";
import { readable } from "./value";

export function asPolicy(rule: ResourceRule): ResourceValidationPolicy {
  const { id, description, level, severity, types, check } = rule;
  return {
    name: id,
    description,
    enforcementLevel: level,
    severity,
    validateResource: ({ type, name, urn, opts, props, provider }, report) => {
      if (!types.has(type)) return;
      const resource = {
        type,
        name,
        inputs: readable(props),
        provider: readable(provider?.props ?? {}),
        isProtected: opts.protect,
      };
      const stack = urn.split(":")[2] ?? "";
      const today = new Date().toISOString().slice(0, 10);
      for (const finding of check(resource, { stack, isProduction: stack === "prod", today, settings: {} })) {
        if ("problem" in finding) report(problemText(finding.problem));
        else advise(report, `${description}\n${notEvaluated(finding.notEvaluated)}`);
      }
    },
  };
}

function notEvaluated(property: string): string {
  return `${property}: not evaluated: depends on what this update has yet to make; it is evaluated then, before this resource is made`;
}

interface Advice {
  readonly message: string;
  readonly enforcementLevel: "advisory";
  readonly severity: "low";
}

/** The SDK takes a finding with a level of its own too, which its declarations leave out; the tests hold it to that. */
function advise(report: ReportViolation, message: string): void {
  const withLevel = report as unknown as (advice: Advice) => void;
  withLevel({ message, enforcementLevel: "advisory", severity: "low" });
}

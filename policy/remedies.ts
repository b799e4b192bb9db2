/** From rules at level `remediate` and a resource to inputs in which it is put right. Pure. */
import { stackAndProject } from "../wire/urn";
import type { Values } from "../wire/values";
import type { Configuration } from "./configuration/configuration";
import { toldOf } from "./evaluate";
import type { Report } from "./report";
import { canRemediate, type Rule, type SentResource } from "./rule";

/** What a rule has put right, as all inputs the resource has then; or that it failed to, which changes nothing. */
export type Remedy =
  { readonly rule: string; readonly inputs: Values } | { readonly rule: string; readonly failure: Report };

/** Which resource it is about, which is read only where a rule may change it. */
export interface About {
  readonly urn: string;
  readonly type: string;
  readonly read: () => SentResource;
}

/** Of each rule that changes something, which the next one finds changed. */
export function remedies(
  { urn, type, read }: About,
  rules: readonly Rule[],
  configuration: Configuration,
  today: string,
): readonly Remedy[] {
  let resource: SentResource | undefined;
  return rules.flatMap((rule): Remedy[] => {
    if (!canRemediate(rule) || !rule.types.has(type)) return [];
    const { level, context } = toldOf(rule, configuration, stackAndProject(urn), today);
    if (level !== "remediate") return [];
    try {
      resource ??= read();
      const inputs = rule.remediate(resource, context);
      if (inputs === undefined) return [];
      resource = { ...resource, inputs };
      return [{ rule: rule.id, inputs }];
    } catch (error) {
      // Not what it says: it was about inputs whose secrets are readable.
      const said = error instanceof Error ? error.name : typeof error;
      const message = `remediation failed: ${said}; nothing was changed, please report it`;
      return [
        { rule: rule.id, failure: { rule: rule.id, urn, severity: "low", level: "advisory", message } },
      ];
    }
  });
}

/** Release control's arguments, checked: every default filled in, everything wrong said at once. Pure. */
import type { Identity } from "../../naming/identity";
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { DEFAULT_LOG_RETENTION_DAYS, logRetentionProblems } from "../log-retention";

/** How releases are controlled. */
export interface ControlSettings {
  /** Keeps the artifacts and the release records from being deleted. Defaults to false. */
  protection?: boolean;
  /** Days the functions' logs are kept; one of the numbers CloudWatch Logs offers. Defaults to 30. */
  logRetentionDays?: number;
}

export function resolveControl(settings: ControlSettings): Required<ControlSettings> {
  return {
    protection: settings.protection ?? false,
    logRetentionDays: settings.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
  };
}

/** Everything wrong with the arguments. */
export function controlProblems(identity: Identity, settings: Unchecked<ControlSettings>): Problem[] {
  const { service } = identity;
  const problems = logRetentionProblems(settings.logRetentionDays, "logRetentionDays");
  if (service === undefined) return problems;
  const remedy = "one release control serves all services of a stage";
  return [{ property: "identity.service", rule: "left out", got: shown(service), remedy }, ...problems];
}

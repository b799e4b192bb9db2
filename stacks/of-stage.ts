/** Whose everything in a stage is: what every component of it is given. */
import type { Identity, Ownership } from "../naming/identity";
import type { StackConfig } from "./config";

export function ofStage(config: StackConfig): { identity: Identity; ownership: Ownership };
export function ofStage(
  config: StackConfig,
  service: string,
): { identity: Identity & { service: string }; ownership: Ownership };
export function ofStage(
  { project, stage, owner, costCenter, tags }: StackConfig,
  service?: string,
): { identity: Identity; ownership: Ownership } {
  const shared = { project, stage };
  return {
    identity: service === undefined ? shared : { ...shared, service },
    ownership: { owner, costCenter, ...(tags === undefined ? {} : { tags }) },
  };
}

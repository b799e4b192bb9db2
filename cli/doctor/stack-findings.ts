/** What the doctor has to say of a stack that stands. */
import type { Session } from "../command";
import { committedConfig } from "../names/settings";
import { readState } from "../whose/states";
import { costTagFinding, SETTING } from "./cost-tags";
import type { Finding } from "./finding";

/** Which stack, and where it lives. */
export interface StackOptions {
  /** None is looked at, unless given. */
  readonly stack?: string;
  /** The local workspace; the backend of the shell, unless given. */
  readonly workspace?: string;
}

/**
 * Nothing without a stack, or while the backend has no state of it.
 *
 * @throws Refusal when the project has no settings for it; Failure with the engine's complaints
 */
export async function stackFindings(
  session: Session,
  { stack, workspace }: StackOptions,
): Promise<Finding[]> {
  if (stack === undefined) return [];
  const setting = committedConfig(session.project, stack)[SETTING];
  const state = await readState(session, stack, workspace);
  if (state === undefined) return [];
  const finding = costTagFinding(state, setting, new Date());
  return finding === undefined ? [] : [finding];
}

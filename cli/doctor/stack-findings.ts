/** What the doctor has to say of a stack that stands. */
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";
import { Failure } from "../exit";
import { stackSettings } from "../../settings/committed-settings";
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
 * Nothing without a stack, or while the backend has no state of it; a state that cannot be read is a finding.
 *
 * @throws Refusal when the project has no settings for it, or no such workspace; or for a workspace alone
 */
export async function stackFindings(
  session: Session,
  { stack, workspace }: StackOptions,
): Promise<readonly Finding[]> {
  if (stack === undefined) {
    if (workspace === undefined) return [];
    const remedy = "name the stack to look at, too";
    throw new Refusal({ property: "--workspace", rule: "left out without --stack", got: workspace, remedy });
  }
  const setting = stackSettings(session.project, stack)[SETTING];
  try {
    const state = await readState(session, stack, workspace);
    const finding = state === undefined ? undefined : costTagFinding(state, setting, new Date());
    return finding === undefined ? [] : [finding];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const remedy = "log in to its backend, or name the local workspace it lives in: --workspace local";
    return [{ what: `the state of ${stack}`, ok: false, detail: error.message, remedy }];
  }
}

/** The planes of a workspace: those that run, or new ones, which are ours until everything is up. */
import { toMend } from "../../local/planes/condition";
import { stackSettings } from "../../settings/committed-settings";
import { launchSupervisor, type Assignment } from "../../local/planes/supervisor/launch";
import { askCondition, runningSupervisor, stopSupervisor } from "../../local/planes/supervisor/running";
import type { SupervisorState } from "../../local/planes/supervisor/state";
import { storeFile, type Workspace } from "../../local/workspace/workspace";
import { Refusal, shown } from "../../refusal/refusal";
import type { Session } from "../command";

export interface Planes {
  readonly state: SupervisorState;
  /** Runs it; where it fails, planes that were started here are ended. */
  orEnded<T>(work: () => Promise<T>): Promise<T>;
  /** Leaves them running when we have ended. */
  release(): void;
  /** Ends them, whoever has started them. */
  end(): Promise<void>;
}

interface Wanted {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly stack: string;
  readonly detail: (text: string) => void;
}

/** The emulator's own, unless a stage is allowed in another one only. */
const ACCOUNT = "123456789012";

/** @throws Refusal when they cannot run here, or run for another region or account */
export async function planesOf({ session, workspace, stack, detail }: Wanted): Promise<Planes> {
  const assignment = assignmentOf(session.project, workspace, stack);
  const state = await runningSupervisor(workspace.folder);
  if (state !== undefined) {
    refuseOther(state, assignment);
    const condition = await askCondition(state).catch(() => undefined);
    const [wrong] = condition === undefined ? [] : toMend(condition);
    if (condition !== undefined && wrong === undefined) {
      detail("they run already");
      return {
        state,
        orEnded: (work) => work(),
        release: () => undefined,
        end: () => stopSupervisor(state),
      };
    }
    session.output.note(
      `what runs does not answer (${wrong === undefined ? "its supervisor" : `${wrong.name}: ${wrong.detail}`}); it is started anew`,
    );
    await stopSupervisor(state);
  }
  const launched = await launchSupervisor(assignment, session.signal);
  detail("started");
  return {
    state: launched.state,
    async orEnded(work) {
      try {
        return await work();
      } catch (error) {
        await launched.end();
        throw error;
      }
    },
    release: () => {
      launched.release();
    },
    end: () => launched.end(),
  };
}

function assignmentOf(project: string, workspace: Workspace, stack: string): Assignment {
  const settings = stackSettings(project, stack);
  const { "aws:region": region, "aws:allowedAccountIds": allowed } = settings;
  if (typeof region !== "string" || region === "")
    throw new Refusal({
      property: "aws:region",
      rule: "the stack's region",
      got: shown(region),
      remedy: `write it into Pulumi.yaml or Pulumi.${stack}.yaml`,
    });
  const [account = ACCOUNT] = (Array.isArray(allowed) ? allowed : []).map(String);
  return { workspace: workspace.folder, store: storeFile(workspace), region, account };
}

/** All stacks of a workspace are in one local AWS, whose functions are in one region and account. */
function refuseOther(state: SupervisorState, { region, account }: Assignment): void {
  if (state.region === region && state.account === account) return;
  throw new Refusal({
    property: "stack",
    rule: `one in ${state.region} and account ${state.account}, as what runs in this workspace`,
    got: `${region}, ${account}`,
    remedy: "multistage local down first, or name another --workspace",
  });
}

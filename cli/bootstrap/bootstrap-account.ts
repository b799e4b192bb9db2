/**
 * From an empty account to one with state, key and roles: the state of the bootstrap begins in a folder, because its
 * bucket is not there yet, and moves into it. A second run finds it there; one that was interrupted goes on.
 */
import { getEngine } from "../../local/engine/engine";
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";
import { Failure } from "../exit";
import { policyPack } from "../policy-pack";
import type { Pulumi } from "../repair/pulumi";
import { isSameStack } from "../repair/stack-name";
import { hasState, putAside } from "./desk";
import { moveState } from "./move";
import { prepareRun, type Run } from "./run";
import { programFolder, readProgram, type Home } from "./settings";

/** The command's options. */
export interface BootstrapOptions {
  readonly stack: string;
  readonly folder?: string;
  readonly backend?: string;
  readonly secretsProvider?: string;
  readonly workspace?: string;
  readonly dryRun?: boolean;
}

/** What is at the other end: no bucket, one without this stack, the stack without resources, or the state. */
type There = "nothing" | "bucket" | "stack" | "state";

/** @throws Refusal when it cannot begin; Failure with the engine's complaints */
export async function bootstrapAccount(session: Session, options: BootstrapOptions): Promise<void> {
  const { output, signal } = session;
  const { stack, dryRun = false } = options;
  const folder = programFolder(session.project, options.folder);
  const program = readProgram(folder, stack, given(options));
  const engine = await getEngine({ env: process.env, report: output.note, signal });
  const run = prepareRun(session, { ...options, folder, dryRun }, program, engine);
  const { home, stages } = program;

  output.line(`account of ${stack}: its state belongs into ${home.backend}${dryRun ? "; dry run" : ""}`);
  const there = await look(run);
  if (there === "state") await again(session, run);
  else {
    if (there !== "nothing" && !hasState(run.desk)) throw new Refusal(lost(home.backend));
    await begin(session, run, there, dryRun);
  }
  output.line();
  output.line("The stages of the account, from now on:");
  output.line(`  pulumi login '${home.backend}'`);
  for (const [stage, provider] of Object.entries(stages))
    output.line(`  pulumi stack init ${stage} --secrets-provider='${provider}'`);
  output.result({ ok: true, stack, dryRun, ...home, stages, commands: run.told });
}

function given({ backend, secretsProvider, workspace }: BootstrapOptions): Partial<Home> {
  if (workspace !== undefined && (backend === undefined || secretsProvider === undefined)) {
    const rule = "given with --backend and --secrets-provider, as the local AWS keeps no objects and no keys";
    const remedy = "add --backend file://<folder> --secrets-provider passphrase";
    throw new Refusal({ property: "--workspace", rule, got: workspace, remedy });
  }
  return {
    ...(backend === undefined ? {} : { backend }),
    ...(secretsProvider === undefined ? {} : { secretsProvider }),
  };
}

async function look({ to, stack, program }: Run): Promise<There> {
  try {
    if (!(await hasStack(to, stack, program.project))) return "bucket";
    const { resources = [] } = (await to.exported()).deployment;
    return resources.length > 0 ? "state" : "stack";
  } catch (error) {
    // Anything else (no credentials, no permission) must not be taken for an empty account.
    // A missing folder is a missing bucket only where a folder stands for it.
    const missing = program.home.backend.startsWith("file://") ? /no such file or directory/ : /NoSuchBucket/;
    if (error instanceof Failure && missing.test(error.message)) return "nothing";
    throw error;
  }
}

/** The state is where it belongs: an up like any other. */
async function again({ output }: Session, { to, desk }: Run): Promise<void> {
  if (hasState(desk)) output.line(`the state has moved; what was here is kept in ${putAside(desk)}`);
  await up(to);
}

async function begin({ output }: Session, run: Run, there: There, dryRun: boolean): Promise<void> {
  const { stack, program, folder, desk, to, settings, commits } = run;
  output.line(hasState(desk) ? "its state is still here: goes on" : "nothing is there yet: begins here");
  const { from, inDesk } = run.begin();
  if (!(await hasStack(from, stack, program.project)))
    await inDesk.change("stack", "init", "--secrets-provider", "passphrase");
  await up(from);
  const { secretsProvider } = program.home;
  const how = { folder: desk, secretsProvider, stackIsThere: there === "stack" };
  await moveState({ from, to, settings }, how, dryRun);
  if (dryRun) return;
  output.line(`the state has moved; what was here is kept in ${putAside(desk)}`);
  if (commits)
    output.line(`commit Pulumi.${stack}.yaml of ${folder}: it says now what encrypts the account's secrets`);
}

async function hasStack(pulumi: Pulumi, stack: string, project: string): Promise<boolean> {
  return (await pulumi.stacks()).some((name) => isSameStack(name, stack, project));
}

/** Held to the policies, as every other. */
async function up(pulumi: Pulumi): Promise<void> {
  await pulumi.change("up", "--yes", "--skip-preview", "--policy-pack", policyPack());
}

function lost(backend: string): { property: string; rule: string; got: string; remedy: string } {
  return {
    property: "state",
    rule: `in ${backend} or in this folder, as something has been made already`,
    got: "neither",
    remedy: "import what is there: docs/bootstrap.md, When the state is lost",
  };
}

/** The repair of a stack after an interrupted update, one step after the other; docs/runbook.md has the same steps. */
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";
import { adopted } from "./adopt";
import { fileBackend } from "./file-backend";
import { forgetDeleted } from "./forget-deleted";
import { freeLock } from "./free-lock";
import { localSearch } from "./local-search";
import { previewed } from "./next-up";
import { Pulumi } from "./pulumi";
import { refresh } from "./refresh";
import type { Repair } from "./repair";
import { settleOrphans } from "./settle-orphans";
import { settlePending } from "./settle-pending";
import { openTarget, type TargetOptions } from "./target";

/** The command's options. */
export interface RepairOptions extends TargetOptions {
  readonly dryRun?: boolean;
  readonly deleteOrphans?: boolean;
}

/** @throws Refusal when somebody may still be at work on the stack; Failure with the engine's complaints */
export async function repairStack(session: Session, options: RepairOptions): Promise<void> {
  const { dryRun = false, deleteOrphans = false } = options;
  const { output } = session;
  const target = await openTarget(session, options);
  const search = localSearch(target.env);
  if (deleteOrphans && search === undefined) throw new Refusal(NOT_IN_AWS);
  const pulumi = new Pulumi(session, target, dryRun);
  const repair: Repair = { session, target, pulumi, search, dryRun };

  output.line(`stack ${target.stack}${dryRun ? ": dry run, nothing is changed" : ""}`);
  if (target.shell !== undefined) output.line(`the commands below need this first: ${target.shell}`);
  const backend = fileBackend(await pulumi.backend(), session.project, target.project, target.stack);
  const { holders: locks, readable } = await freeLock(repair, backend);
  const rest = readable ? await settle(repair, deleteOrphans) : undefined;
  if (rest === undefined) output.line("the rest can be said when the state can be read: after that");
  output.line(
    dryRun ? "nothing was changed" : `done: \`pulumi up --stack ${target.stack}\` goes on from here`,
  );
  output.result({ ok: true, stack: target.stack, dryRun, locks, ...rest, commands: pulumi.told });
}

/** From the interrupted operations to what the next up will do. */
async function settle(repair: Repair, deleteOrphans: boolean): Promise<object> {
  const { pulumi, search, dryRun, session } = repair;
  const before = await pulumi.exported();
  const { settled, adoptions } = await settlePending(repair, before);
  await refresh(repair);
  const now = await forgetDeleted(repair, dryRun ? adopted(before, adoptions) : await pulumi.exported());
  const pretended = dryRun ? adoptions : [];
  if (search === undefined)
    session.output.line("orphans: not looked for; only the local AWS can be searched");
  const { orphans, preview } =
    search === undefined
      ? { orphans: [], preview: await previewed(repair, pretended) }
      : await settleOrphans(repair, search, now, pretended, deleteOrphans);
  const next = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => ({ op, urn }));
  return { pending: settled, orphans, next };
}

const NOT_IN_AWS = {
  property: "--delete-orphans",
  rule: "used with the local AWS",
  got: "a backend of your own",
  remedy: "leave it out; in AWS nothing is searched or deleted here",
};

/** The life of one stack in a rehearsal: it comes up, stays as it is, and goes. */
import type { Stack } from "@pulumi/pulumi/automation";
import { openStack } from "../../local/workspace/stack";
import type { Workspace } from "../../local/workspace/workspace";
import type { Session } from "../command";
import { Failure } from "../exit";
import type { Steps } from "../steps";
import { engineRun } from "./engine-run";
import { standing as resourcesOf, type ExportedStack } from "./exported";

/** A stack that stands, and what it took. */
export interface Standing {
  readonly name: string;
  readonly stack: Stack;
  readonly exported: ExportedStack;
  /** Resources the engine made, its own bookkeeping included. */
  readonly created: number;
  readonly upSeconds: number;
}

interface Around {
  readonly session: Session;
  readonly steps: Steps;
  /** Folder of the policy pack that previews and ups are held to. */
  readonly policyPack: string;
}

export async function bringUp(around: Around, workspace: Workspace, name: string): Promise<Standing> {
  const { session, steps, policyPack } = around;
  const { signal, output } = session;
  const options = { signal, report: output.progress };
  const held = { ...options, policyPacks: [policyPack] };
  const stack = await steps.step(`${name}: the stack is there`, () => openStack(workspace, name));
  const promised = await steps.step(`${name}: preview shows what would be made`, async (detail) => {
    const { create = 0 } = (await engineRun(stack, "preview", held)).changeSummary;
    detail(`${create} to create`);
    return create;
  });
  const started = performance.now();
  await steps.step(`${name}: up makes it`, async (detail) => {
    const { create = 0 } = (await engineRun(stack, "up", held)).changeSummary;
    detail(`${create} created`);
    if (create !== promised)
      throw new Failure(`preview promised ${promised} resources, up created ${create}`);
  });
  const upSeconds = (performance.now() - started) / 1000;
  const again = [
    { operation: "preview", title: "preview again promises nothing", how: held },
    { operation: "up", title: "up again changes nothing", how: held },
    { operation: "refresh", title: "refresh finds no difference", how: options },
  ] as const;
  for (const { operation, title, how } of again) {
    await steps.step(`${name}: ${title}`, async (detail) => {
      const { same = 0, ...others } = (await engineRun(stack, operation, how)).changeSummary;
      detail(`${same} unchanged`);
      if (Object.keys(others).length > 0)
        throw new Failure(`expected no changes, got ${JSON.stringify(others)}`);
    });
  }
  return { name, stack, exported: await stack.exportStack(), created: promised, upSeconds };
}

/** Takes the stack down, as a person would: first the protection goes, by configuration, then the rest. */
export async function takeDown({ session, steps }: Around, standing: Standing): Promise<void> {
  const { name, stack, exported } = standing;
  const options = { signal: session.signal, report: session.output.progress };
  if (resourcesOf(exported).some(({ protect }) => protect))
    await steps.step(`${name}: its protection is lifted by configuration`, async (detail) => {
      await stack.setConfig("multistage:protection", { value: "false" });
      const { update = 0 } = (await engineRun(stack, "up", options)).changeSummary;
      detail(`${update} updated`);
    });
  await steps.step(`${name}: destroy takes it down`, async (detail) => {
    const { changeSummary } = await engineRun(stack, "destroy", options);
    detail(`${changeSummary.delete ?? 0} deleted`);
  });
}

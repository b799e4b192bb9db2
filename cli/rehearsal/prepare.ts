/** What a rehearsal needs before its first preview: engine, type table, policies, artifacts and an empty workspace. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { typeTable } from "../../local/aws/types/type-table";
import { cacheFolder } from "../../local/engine/cache-folder";
import { getEngine } from "../../local/engine/engine";
import { openWorkspace, type Workspace } from "../../local/workspace/workspace";
import type { Session } from "../command";
import { packageServices } from "../packages/package-services";
import type { Steps } from "../steps";

/** The workspace of rehearsals; every one begins by emptying it. */
export const REHEARSAL = "rehearsal";

export async function prepare(
  { output, signal, project }: Session,
  steps: Steps,
  stacks: readonly string[],
): Promise<Workspace> {
  const engine = await steps.step("the Pulumi engine is here", async (detail) => {
    const found = await getEngine({ env: process.env, report: output.note, signal });
    detail(`${found.version}, ${found.source}`);
    return found;
  });
  await steps.step("the local AWS knows the SDK's types", (detail) => {
    const { sdk, resources } = typeTable(cacheFolder(process.env));
    detail(`${Object.keys(resources).length} of @pulumi/aws ${sdk}`);
    return Promise.resolve();
  });
  await steps.step("the services are packaged", async (detail) => {
    const made = new Map<string, string>();
    for (const stack of stacks)
      for (const { service, bytes } of await packageServices(project, stack, {
        report: output.progress,
        signal,
      }))
        made.set(service, `${service} ${(bytes / 1e6).toFixed(1)} MB`);
    detail([...made.values()].join(", ") || "none has a source");
  });
  return steps.step("an empty workspace is ready", () => {
    rmSync(join(project, ".multistage", REHEARSAL), { recursive: true, force: true });
    return Promise.resolve(openWorkspace(project, REHEARSAL, engine));
  });
}

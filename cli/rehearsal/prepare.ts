/** What a rehearsal needs before its first preview: engine, type table, artifacts, an empty workspace and the stack. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { typeTable } from "../../local/aws/types/type-table";
import { cacheFolder } from "../../local/engine/cache-folder";
import { getEngine } from "../../local/engine/engine";
import { openStack } from "../../local/workspace/stack";
import { openWorkspace, type Workspace } from "../../local/workspace/workspace";
import type { Session } from "../command";
import { packageServices } from "../packages/package-services";
import type { Steps } from "../steps";

/** The workspace of rehearsals; every one begins by emptying it. */
export const REHEARSAL = "rehearsal";

export async function prepare(
  { output, signal, project }: Session,
  steps: Steps,
  name: string,
): Promise<{ stack: Stack; workspace: Workspace }> {
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
    const packages = await packageServices(project, name, { report: output.progress, signal });
    detail(
      packages.map(({ service, bytes }) => `${service} ${(bytes / 1e6).toFixed(1)} MB`).join(", ") ||
        "none has a source",
    );
  });
  return steps.step("an empty workspace and the stack are ready", async () => {
    rmSync(join(project, ".multistage", REHEARSAL), { recursive: true, force: true });
    const workspace = openWorkspace(project, REHEARSAL, engine);
    return { workspace, stack: await openStack(workspace, name) };
  });
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, stacksOf, type Planned } from "./projects";

/** What a resource is called on AWS: its name, or what it has instead of one. */
function nameOf({ inputs }: Planned): string | undefined {
  const tags = (inputs["tags"] ?? {}) as { Name?: unknown };
  const names = [inputs["name"], inputs["bucket"], tags.Name];
  return names.find((name) => typeof name === "string" && !UNKNOWN.test(name)) as string | undefined;
}

/** How a preview writes what it does not know yet. */
const UNKNOWN = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("the names of the committed stages", () => {
  const kept = JSON.parse(readFileSync(join(__dirname, "names.json"), "utf8")) as Record<string, unknown>;

  for (const stage of ["dev", "prod"])
    it(`(${stage}) are for ever what they are: another name replaces what stands in people's accounts`, async () => {
      const { [stage]: stack } = await stacksOf({ [stage]: undefined });
      const { planned, errors } = await run(stack!, "preview");
      assert.equal(errors, "");
      const named = planned
        .filter(({ type }) => type.startsWith("aws:"))
        .flatMap((one): [string, string][] => {
          const name = nameOf(one);
          return name === undefined ? [] : [[`${one.type} ${one.urn.split("::").at(-1) ?? ""}`, name]];
        });
      assert.deepEqual(Object.fromEntries(named.sort()), kept[stage]);
    }).timeout(120_000);
});

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildKey } from "../../../local/engine/build";
import { getEngine, surveyEngines } from "../../../local/engine/engine";
import { machine, MAKES_AN_ENGINE, networkPerTest, script } from "./machine";

const REHEARSE = "npx multistage rehearse gets it when there is no pulumi on PATH";
const INSTALL = "curl -fsSL https://get.pulumi.com | sh";

describe("surveyEngines", () => {
  const network = networkPerTest();

  it("says of every source why it has no engine and what gets it, and writes nothing", async () => {
    const at = machine();
    assert.deepEqual(await surveyEngines(at.env), [
      { source: "path", usable: false, why: "no pulumi on PATH", remedy: INSTALL },
      { source: "download", usable: false, why: "none in the cache", remedy: REHEARSE },
      { source: "built", usable: false, why: "none in the cache", remedy: REHEARSE },
      { source: "go", usable: false, why: "no go on PATH", remedy: "https://go.dev/dl/" },
    ]);
    assert.ok(!existsSync(at.env.MULTISTAGE_CACHE_DIR ?? ""));
    assert.deepEqual(network().requests, []);
  });

  it("tells of programs that are there and too old", async () => {
    const at = machine({ pulumi: "echo v3.100.0" });
    script(join(at.bin, "go"), "echo go version go1.24.9 linux/amd64");
    const [path, , , go] = await surveyEngines(at.env);
    assert.deepEqual(
      [path, go],
      [
        {
          source: "path",
          usable: false,
          why: `${at.bin}/pulumi is 3.100.0, which is older than 3.212.0`,
          remedy: INSTALL,
        },
        {
          source: "go",
          usable: false,
          why: `${at.bin}/go is 1.24.9, and the engine needs 1.25.11 (newer Go may fetch that by itself)`,
          remedy: "https://go.dev/dl/",
        },
      ],
    );
  });

  it("gives version and place of what can be used, and builds nothing", async () => {
    const at = machine({ go: MAKES_AN_ENGINE });
    await getEngine(at);
    const [, , built, go] = await surveyEngines(at.env);
    const path = join(at.env.MULTISTAGE_CACHE_DIR ?? "", "engine", buildKey(), "bin", "pulumi");
    assert.deepEqual(built, { source: "built", usable: true, version: "3.259.0", path });
    assert.deepEqual(go, { source: "go", usable: true, version: "1.26.8", path: join(at.bin, "go") });
    assert.equal(at.builds(), 1);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../helpers/command-line";

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), "utf8"));

describe("the packages we depend on", () => {
  const { dependencies, devDependencies } = read("package.json") as Manifest;
  const direct = { ...dependencies, ...devDependencies };
  const { packages } = read("package-lock.json") as { packages: Record<string, { license?: string }> };

  it("are pinned to exact versions", () => {
    for (const [name, version] of Object.entries(direct))
      assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
  });

  it("are the Pulumi packages that run on Node.js 20", () => {
    const pinned = ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/awsx"].map((name) => direct[name]);
    assert.deepEqual(pinned, ["3.248.0", "7.48.0", "3.9.0"]);
  });

  it("are MIT, Apache-2.0, BSD or ISC, and nothing anywhere below them is (A)GPL", () => {
    const allowed = /^\(?(MIT|Apache-2\.0|BSD-[23]-Clause|ISC|0BSD|BSD-3-Clause AND Apache-2\.0)\)?$/;
    for (const name of Object.keys(direct))
      assert.match(packages[`node_modules/${name}`]?.license ?? "", allowed, name);
    for (const [name, { license = "" }] of Object.entries(packages))
      assert.doesNotMatch(license, /GPL/, name);
  });

  it("carry no address of a registry in the lock file", () => {
    assert.ok(!readFileSync(join(ROOT, "package-lock.json"), "utf8").includes('"resolved"'));
  });
});

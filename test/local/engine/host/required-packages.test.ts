import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import proto from "@pulumi/pulumi/proto/language_pb";
import { requiredPackages } from "../../../../local/engine/host/required-packages";
import { packageRoot, versionOf } from "../../../../local/package-root";
import { folderOf } from "../folder";
import { info } from "../host-client";

describe("requiredPackages", () => {
  /** What is required, as `name version server`. */
  function required(folder: string): string[] {
    const request = new proto.GetRequiredPackagesRequest();
    request.setInfo(info(folder));
    const { packagesList } = requiredPackages(request).toObject();
    for (const { kind } of packagesList) assert.equal(kind, "resource");
    return packagesList.map(({ name, version, server }) => `${name} ${version} ${server}`.trim()).sort();
  }

  it("passes over what is broken, asks for no plugin, belongs to a policy pack or stands outside node_modules", () => {
    const plugin = '{ "name": "@pulumi/x", "version": "1.0.0", "pulumi": { "resource": true } }';
    const folder = folderOf({
      "package.json": plugin,
      "src/package.json": plugin,
      "node_modules/broken/package.json": "{",
      "node_modules/null/package.json": "null",
      "node_modules/flag/package.json": '{ "name": "@pulumi/flag", "version": "1.0.0", "pulumi": true }',
      "node_modules/none/package.json": '{ "name": "@pulumi/none", "version": "1.0.0", "pulumi": {} }',
      "node_modules/foreign/package.json":
        '{ "name": "foreign", "version": "1.0.0", "pulumi": { "resource": true } }',
      "node_modules/unversioned/package.json": '{ "name": "@pulumi/u", "pulumi": { "resource": true } }',
      "policy/PulumiPolicy.yaml": "runtime: nodejs",
      "policy/node_modules/x/package.json": plugin,
    });
    symlinkSync(join(folder, "nowhere"), join(folder, "node_modules", "dangling"));
    assert.deepEqual(required(folder), []);
  });

  it("finds plugins at any depth, named by the package or by its pulumi section, each folder once", () => {
    const folder = folderOf(
      {
        "node_modules/@pulumi/x/package.json":
          '{ "name": "@pulumi/x", "version": "1.0.0", "pulumi": { "resource": true } }',
        "node_modules/@pulumi/x/node_modules/@pulumi/x/package.json":
          '{ "name": "@pulumi/x", "version": "v0.9.0", "pulumi": { "resource": true } }',
        "node_modules/foreign/package.json":
          '{ "name": "foreign", "version": "7.0.0", "pulumi": { "resource": true, "name": "far", "version": "2.0.0", "server": "https://example.com" } }',
        "examples/one/node_modules/@pulumi/y/package.json":
          '{ "name": "@pulumi/y", "version": "3.0.0", "pulumi": { "resource": true } }',
      },
      { sdk: false },
    );
    symlinkSync(folder, join(folder, "node_modules", "loop"));
    symlinkSync(join(folder, "node_modules", "foreign"), join(folder, "node_modules", "again"));
    assert.deepEqual(required(folder), [
      "far v2.0.0 https://example.com",
      "x v0.9.0",
      "x v1.0.0",
      "y v3.0.0",
    ]);
  });

  it("hands on how a plugin is parameterized or extended", () => {
    const given = { name: "n", version: "1.1.1", value: Buffer.from("value").toString("base64") };
    const pulumi = {
      resource: true,
      parameterization: given,
      extensionParameterization: { ...given, name: "e" },
    };
    const folder = folderOf({
      "node_modules/p/package.json": JSON.stringify({ name: "@pulumi/p", version: "1.0.0", pulumi }),
    });
    const request = new proto.GetRequiredPackagesRequest();
    request.setInfo(info(folder));
    const [dependency] = requiredPackages(request).getPackagesList();
    assert.deepEqual(dependency?.getParameterization()?.toObject(), given);
    assert.deepEqual(dependency.getExtension$()?.toObject(), { ...given, name: "e" });
  });

  it("asks for the plugins of the packages this project is made with", () => {
    const found = required(packageRoot());
    for (const name of ["aws", "awsx", "docker", "docker-build"])
      assert.ok(found.includes(`${name} v${versionOf(`@pulumi/${name}`)}`), found.join());
  });
});

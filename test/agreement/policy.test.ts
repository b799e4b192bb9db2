import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cacheFolder } from "../../local/engine/cache-folder";
import { typeTable } from "../../local/aws/types/type-table";
import { tags } from "../../naming/tags";
import { taggableTypes } from "../../policy/aws/taggable-types";
import type { Properties, Shape } from "../../local/aws/types/shape";
import { documentPlaces } from "../../policy/iam/document-places";
import { attachments, documents } from "../../policy/iam/grants";
import { MAY_HOLD, NO_DOCUMENTS } from "./no-documents";
import { rules } from "../../policy/registry";
import { REQUIRED_TAGS } from "../../policy/tags/required";
import { ROOT } from "../helpers/command-line";

const FOLDER = join(ROOT, "policy");
const sources = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

describe("the policy pack", () => {
  const { resources, objects } = typeTable(cacheFolder(process.env));

  /** The paths of everything that may be a text, to four levels. */
  function texts(properties: Properties, above: string, depth = 0): string[] {
    return Object.entries(properties).flatMap(([name, { shape }]) =>
      ofShape(shape, `${above}${name}`, depth),
    );
  }

  function ofShape(shape: Shape, path: string, depth: number): string[] {
    if (shape === "string") return [path];
    if (typeof shape !== "object") return [];
    if ("list" in shape) return ofShape(shape.list, `${path}[]`, depth);
    if ("oneOf" in shape) return shape.oneOf.includes("string") ? [path] : [];
    if (!("object" in shape) || depth === 4) return [];
    return texts(objects[shape.object] ?? {}, `${path}.`, depth + 1);
  }

  it("has just the rules that stand in its folder, each in the file of its name", () => {
    const files = readdirSync(join(FOLDER, "rules")).map((file) => basename(file, ".ts"));
    assert.deepEqual(
      rules.map(({ id }) => id),
      files.sort(),
    );
  });

  it("knows the types that take tags as the installed SDK declares them; else run scripts/taggable-types.mjs", () => {
    const declared = Object.entries(resources).filter(
      ([, { inputs }]) => JSON.stringify(inputs["tags"]?.shape) === '{"map":"string"}',
    );
    assert.deepEqual([...taggableTypes].sort(), declared.map(([type]) => type).sort());
  });

  it("knows every type whose tags are no map, and has an answer for it", () => {
    const others = Object.entries(resources).filter(
      ([type, { inputs }]) => inputs["tags"] !== undefined && !taggableTypes.has(type),
    );
    assert.deepEqual(
      others.map(([type]) => type),
      [
        "aws:autoscaling/group:Group", // a list, which required-tags reads as one
        "aws:devopsguru/resourceCollection:ResourceCollection", // which resources it watches: none of its own
      ],
    );
  });

  it("looks for policies wherever the installed SDK grants them to an identity, and only there", () => {
    const grants = /^(policy|inlinePolic(y|ies)|(managedP|p)olicyArns?)$/;
    const declared = Object.entries(resources).flatMap(([type, { inputs }]) =>
      /^aws:(iam|ssoadmin)\//.test(type)
        ? Object.keys(inputs).flatMap((name) => (grants.test(name) ? [`${type} ${name}`] : []))
        : [],
    );
    const known = [...Object.entries(documents), ...Object.entries(attachments)].map(
      ([type, path]) => `${type} ${path.split("[")[0] ?? ""}`,
    );
    assert.deepEqual(known.sort(), declared.sort());
  });

  it("knows every input of the installed SDK that may hold a policy document, and which of them do not", () => {
    const paths = Object.entries(resources).flatMap(([type, { inputs }]) =>
      texts(inputs, "")
        .map((path) => `${type} ${path}`)
        .filter((path) => MAY_HOLD.test(path)),
    );
    const known = [...documentPlaces].flatMap(([type, places]) =>
      places.map(({ path }) => `${type} ${path}`),
    );
    assert.deepEqual(
      known.filter((one) => !paths.includes(one)),
      [],
    );
    const others = paths.filter((one) => !known.includes(one));
    assert.deepEqual(others.sort(), [...NO_DOCUMENTS].sort());
  });

  it("requires no tag that our own resources do not carry", () => {
    const given = tags({ project: "shop", stage: "dev" }, { owner: "web", costCenter: "42" });
    assert.deepEqual(
      REQUIRED_TAGS.filter((name) => given[name] === undefined),
      [],
    );
  });

  it("never loads the SDK of AWS, which would take longer than the rest of its start", () => {
    for (const file of sources)
      assert.doesNotMatch(
        readFileSync(join(FOLDER, file), "utf8"),
        /^(import|export|const) .*"@pulumi\/aws/m,
        file,
      );
  });

  it("loads of Pulumi only its messages", () => {
    const inOneFile = readFileSync(join(ROOT, "dist", "policy", "multistage-policy"), "utf8");
    const modules = [...inOneFile.matchAll(/^\s*(?:\/\/ |")[\w./-]*node_modules\/(@pulumi\/[^"\n]+)/gm)].map(
      ([, file = ""]) => file,
    );
    assert.ok(modules.length > 0);
    assert.deepEqual(
      modules.filter((file) => !file.startsWith("@pulumi/pulumi/proto/")),
      [],
    );
  });
});

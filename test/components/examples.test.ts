/** Agreement: the example in the docstring of each component compiles against the component. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import * as components from "../../components/index";
import { complaints } from "./compiled";

const FOLDER = join(__dirname, "../../components");

interface Example {
  readonly component: string;
  readonly text: string;
}

/** Every class in a component's folder that extends ComponentResource; the text is empty where it has no example. */
const examples: readonly Example[] = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = readFileSync(join(FOLDER, file), "utf8");
    const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    return statements.filter(ts.isClassDeclaration).filter(isComponent).map(exampleOf);
  });

function isComponent({ heritageClauses }: ts.ClassDeclaration): boolean {
  const bases = (heritageClauses ?? []).flatMap(({ types }) => types);
  return bases.some(({ expression }) => expression.getText().endsWith("ComponentResource"));
}

function exampleOf(declaration: ts.ClassDeclaration): Example {
  const tag = ts.getJSDocTags(declaration).find(({ tagName }) => tagName.text === "example");
  return { component: declaration.name?.text ?? "", text: ts.getTextOfJSDocComment(tag?.comment) ?? "" };
}

/** The example as it stands in a team's program. */
const program = (text: string): string =>
  [
    'import * as pulumi from "@pulumi/pulumi";',
    `import { ${Object.keys(components).join(", ")} } from "./components/index";`,
    text,
  ].join("\n");

describe("the example of a component", () => {
  let said: string[][];
  before(() => {
    const texts = examples.map(({ text }) => text);
    const misspelt = texts.map((text) => text.replace("identity:", "identty:"));
    said = complaints([...texts, ...misspelt].map(program));
  });

  it("is looked for in everything a team can import", () => {
    const imported = Object.entries(components).filter(
      ([, value]) => typeof value === "function" && value.prototype instanceof pulumi.ComponentResource,
    );
    assert.deepEqual(
      examples.map(({ component }) => component).sort(),
      imported.map(([name]) => name).sort(),
    );
  });

  examples.forEach(({ component, text }, index) => {
    it(`(${component}) makes one`, () => {
      assert.match(text, new RegExp(`\\bnew ${component}\\(`));
    });

    it(`(${component}) compiles`, () => {
      assert.deepEqual(said[index], []);
    });

    it(`(${component}) would not compile with a misspelt argument`, () => {
      assert.match(said[examples.length + index]?.join("\n") ?? "", /'identty' does not exist in type/);
    });
  });
});

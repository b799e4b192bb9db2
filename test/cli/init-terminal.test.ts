import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Key, onTerminal } from "../helpers/terminal";
import { temporaryFolder } from "../helpers/temporary-folder";
import { filesIn } from "./init-project";

const { Enter, CtrlC, CtrlD } = Key;

describe("multistage init on a terminal", () => {
  let project = "";
  beforeEach(() => {
    project = join(temporaryFolder(), "Shop");
    mkdirSync(project);
  });

  it("refuses wrong flags and a folder in use before it asks anything", async () => {
    mkdirSync(join(project, "src"));
    const { code, shown } = await onTerminal(["init", "--kind", "lambda"], project, []);
    assert.equal(code, 2);
    assert.match(shown, /^refused: 2 problems\r\n {2}folder: .* with src; .*\r\n {2}kind: .*\r\n$/);
  });

  it("ends at Ctrl-C with code 130, and writes nothing", async () => {
    const { code, shown } = await onTerminal(["init"], project, [
      ["Project", Enter],
      ["Stages", CtrlC],
    ]);
    assert.equal(code, 130);
    assert.match(shown, /interrupted; run the same command again\r\n$/);
    assert.deepEqual(filesIn(project), []);
  });

  it("ends where the terminal does, and writes nothing", async () => {
    const { code, shown } = await onTerminal(["init"], project, [["Project", CtrlD]]);
    assert.equal(code, 1);
    assert.match(shown, /failed: not every question was answered; nothing was written\r\n$/);
    assert.deepEqual(filesIn(project), []);
  });

  it("explains a wrong answer and asks again, takes Enter for what it suggests, and asks for nothing given", async () => {
    const long = "a".repeat(17);
    const { code, shown } = await onTerminal(["init", "--ci", "none", "--kind=blueGreen"], project, [
      ["Project", long + Enter],
      [`Project`, Enter],
      ["Stages", `test, live${Enter}`],
      ["AWS region", Enter],
      ["AWS region", `eu-west-1${Enter}`],
      ["First service", Enter],
      ["Owner", `team web${Enter}`],
      ["Cost center", `0012${Enter}`],
    ]);
    assert.equal(code, 0, shown);
    const said = shown.split("\r\n").filter((line) => line.startsWith("  ") && line.includes("must be"));
    assert.deepEqual(said, [
      `  project: must be at most 20 characters together with the stage, as every name begins with both, got "${long}" and "prod", 21 characters; shorten one of them`,
      '  region: must be a commercial region of AWS, such as eu-central-1, got ""; choose another',
    ]);
    assert.doesNotMatch(shown, /Its kind|Where it is tested/);
    const settings = readFileSync(join(project, "Pulumi.yaml"), "utf8");
    assert.match(settings, /^name: "shop"\n/);
    assert.match(settings, /\n {6}owner: "team web"\n {6}costCenter: "0012"\n/);
    assert.ok(filesIn(project).includes("Pulumi.live.yaml"));
  });
});

/**
 * The policy documents in other JSON: in what the AWS CLI prints (`get-role`, `get-policy-version`, …), in a template
 * of CloudFormation, in a state or plan of Terraform. Wherever a document stands, as an object or as JSON text, it is
 * found. Pure.
 */
import { createScanner } from "jsonc-parser";
import { TOKEN } from "../iam/model/json";
import { positionsInString } from "./embedded-text";
import type { FileDocument, Position } from "./file-content";
import { isFields, isPolicyUnder } from "./looks-like";
import { roleOf } from "./surroundings";

/** No tool writes one deeper. */
const DEEPEST = 64;

type Step = string | number;

/** An object or a list that is being read. */
interface Frame {
  readonly start: number;
  readonly at: Position;
  readonly isList: boolean;
  /** The name or index of the value that is being read. */
  step: Step;
  isName: boolean;
  /** Whether a name in it is one of a policy document. */
  mayBe: boolean;
}

interface Found extends Omit<FileDocument, "property"> {
  readonly start: number;
  readonly steps: readonly Step[];
}

/**
 * @param text - JSON
 * @param root - what it says
 */
export function wrappedDocuments(text: string, root: unknown): readonly FileDocument[] {
  const found = scanned(text);
  // A plan of Terraform says everything again, as it was and as what changes.
  const isPlan = isFields(root) && isFields(root["planned_values"]);
  return found
    .filter(({ steps }) => !isPlan || steps[0] === "planned_values")
    .map(({ steps, text: own, isInTemplate, inFile }) => ({
      property: pathOf(steps),
      text: own,
      ...roleOf(root, steps),
      isInTemplate,
      inFile,
    }));
}

/** One pass over the tokens, however deep: a document is known where its object ends. */
function scanned(text: string): readonly Found[] {
  const scanner = createScanner(text, true);
  const frames: Frame[] = [];
  const found: Found[] = [];
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    const frame = frames.at(-1);
    const start = scanner.getTokenOffset();
    const at = { line: scanner.getTokenStartLine() + 1, column: scanner.getTokenStartCharacter() + 1 };
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) {
      const isList = token === TOKEN.openBracket;
      frames.push({ start, at, isList, step: isList ? 0 : "", isName: !isList, mayBe: false });
    } else if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) {
      frames.pop();
      if (frame?.mayBe !== true || frames.length > DEEPEST) continue;
      const own = text.slice(frame.start, start + 1);
      if (!isPolicyUnder(nameOf(frames), JSON.parse(own))) continue;
      const inFile = after(frame.at);
      const steps = frames.map(({ step }) => step);
      while ((found.at(-1)?.start ?? -1) > frame.start) found.pop(); // what is inside
      found.push({ start: frame.start, steps, text: own, isInTemplate: true, inFile });
    } else if (token === TOKEN.comma && frame !== undefined) {
      if (typeof frame.step === "number") frame.step += 1;
      frame.isName = !frame.isList;
    } else if (token === TOKEN.text && frame?.isName === true) {
      frame.step = scanner.getTokenValue();
      frame.isName = false;
      frame.mayBe ||= frame.step === "Statement" || frame.step === "Version";
    } else if (token === TOKEN.text && frames.length <= DEEPEST) {
      const value = scanner.getTokenValue();
      if (!isPolicyText(nameOf(frames), value)) continue;
      const raw = text.slice(start + 1, start + scanner.getTokenLength() - 1);
      const inFile = positionsInString(raw, { line: at.line, column: at.column + 1 });
      const steps = frames.map(({ step }) => step);
      found.push({ start, steps, text: value, isInTemplate: false, inFile });
    }
  }
  return found;
}

/** Text that is broken is one all the same: somebody has to hear of it. */
function isPolicyText(name: string, text: string): boolean {
  if (!/^\s*\{/.test(text) || !/"(Statement|Version)"/.test(text)) return false;
  try {
    return isPolicyUnder(name, JSON.parse(text));
  } catch {
    return /"Statement"\s*:/.test(text) && isPolicyUnder(name, { Statement: undefined });
  }
}

/** The last name on the way to it, whatever lists are between. */
function nameOf(frames: readonly Frame[]): string {
  const name = frames.findLast(({ isList }) => !isList)?.step;
  return typeof name === "string" ? name : "";
}

function after(start: Position): FileDocument["inFile"] {
  return ({ line, column }) => ({
    line: start.line + line - 1,
    column: line === 1 ? start.column + column - 1 : column,
  });
}

function pathOf(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      if (typeof step === "number") return `[${step}]`;
      return /^[^\s."[\]]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

/** JSON text as a tree that knows lines and columns and keeps names written twice. Pure. */
import { createScanner } from "jsonc-parser";
import { DEEPEST, type Member, type Node, type Position } from "./node";

/** The kinds of tokens of jsonc-parser, which declares them in a way that is lost where files are compiled one by one. */
export const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  nothing: 7,
  yes: 8,
  no: 9,
  text: 10,
  number: 11,
  lineBreak: 14,
  blank: 15,
  end: 17,
} as const;

/** Where the text stops being JSON, and what is expected there, completing "must be". */
export interface NoJson {
  readonly at: Position;
  readonly expected: string;
}

/** The tree, or where the text is no JSON: comments and trailing commas are none. */
export function nodeOfText(text: string): Node | NoJson {
  const scanner = createScanner(text, false);
  const read = (): number => {
    let token: number = scanner.scan();
    while (token === TOKEN.blank || token === TOKEN.lineBreak) token = scanner.scan();
    const error: number = scanner.getTokenError();
    if (error !== 0) throw new Unexpected("JSON");
    return token;
  };
  const at = (): Position => ({
    line: scanner.getTokenStartLine() + 1,
    column: scanner.getTokenStartCharacter() + 1,
  });
  let token: number;

  /** Reads what starts with the current token and goes on to the one after it. */
  function value(depth: number): Node {
    const position = at();
    const said = scanner.getTokenValue();
    switch (token) {
      case TOKEN.openBrace:
        return { at: position, ...(depth >= DEEPEST ? passed() : object(depth)) };
      case TOKEN.openBracket:
        return { at: position, ...(depth >= DEEPEST ? passed() : list(depth)) };
      case TOKEN.text:
        return leaf({ at: position, is: "text", value: said });
      case TOKEN.number:
        return leaf({ at: position, is: "number", value: said });
      case TOKEN.yes:
      case TOKEN.no:
        return leaf({ at: position, is: "boolean", value: said });
      case TOKEN.nothing:
        return leaf({ at: position, is: "null" });
      default:
        throw new Unexpected("a value");
    }
  }

  function leaf(node: Node): Node {
    token = read();
    return node;
  }

  function object(depth: number): Node {
    const members: Member[] = [];
    token = read();
    while (token !== TOKEN.closeBrace) {
      if (members.length > 0) expect(TOKEN.comma, "a comma or }");
      const member = { name: scanner.getTokenValue(), at: at() };
      expect(TOKEN.text, "a name in double quotes");
      expect(TOKEN.colon, "a colon");
      members.push({ ...member, value: value(depth + 1) });
    }
    token = read();
    return { is: "object", members };
  }

  function list(depth: number): Node {
    const entries: Node[] = [];
    token = read();
    while (token !== TOKEN.closeBracket) {
      if (entries.length > 0) expect(TOKEN.comma, "a comma or ]");
      entries.push(value(depth + 1));
    }
    token = read();
    return { is: "list", entries };
  }

  /** Goes past something too deep to read, by its brackets alone: they may be thousands. */
  function passed(): Node {
    let open = 0;
    do {
      if (token === TOKEN.openBrace || token === TOKEN.openBracket) open += 1;
      if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) open -= 1;
      if (token === TOKEN.end) throw new Unexpected("a closing bracket");
      token = read();
    } while (open > 0);
    return { is: "deep" };
  }

  function expect(wanted: number, name: string): void {
    if (token !== wanted) throw new Unexpected(name);
    token = read();
  }

  try {
    token = read();
    const node = value(0);
    if (token !== TOKEN.end) throw new Unexpected("the end");
    return node;
  } catch (error) {
    if (error instanceof Unexpected) return { at: at(), expected: error.message };
    throw error;
  }
}

/** Never leaves this file. */
class Unexpected extends Error {}

/**
 * IAM's patterns held against each other: `*` is any characters, `?` is one, `${…}` is a variable whose value only the
 * request tells. Two questions: whether something may fit both, and whether one fits whatever the other fits. Neither
 * takes longer than the product of the two lengths. Pure.
 */

/** One character, ANY, MANY, a variable by its name, or one or any number of characters but some. */
type Token = number | string | Hole;

interface Hole {
  readonly but: string;
  readonly isMany: boolean;
}

export interface Glob {
  readonly tokens: readonly Token[];
}

const ANY = -1;
const MANY = -2;

/** Some character that no pattern names: whoever fits it fits any other in its place, too. */
const OTHER = -3;

/** AWS has no longer ARN (IAM user guide, "IAM ARNs"). What is longer is compared as it is, and else assumed to differ. */
const LONGEST = 2048;

export interface Reading {
  /** As of Version 2012-10-17; else `${` is text like any other. */
  readonly variables?: boolean;
  readonly ignoreCase?: boolean;
}

/** A pattern as IAM reads it. The same ones are asked for again and again. */
export function globOf(text: string, { variables = true, ignoreCase = false }: Reading = {}): Glob {
  const key = `${variables ? "v" : ""}${ignoreCase ? "i" : ""} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const glob = { tokens: inOrder(tokensOf(ignoreCase ? text.toLowerCase() : text, variables)) };
  if (known.size >= MOST_KNOWN) known.clear();
  if (text.length <= LONGEST) known.set(key, glob);
  return glob;
}

const MOST_KNOWN = 4096;
const known = new Map<string, Glob>();

function tokensOf(text: string, variables: boolean): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const end = variables && text.startsWith("${", at) ? text.indexOf("}", at) : -1;
    if (end !== -1) {
      const name = text.slice(at + 2, end);
      tokens.push(/^[*?$]$/.test(name) ? name.charCodeAt(0) : name.toLowerCase());
      at = end;
    } else tokens.push(tokenOf(text, at));
  }
  return tokens;
}

/** A text in which nothing stands for anything else. */
export function exactly(text: string, { ignoreCase = false }: Pick<Reading, "ignoreCase"> = {}): Glob {
  const read = ignoreCase ? text.toLowerCase() : text;
  return { tokens: Array.from(read.split(""), (character) => character.charCodeAt(0)) };
}

/** Pieces of a template: texts, and holes that hold at least one character and none of some. */
export function globOfPieces(pieces: readonly (string | { readonly but: string })[]): Glob {
  return {
    tokens: pieces.flatMap((piece): readonly Token[] =>
      typeof piece === "string"
        ? exactly(piece).tokens
        : [
            { but: piece.but, isMany: false },
            { but: piece.but, isMany: true },
          ],
    ),
  };
}

/** Whether it fits everything. */
export function isEverything({ tokens }: Glob): boolean {
  return tokens.length > 0 && tokens.every((token) => token === MANY);
}

/** Whether it fits one text only. */
export function isExact({ tokens }: Glob): boolean {
  return tokens.every((token) => typeof token === "number" && token >= 0);
}

/** Whether there may be something that fits both. A variable may be anything. */
export function overlaps({ tokens: one }: Glob, { tokens: other }: Glob): boolean {
  if (Math.max(one.length, other.length) > LONGEST) return true;
  // What is not the same at either end, before any pattern, decides at once.
  const start = sameFrom(one, other);
  if (isCharacter(one[start]) && isCharacter(other[start])) return false;
  let [oneEnd, otherEnd] = [one.length, other.length];
  for (; Math.min(oneEnd, otherEnd) > start; oneEnd -= 1, otherEnd -= 1) {
    const [a, b] = [one[oneEnd - 1], other[otherEnd - 1]];
    if (!isCharacter(a) || !isCharacter(b)) break;
    if (a !== b) return false;
  }
  return overlap(one.slice(start, oneEnd), other.slice(start, otherEnd));
}

/** Row by row from the end: whether the rests from each pair of positions have something in common. */
function overlap(one: readonly Token[], other: readonly Token[]): boolean {
  let below = new Uint8Array(other.length + 1);
  for (let row = one.length; row >= 0; row -= 1) {
    const here = new Uint8Array(other.length + 1);
    for (let column = other.length; column >= 0; column -= 1) {
      const [a, b] = [one[row], other[column]];
      const isBehindBoth =
        (a === undefined ? b === undefined : isMany(a) && below[column] === 1) ||
        (isMany(b) && here[column + 1] === 1);
      // Both go on by one character; what is any number of them stays where it is.
      const isWithBoth =
        a !== undefined &&
        b !== undefined &&
        fit(a, b) &&
        (isMany(a) ? here : below)[isMany(b) ? column : column + 1] === 1;
      here[column] = isBehindBoth || isWithBoth ? 1 : 0;
    }
    below = here;
  }
  return below[0] === 1;
}

/** Whether some character fits both. */
function fit(one: Token, other: Token): boolean {
  if (typeof one === "number" && one >= 0 && typeof other === "number" && other >= 0) return one === other;
  if (isCharacter(one)) return !excludes(other, one);
  if (isCharacter(other)) return !excludes(one, other);
  return true;
}

function excludes(token: Token, character: number): boolean {
  return typeof token === "object" && token.but.includes(String.fromCharCode(character));
}

function isCharacter(token: Token | undefined): token is number {
  return typeof token === "number" && token >= 0;
}

function isMany(token: Token | undefined): token is Token {
  return token === MANY || typeof token === "string" || (typeof token === "object" && token.isMany);
}

/**
 * Whether whatever fits `inner` surely fits `outer`, too. A variable is within itself and within `*` only.
 *
 * It is enough to try each `?` of the inner one as a character that the outer one does not name, and each `*` as any
 * number of them: what fits these fits all others. The outer one is followed through all its positions at once.
 */
export function contains({ tokens: outer }: Glob, { tokens: inner }: Glob): boolean {
  if (outer.length === inner.length && outer.every((token, index) => isSame(token, inner[index])))
    return true;
  if (isEverything({ tokens: outer })) return true;
  if (Math.max(outer.length, inner.length) > LONGEST) return false;
  const start = sameFrom(outer, inner);
  if (isCharacter(outer[start]) && isCharacter(inner[start])) return false;
  let fronts: readonly Front[] = [closed(outer, [start])];
  for (const token of inner.slice(start)) {
    const next: Front[] = [];
    for (const front of fronts) {
      if (token === MANY || (typeof token === "object" && token.isMany)) {
        let current = front;
        const before: Front[] = [];
        while (!before.some((one) => isSameFront(one, current))) {
          if (before.length === MOST_FRONTS) return false;
          before.push(current);
          current = stepped(outer, current, OTHER);
        }
        next.push(...before);
      } else
        next.push(stepped(outer, front, isCharacter(token) || typeof token === "string" ? token : OTHER));
    }
    fronts = withoutLarger(next);
    if (fronts.some(({ length }) => length === 0) || fronts.length > MOST_FRONTS) return false;
  }
  return fronts.every((front) => front.includes(outer.length));
}

/** Where the two stop having the same characters. */
function sameFrom(one: readonly Token[], other: readonly Token[]): number {
  let start = 0;
  while (isCharacter(one[start]) && one[start] === other[start]) start += 1;
  return start;
}

/** Positions in the outer pattern that can have been reached, in ascending order. */
type Front = readonly number[];

/** Only patterns with many `?` beside each other have several. */
const MOST_FRONTS = 64;

/** After one character, or a variable. */
function stepped(outer: readonly Token[], front: Front, token: number | string): Front {
  const reached: number[] = [];
  for (const position of front) {
    const wanted = outer[position];
    if (wanted === MANY) reached.push(position);
    else if (wanted === token || (wanted === ANY && typeof token === "number")) reached.push(position + 1);
  }
  return closed(outer, reached);
}

/** With the positions behind each `*`; what is before the last `*` that was reached adds nothing to it. */
function closed(outer: readonly Token[], positions: Front): Front {
  let front: number[] = [];
  const add = (position: number): void => {
    if (front.at(-1) === position) return;
    if (outer[position] === MANY) front = [position];
    else front.push(position);
  };
  for (const position of positions) {
    add(position);
    if (outer[position] === MANY) add(position + 1);
  }
  return front;
}

/** What is reached from fewer positions is reached from more. */
function withoutLarger(fronts: readonly Front[]): readonly Front[] {
  if (fronts.length < 2) return fronts;
  const each = [...new Map(fronts.map((front) => [front.join(), front])).values()];
  return each.filter((one) => !each.some((other) => other !== one && other.every((at) => one.includes(at))));
}

function isSame(one: Token, other: Token | undefined): boolean {
  if (typeof one !== "object") return one === other;
  return typeof other === "object" && one.but === other.but && one.isMany === other.isMany;
}

function isSameFront(one: Front, other: Front): boolean {
  return one.length === other.length && one.every((position, index) => position === other[index]);
}

function tokenOf(text: string, at: number): Token {
  const character = text.charCodeAt(at);
  if (character === 42) return MANY;
  return character === 63 ? ANY : character;
}

/** Of `*` and `?` beside each other first every `?`, then one `*`: two ways to write the same become one. */
function inOrder(tokens: readonly Token[]): readonly Token[] {
  const ordered: Token[] = [];
  let isOpen = false;
  for (const token of tokens) {
    if (token === MANY) isOpen = true;
    else {
      if (isOpen && token !== ANY) ordered.push(MANY);
      if (token !== ANY) isOpen = false;
      ordered.push(token);
    }
  }
  return isOpen ? [...ordered, MANY] : ordered;
}

/** What the parts of a document are read with: where they stand, and what is wrong with them. Pure. */
import { nearest } from "../../../refusal/nearest";
import { shown } from "../../../refusal/refusal";
import { UNKNOWN } from "../../value";
import { strangeIn } from "../characters";
import type { Defect, Place, Text } from "./document";
import type { Member, Node, Position } from "./node";
import { wordOf } from "./words";

/** A node and where it is. */
export interface Placed {
  readonly node: Node;
  readonly place: Place;
}

/** More are not told: what has a thousand is no policy. */
const MOST_DEFECTS = 100;

/** Reads parts, and keeps what is wrong with them. */
export class Reader {
  readonly defects: Defect[] = [];
  /** The statement that is being read. */
  statement: number | undefined;
  /** Whether something was UNKNOWN since this was last set. */
  isComplete = true;

  wrong(what: Defect["what"], place: Place, [rule, got, remedy]: readonly [string, string, string]): void {
    if (this.defects.length >= MOST_DEFECTS) return;
    const where = this.statement === undefined ? {} : { statement: this.statement };
    this.defects.push({ what, place, ...where, rule, got, remedy });
  }

  /** What is not what can stand there. */
  wrongType({ node, place }: Placed, rule: string): void {
    if (node.is === "deep")
      this.wrong("deep", place, [rule, "something nested deeper than any policy", "mend it"]);
    else this.wrong("type", place, [rule, kindOf(node), "mend it"]);
  }

  /** The members by the names they are meant to have; of one that is there twice the last counts. */
  members<Name extends string>(
    owner: string,
    names: readonly Name[],
    { node, place }: Placed,
  ): ReadonlyMap<Name, Placed> {
    const found = new Map<Name, Placed>();
    for (const member of membersOf(node)) {
      const inner = inside(place, member);
      const name = wordOf(names, member.name);
      if (name === undefined) {
        const meant = nearest(member.name, names);
        const remedy = meant === undefined ? "remove it" : `write ${meant}`;
        const strange = strangeIn(member.name);
        const got = `${shown(member.name)}${strange === undefined ? "" : ` (${strange})`}`;
        this.wrong("unknown-element", inner.place, [`one of ${names.join(", ")}`, got, remedy]);
        continue;
      }
      if (name !== member.name) {
        const remedy = "write it as IAM does";
        this.wrong("case", inner.place, [`written ${name}`, shown(member.name), remedy]);
      }
      if (found.has(name)) this.#doubled(inner.place, member.name, owner);
      found.set(name, inner);
    }
    return found;
  }

  /** The members under names of any kind; of one that is there twice the last counts. */
  anyMembers(owner: string, { node, place }: Placed): readonly (Placed & { readonly name: string })[] {
    const found = new Map<string, Placed & { readonly name: string }>();
    for (const member of membersOf(node)) {
      const inner = inside(place, member);
      if (found.has(member.name)) this.#doubled(inner.place, member.name, owner);
      found.set(member.name, { ...inner, name: member.name });
    }
    return [...found.values()];
  }

  /** One text or a list of them. */
  texts(given: Placed | undefined, what: string, takesScalars = false): readonly Text[] {
    if (given === undefined) return [];
    if (given.node.is === "list" && given.node.entries.length === 0)
      this.wrong("empty", given.place, [
        `${what}, or a list of them`,
        "an empty list",
        "fill it or remove it",
      ]);
    return entriesOf(given).flatMap((entry) => this.#text(entry, what, takesScalars) ?? []);
  }

  /** A text that stands for itself, as a Sid; undefined where it is not known. */
  word(given: Placed | undefined, what: string): string | undefined {
    if (given === undefined) return undefined;
    if (given.node.is === "text") return given.node.value;
    if (given.node.is === "unknown") this.isComplete = false;
    else this.wrongType(given, what);
    return undefined;
  }

  unknown(place: Place): Text {
    this.isComplete = false;
    return { value: UNKNOWN, place };
  }

  #text(given: Placed, what: string, takesScalars: boolean): Text | undefined {
    const { node, place } = given;
    if (node.is === "unknown") return this.unknown(place);
    const isScalar = takesScalars && (node.is === "number" || node.is === "boolean");
    if (node.is === "text" || isScalar) {
      // As a condition's value an empty text means something.
      if (node.value === "" && !takesScalars) {
        this.wrong("empty", place, [what, "an empty text", "fill it or remove it"]);
        return undefined;
      }
      return { value: node.value, place };
    }
    this.wrongType(given, what);
    return undefined;
  }

  #doubled(place: Place, name: string, owner: string): void {
    const got = `${shown(name)} more than once`;
    this.wrong("doubled", place, [`there once in ${owner}`, got, "join them: only the last one counts"]);
  }
}

/** The entries of a list, or what stands there by itself. */
export function entriesOf({ node, place }: Placed): readonly Placed[] {
  if (node.is !== "list") return [{ node, place }];
  return node.entries.map((entry, index) => ({
    node: entry,
    place: placed(`${place.path}[${index}]`, entry.at),
  }));
}

export function placed(path: string, at: Position | undefined): Place {
  return at === undefined ? { path } : { path, ...at };
}

/** What a node is, for a reader; never what is in it, which may be long or deep. */
export function kindOf(node: Node): string {
  switch (node.is) {
    case "text":
      return shown(node.value);
    case "number":
    case "boolean":
      return shown(node.value).slice(1, -1);
    case "list":
      return node.entries.length === 0 ? "an empty list" : "a list";
    case "object":
      return node.members.length === 0 ? "an empty object" : "an object";
    case "null":
      return "null";
    case "unknown":
    case "deep":
    case "other":
      return "another value";
  }
}

function membersOf(node: Node): readonly Member[] {
  return node.is === "object" ? node.members : [];
}

/** A name that would be misread in a path stands in quotes. */
function inside(place: Place, { name, at, value }: Member): Placed {
  const step = /^[^\s."[\]]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  const path = place.path === "" ? step.replace(/^\./, "") : `${place.path}${step}`;
  return { node: value, place: placed(path, at ?? value.at) };
}

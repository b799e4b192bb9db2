/** Turns the lines of a service, as scripts/iam-data.mjs writes them, into what they say. Pure. */
import type {
  Action,
  ActionResource,
  ConditionKey,
  KeyType,
  Level,
  ResourceSupport,
  ResourceType,
  Service,
} from "./reference";

const LEVELS: Readonly<Record<string, Level>> = {
  L: "list",
  R: "read",
  T: "tagging",
  W: "write",
  P: "permissions",
};
const SUPPORTS: Readonly<Record<string, ResourceSupport>> = { r: "required", o: "optional", n: "none" };
const NONE: readonly never[] = [];

/** @param text the lines of one service */
export function decoded(text: string): Service {
  let [prefix, name] = ["", ""];
  const keys: ConditionKey[] = [];
  const groups: (readonly string[])[] = [];
  const resourceTypes = new Map<string, ResourceType>();
  const allActions: Action[] = [];
  const keysOf: KeysOf = (group) =>
    group === undefined || group === "" ? NONE : (groups[parseInt(group, 36)] ?? NONE);
  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    end = text.indexOf("\n", at);
    if (end === -1) end = text.length;
    if (text[at] === "a") {
      // 22,000 of them: no more is done than what everybody asks for.
      const tab = text.indexOf("\t", at + 2);
      allActions.push(new Decoded(prefix, text.slice(at + 2, tab), text.slice(tab + 1, end), keysOf));
      continue;
    }
    const [kind, first = "", second = "", third] = text.slice(at, end).split("\t");
    if (kind === "s") [prefix, name] = [first, second];
    else if (kind === "k")
      keys.push({ key: first, type: keyType(second), isMultivalued: second.endsWith("[]") });
    else if (kind === "g")
      groups.push(first.split(",").map((number) => keys[parseInt(number, 36)]?.key ?? ""));
    else if (kind === "t")
      resourceTypes.set(first, { name: first, arns: second.split(" "), conditionKeys: keysOf(third) });
  }
  const conditionKeys = new Map(keys.map((one) => [one.key.toLowerCase(), one]));
  let actions: ReadonlyMap<string, Action> | undefined;
  return {
    prefix,
    name,
    allActions,
    get actions() {
      return (actions ??= new Map(allActions.map((one) => [one.name.toLowerCase(), one])));
    },
    resourceTypes,
    conditionKeys,
  };
}

function keyType(written: string): KeyType {
  const type = written.replace("[]", "");
  switch (type) {
    case "Numeric":
    case "Bool":
    case "Date":
    case "ARN":
    case "IPAddress":
    case "Binary":
      return type;
    default:
      return "String";
  }
}

type KeysOf = (group: string | undefined) => readonly string[];

class Decoded implements Action {
  private resources: readonly ActionResource[] | undefined;

  /** @param rest behind the name: two letters, the types, the group of keys */
  constructor(
    readonly service: string,
    readonly name: string,
    private readonly rest: string,
    private readonly keysOf: KeysOf,
  ) {}

  get level(): Level {
    return LEVELS[this.rest.charAt(0)] ?? "write";
  }

  get supportsResources(): ResourceSupport {
    return SUPPORTS[this.rest.charAt(1)] ?? "optional";
  }

  get conditionKeys(): readonly string[] {
    return this.keysOf(this.rest.split("\t")[2]);
  }

  get resourceTypes(): readonly ActionResource[] {
    return (this.resources ??= this.read());
  }

  private read(): readonly ActionResource[] {
    const types = this.rest.split("\t")[1];
    if (types === undefined || types === "") return NONE;
    return types.split(",").map((written) => {
      const [name = "", group] = written.split("=");
      const isRequired = name.endsWith("*");
      return {
        type: isRequired ? name.slice(0, -1) : name,
        isRequired,
        conditionKeys: this.keysOf(group),
      };
    });
  }
}

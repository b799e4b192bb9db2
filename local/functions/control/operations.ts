/** The operations of Lambda's API that are answered here, by method and path. */
import { invalid } from "../invoke-error";
import { asyncConfig, deleteAsync, putAsync } from "./async-configs";
import { created, ok, qualifierOf, textOf, type Answer, type Call } from "./call";
import type { Input } from "./configuration";
import type { FunctionStore } from "./function-store";
import { addPermission, getPolicy, removePermission } from "./permissions";

type Operation = (store: FunctionStore, call: Call) => Answer | Promise<Answer>;

const FUNCTIONS = "/2015-03-31/functions";

/** Method, path (`:name` and `:item` are what it names), and what it does. */
const OPERATIONS: readonly (readonly [string, string, Operation])[] = [
  [
    "POST",
    FUNCTIONS,
    async (store, { body }) => {
      const made = await store.create(body);
      return created(shown(store, made.FunctionName, made));
    },
  ],
  ["GET", FUNCTIONS, (store) => ok({ Functions: store.names.map((name) => store.reported(name)) })],
  ["GET", `${FUNCTIONS}/:name`, getFunction],
  [
    "DELETE",
    `${FUNCTIONS}/:name`,
    (store, { name, query }) => {
      store.delete(name, query.get("Qualifier") ?? store.referred(name).qualifier);
      return { status: 204 };
    },
  ],
  [
    "GET",
    `${FUNCTIONS}/:name/configuration`,
    (store, call) => ok(store.reported(call.name, qualifierOf(call))),
  ],
  [
    "PUT",
    `${FUNCTIONS}/:name/configuration`,
    (store, { name, body }) => ok(shown(store, name, store.updateSettings(name, body))),
  ],
  [
    "PUT",
    `${FUNCTIONS}/:name/code`,
    async (store, { name, body }) => ok(shown(store, name, await store.updateCode(name, body))),
  ],
  [
    "POST",
    `${FUNCTIONS}/:name/versions`,
    (store, { name, body }) => created(shown(store, name, store.publish(name, body))),
  ],
  [
    "GET",
    `${FUNCTIONS}/:name/versions`,
    (store, { name }) => {
      const kept = store.get(name);
      return ok({ Versions: Array.from(kept.versions.values(), (version) => store.shown(version, kept)) });
    },
  ],
  [
    "POST",
    `${FUNCTIONS}/:name/aliases`,
    (store, { name, body }) => created(store.putAlias(name, textOf(body, "Name"), body, true)),
  ],
  [
    "GET",
    `${FUNCTIONS}/:name/aliases`,
    (store, { name }) => ok({ Aliases: [...store.get(name).aliases.values()] }),
  ],
  ["GET", `${FUNCTIONS}/:name/aliases/:item`, (store, { name, item }) => ok(store.alias(name, item))],
  [
    "PUT",
    `${FUNCTIONS}/:name/aliases/:item`,
    (store, { name, item, body }) => ok(store.putAlias(name, item, body, false)),
  ],
  [
    "DELETE",
    `${FUNCTIONS}/:name/aliases/:item`,
    (store, { name, item }) => {
      store.get(name).aliases.delete(item);
      return { status: 204 };
    },
  ],
  ["POST", `${FUNCTIONS}/:name/policy`, addPermission],
  ["GET", `${FUNCTIONS}/:name/policy`, getPolicy],
  ["DELETE", `${FUNCTIONS}/:name/policy/:item`, removePermission],
  [
    "PUT",
    "/2017-10-31/functions/:name/concurrency",
    (store, { name, body }) => {
      const reserved = body["ReservedConcurrentExecutions"];
      if (!Number.isInteger(reserved) || (reserved as number) < 0)
        throw invalid("ReservedConcurrentExecutions: must be 0 or more");
      store.get(name).reserved = reserved as number;
      return ok({ ReservedConcurrentExecutions: reserved });
    },
  ],
  [
    "GET",
    "/2019-09-30/functions/:name/concurrency",
    (store, { name }) => {
      const { reserved } = store.get(name);
      return ok(reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved });
    },
  ],
  [
    "DELETE",
    "/2017-10-31/functions/:name/concurrency",
    (store, { name }) => {
      delete store.get(name).reserved;
      return { status: 204 };
    },
  ],
  ["PUT", "/2019-09-25/functions/:name/event-invoke-config", (store, call) => ok(putAsync(store, call, {}))],
  [
    "POST",
    "/2019-09-25/functions/:name/event-invoke-config",
    (store, call) => ok(putAsync(store, call, asyncConfig(store, call))),
  ],
  ["GET", "/2019-09-25/functions/:name/event-invoke-config", (store, call) => ok(asyncConfig(store, call))],
  ["DELETE", "/2019-09-25/functions/:name/event-invoke-config", deleteAsync],
  ["GET", "/2017-03-31/tags/:name", (store, { name }) => ok({ Tags: store.get(name).tags })],
  [
    "POST",
    "/2017-03-31/tags/:name",
    (store, { name, body }) => {
      Object.assign(store.get(name).tags, body["Tags"]);
      return { status: 204 };
    },
  ],
  [
    "DELETE",
    "/2017-03-31/tags/:name",
    (store, { name, query }) => {
      const kept = store.get(name);
      const gone = query.getAll("tagKeys");
      kept.tags = Object.fromEntries(Object.entries(kept.tags).filter(([key]) => !gone.includes(key)));
      return { status: 204 };
    },
  ],
];

const PATTERNS = OPERATIONS.map(([method, path, operation]) => {
  const pattern = path.replace(":name", "(?<name>[^/]+)").replace(":item", "(?<item>[^/]+)");
  return { method, pattern: new RegExp(`^${pattern}/?$`), operation };
});

/** What answers that call; `undefined` for what is none of ours. */
export function operationFor(
  method: string,
  path: string,
): ((store: FunctionStore, query: URLSearchParams, body: Input) => Promise<Answer>) | undefined {
  for (const { method: its, pattern, operation } of PATTERNS) {
    const match = its === method ? pattern.exec(path) : null;
    if (match === null) continue;
    const { name = "", item = "" } = match.groups ?? {};
    return async (store, query, body) =>
      operation(store, { name: decodeURIComponent(name), item: decodeURIComponent(item), query, body });
  }
  return undefined;
}

function shown(store: FunctionStore, name: string, version: Parameters<FunctionStore["shown"]>[0]): unknown {
  return store.shown(version, store.get(name), version.Version === "$LATEST" ? "" : version.Version);
}

function getFunction(store: FunctionStore, call: Call): Answer {
  const { name } = call;
  const kept = store.get(name);
  return ok({
    Configuration: store.reported(name, qualifierOf(call)),
    Code: { RepositoryType: "S3" },
    ...(Object.keys(kept.tags).length === 0 ? {} : { Tags: kept.tags }),
    ...(kept.reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: kept.reserved } }),
  });
}

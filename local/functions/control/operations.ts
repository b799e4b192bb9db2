/** The operations of Lambda's API that are answered here, by method and path. */
import { LambdaError, invalid } from "../invoke-error";
import type { Input } from "./configuration";
import type { FunctionStore } from "./function-store";

/** A call as it came. */
export interface Call {
  /** What the path names, decoded: a function, and an alias, statement or nothing. */
  readonly name: string;
  readonly item: string;
  readonly query: URLSearchParams;
  readonly body: Input;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

type Operation = (store: FunctionStore, call: Call) => Answer | Promise<Answer>;

const FUNCTIONS = "/2015-03-31/functions";

/** Method, path (`:name` and `:item` are what it names), and what it does. */
const OPERATIONS: readonly (readonly [string, string, Operation])[] = [
  ["POST", FUNCTIONS, async (store, { body }) => created(await store.create(body))],
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
    (store, { name, query }) => ok(store.reported(name, qualifierOf(query))),
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
    (store, { name, body }) => created(store.putAlias(name, text(body, "Name"), body, true)),
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
  [
    "DELETE",
    `${FUNCTIONS}/:name/policy/:item`,
    (store, { name, item, query }) => {
      if (statements(store, name, query).delete(item)) return { status: 204 };
      throw new LambdaError(
        "ResourceNotFoundException",
        `Statement ${item} is not found in resource policy.`,
        404,
      );
    },
  ],
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
  [
    "DELETE",
    "/2019-09-25/functions/:name/event-invoke-config",
    (store, { name, query }) => {
      store.get(name).asyncConfigs.delete(qualifierOf(query) ?? "$LATEST");
      return { status: 204 };
    },
  ],
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

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function created(body: unknown): Answer {
  return { status: 201, body };
}

function shown(store: FunctionStore, name: string, version: Parameters<FunctionStore["shown"]>[0]): unknown {
  return store.shown(version, store.get(name), version.Version === "$LATEST" ? "" : version.Version);
}

function qualifierOf(query: URLSearchParams): string | undefined {
  return query.get("Qualifier") ?? undefined;
}

function text(body: Input, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw invalid(`${name}: must be given`);
  return value;
}

function getFunction(store: FunctionStore, { name, query }: Call): Answer {
  const kept = store.get(name);
  return ok({
    Configuration: store.reported(name, qualifierOf(query)),
    Code: { RepositoryType: "S3" },
    ...(Object.keys(kept.tags).length === 0 ? {} : { Tags: kept.tags }),
    ...(kept.reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: kept.reserved } }),
  });
}

function statements(store: FunctionStore, name: string, query: URLSearchParams): Map<string, Input> {
  const { permissions } = store.get(name);
  const key = qualifierOf(query) ?? store.referred(name).qualifier ?? "";
  const found = permissions.get(key) ?? new Map<string, Input>();
  permissions.set(key, found);
  return found;
}

function addPermission(store: FunctionStore, { name, query, body }: Call): Answer {
  const own = statements(store, name, query);
  const Sid = text(body, "StatementId");
  if (own.has(Sid))
    throw new LambdaError(
      "ResourceConflictException",
      `The statement id (${Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      409,
    );
  const principal = text(body, "Principal");
  const { SourceArn, SourceAccount } = body;
  const condition = {
    ...(SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": SourceArn } }),
    ...(SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
  };
  const statement = {
    Sid,
    Effect: "Allow",
    Principal: /^\d{12}$|^arn:/.test(principal)
      ? { AWS: principal }
      : principal === "*"
        ? "*"
        : { Service: principal },
    Action: text(body, "Action"),
    Resource: store.reported(name, qualifierOf(query)).FunctionArn,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
  own.set(Sid, statement);
  return created({ Statement: JSON.stringify(statement) });
}

function getPolicy(store: FunctionStore, { name, query }: Call): Answer {
  const own = [...statements(store, name, query).values()];
  if (own.length === 0)
    throw new LambdaError("ResourceNotFoundException", "The resource you requested does not exist.", 404);
  return ok({ Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: own }) });
}

function asyncConfig(store: FunctionStore, { name, query }: Call): Input {
  const found = store.get(name).asyncConfigs.get(qualifierOf(query) ?? "$LATEST");
  if (found !== undefined) return found;
  throw new LambdaError(
    "ResourceNotFoundException",
    `The function ${name} doesn't have an EventInvokeConfig`,
    404,
  );
}

function putAsync(store: FunctionStore, { name, query, body }: Call, before: Input): Input {
  const qualifier = qualifierOf(query) ?? "$LATEST";
  const { MaximumRetryAttempts: attempts = 0, MaximumEventAgeInSeconds: age = 60 } = body;
  if (![0, 1, 2].includes(attempts as number)) throw invalid("MaximumRetryAttempts: must be 0, 1 or 2");
  if (!((age as number) >= 60 && (age as number) <= 21_600))
    throw invalid("MaximumEventAgeInSeconds: must be from 60 to 21600");
  const FunctionArn = store.reported(name, qualifierOf(query)).FunctionArn;
  const config = {
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    ...before,
    ...body,
    FunctionArn,
    LastModified: Date.now() / 1000,
  };
  store.get(name).asyncConfigs.set(qualifier, config);
  return config;
}

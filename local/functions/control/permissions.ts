/** Who may invoke a function: the statements of its resource policy, by qualifier. Kept, not enforced. */
import { LambdaError } from "../invoke-error";
import { created, ok, qualifierOf, textOf, type Answer, type Call } from "./call";
import type { Input } from "./configuration";
import type { FunctionStore } from "./function-store";

function statements(store: FunctionStore, call: Call): Map<string, Input> {
  const { name } = call;
  const { permissions } = store.get(name);
  const key = qualifierOf(call) ?? store.referred(name).qualifier ?? "";
  const found = permissions.get(key) ?? new Map<string, Input>();
  permissions.set(key, found);
  return found;
}

export function addPermission(store: FunctionStore, call: Call): Answer {
  const { name, body } = call;
  const own = statements(store, call);
  const Sid = textOf(body, "StatementId");
  if (own.has(Sid))
    throw new LambdaError(
      "ResourceConflictException",
      `The statement id (${Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      409,
    );
  const principal = textOf(body, "Principal");
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
    Action: textOf(body, "Action"),
    Resource: store.reported(name, qualifierOf(call)).FunctionArn,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
  own.set(Sid, statement);
  return created({ Statement: JSON.stringify(statement) });
}

export function getPolicy(store: FunctionStore, call: Call): Answer {
  const own = [...statements(store, call).values()];
  if (own.length === 0)
    throw new LambdaError("ResourceNotFoundException", "The resource you requested does not exist.", 404);
  return ok({ Policy: JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: own }) });
}

export function removePermission(store: FunctionStore, call: Call): Answer {
  if (statements(store, call).delete(call.item)) return { status: 204 };
  throw new LambdaError(
    "ResourceNotFoundException",
    `Statement ${call.item} is not found in resource policy.`,
    404,
  );
}

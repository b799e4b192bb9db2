// The client of Lambda's Runtime API that runs handlers written for Node.js: `index.handler` in CommonJS or as an ES
// module, asynchronous or with a callback. Started by the runner in the function's folder; no part of this program.
import { existsSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { format, inspect } from "node:util";

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root = ".", _HANDLER: named = "" } = process.env;
const [hostname, port] = api.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const BASE = "/2018-06-01/runtime/";
let requestId;
let settle;

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, agent, method, path: BASE + path, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function shapeOf(error, errorType) {
  if (!(error instanceof Error))
    return {
      errorType: errorType ?? typeof error,
      errorMessage: typeof error === "string" ? error : inspect(error),
      trace: [],
    };
  return {
    errorType: errorType ?? error.name,
    errorMessage: error.message,
    trace: (error.stack ?? "").split("\n"),
  };
}

function report(path, error, errorType) {
  const shape = shapeOf(error, errorType);
  const body = JSON.stringify(shape);
  return call("POST", path, body, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "Lambda-Runtime-Function-Error-Type": shape.errorType,
  });
}

const LEVELS = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
function patchConsole() {
  const asJson = process.env.AWS_LAMBDA_LOG_FORMAT === "JSON";
  for (const [name, level] of Object.entries(LEVELS)) {
    console[name] = (...values) => {
      const timestamp = new Date().toISOString();
      const message = format(...values);
      const line = asJson
        ? JSON.stringify({ timestamp, level, requestId, message: values.length === 1 ? values[0] : message })
        : `${timestamp}\t${requestId ?? "undefined"}\t${level}\t${message.replaceAll("\n", "\r")}`;
      process.stdout.write(`${line}\n`);
    };
  }
}

function fault(errorType, message) {
  const error = new Error(message);
  error.name = errorType;
  return error;
}

async function load() {
  const slash = named.lastIndexOf("/");
  const dot = named.indexOf(".", slash + 1);
  if (dot === -1) throw fault("Runtime.MalformedHandlerName", `Bad handler: ${named}`);
  const path = join(root, named.slice(0, dot));
  const file = [".js", ".mjs", ".cjs"].map((end) => path + end).find(existsSync);
  if (file === undefined)
    throw fault("Runtime.ImportModuleError", `Error: Cannot find module '${named.slice(0, dot)}'`);
  let module;
  try {
    module = await import(pathToFileURL(file));
  } catch (error) {
    if (error instanceof SyntaxError) error.name = "Runtime.UserCodeSyntaxError";
    else if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND")
      error.name = "Runtime.ImportModuleError";
    throw error;
  }
  const names = named.slice(dot + 1).split(".");
  const within = (start) => names.reduce((value, name) => value?.[name], start);
  const handler = within(module) ?? within(module.default);
  if (typeof handler === "function") return handler;
  const what = handler === undefined ? "HandlerNotFound" : "HandlerNotFunction";
  throw fault(`Runtime.${what}`, `${named} is undefined or not exported`);
}

function contextOf(headers, answer) {
  const env = process.env;
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const clientContext = headers["lambda-runtime-client-context"];
  return {
    awsRequestId: requestId,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    ...(clientContext === undefined ? {} : { clientContext: JSON.parse(clientContext) }),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: (error, result) => answer(error, result),
    fail: (error) => answer(error ?? "handled", undefined),
    succeed: (result) => answer(null, result),
  };
}

function run(handler, event, headers) {
  return new Promise((resolve, reject) => {
    settle = { resolve, reject };
    const answer = (error, result) =>
      error === null || error === undefined ? resolve(result) : reject(error);
    const returned = handler(event, contextOf(headers, answer), answer);
    if (typeof returned?.then === "function") {
      settle.promised = true;
      returned.then(resolve, reject);
    } else if (handler.length < 3 && returned !== undefined) resolve(returned);
  });
}

async function serve(handler) {
  const { headers, body } = await call("GET", "invocation/next");
  requestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  const path = `invocation/${requestId}`;
  let answer;
  try {
    answer = JSON.stringify(await run(handler, JSON.parse(body.toString()), headers)) ?? "null";
  } catch (error) {
    console.error("Invoke Error", JSON.stringify(shapeOf(error)));
    await report(`${path}/error`, error);
    return;
  } finally {
    settle = undefined;
  }
  const { status } = await call("POST", `${path}/response`, answer, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(answer),
  });
  if (status === 413) console.error("Failed to post handler success response. Http response code: 413.");
}

async function die(error, errorType) {
  console.error(errorType, JSON.stringify(shapeOf(error, errorType)));
  await report(requestId === undefined ? "init/error" : `invocation/${requestId}/error`, error, errorType);
  process.exit(1);
}

patchConsole();
process.on("uncaughtException", (error) => void die(error, error?.name));
process.on("unhandledRejection", (error) => void die(error, "Runtime.UnhandledPromiseRejection"));
// Nothing is left that could answer: a callback then means null, a promise nobody settles is an end without a reason.
process.on("beforeExit", () => {
  if (settle === undefined) return;
  if (settle.promised) process.exit(0);
  settle.resolve(null);
});

let handler;
try {
  handler = await load();
} catch (error) {
  await die(error, error?.name);
}
for (;;) await serve(handler);

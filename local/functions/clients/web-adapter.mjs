// Our stand-in for the AWS Lambda Web Adapter: an extension that waits for the app's port, then turns the events of an
// HTTP API (payload 2.0) into requests to the app and its answers back. Anything else is posted to the app as JSON.
// What the variables mean: https://aws.github.io/aws-lambda-web-adapter/
import { Agent, request } from "node:http";
import { connect } from "node:net";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const { env } = process;
const [apiHost, apiPort] = env.AWS_LAMBDA_RUNTIME_API.split(":");
const host = env.AWS_LWA_HOST ?? "127.0.0.1";
const port = Number(env.AWS_LWA_PORT ?? env.PORT ?? 8080);
const readinessPort = Number(env.AWS_LWA_READINESS_CHECK_PORT ?? port);
const readinessPath = env.AWS_LWA_READINESS_CHECK_PATH ?? "/";
const healthy = statusCodes(env.AWS_LWA_READINESS_CHECK_HEALTHY_STATUS ?? "100-499");
const errors = statusCodes(env.AWS_LWA_ERROR_STATUS_CODES ?? "");
const passThroughPath = env.AWS_LWA_PASS_THROUGH_PATH ?? "/events";
const TEXT = ["text", "application/json", "application/javascript", "application/xml", "application/yaml"];
const INIT_MILLISECONDS = 9_800;
const POLL_MILLISECONDS = 10;
const apiAgent = new Agent({ keepAlive: true });
// Shorter than the time after which common servers close an idle connection.
const appAgent = new Agent({ keepAlive: true, timeout: 4_000 });

function statusCodes(text) {
  return text.split(",").flatMap((part) => {
    const [, from, to = from] = /^\s*(\d+)\s*(?:-\s*(\d+))?\s*$/.exec(part) ?? [];
    return from === undefined
      ? []
      : Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
}

function send(options, body) {
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ response, body: Buffer.concat(chunks) }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function api(method, path, body, headers) {
  return send({ host: apiHost, port: apiPort, agent: apiAgent, method, path, headers }, body);
}

async function register() {
  const events = JSON.stringify({ events: [] });
  const { response } = await api("POST", "/2020-01-01/extension/register", events, {
    "content-type": "application/json",
    "Lambda-Extension-Name": "lambda-adapter",
  });
  const id = response.headers["lambda-extension-identifier"];
  // Registered for no event, so this call waits for ever.
  api("GET", "/2020-01-01/extension/event/next", undefined, { "Lambda-Extension-Identifier": id }).catch(() =>
    process.exit(0),
  );
}

async function isReady() {
  if (/^tcp$/i.test(env.AWS_LWA_READINESS_CHECK_PROTOCOL ?? "http"))
    return new Promise((resolve) => {
      const socket = connect(readinessPort, host, () => resolve(true)).on("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  try {
    const { response } = await send({ host, port: readinessPort, path: readinessPath, agent: false });
    return healthy.includes(response.statusCode);
  } catch {
    return false;
  }
}

async function ready() {
  for (let said = Date.now(); !(await isReady()); await sleep(POLL_MILLISECONDS))
    if (Date.now() - said > 2_000) {
      console.log(`app is not ready on port ${readinessPort} yet`);
      said = Date.now();
    }
}

/** What a URL's path may not hold as it is; percent signs stay. */
function encoded(path) {
  return path.replace(/[^\x21\x24-\x3b\x3d\x40-\x5f\x61-\x7a\x7c\x7e]/gu, (character) =>
    encodeURIComponent(character),
  );
}

function requestOf(event, lambdaContext) {
  const { http } = event.requestContext ?? {};
  if (http === undefined) {
    const body = Buffer.from(JSON.stringify(event));
    return { method: "POST", path: passThroughPath, headers: { "content-type": "application/json" }, body };
  }
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const headers = { ...event.headers };
  if (event.cookies !== undefined) headers.cookie = event.cookies.join(";");
  headers["x-amzn-request-context"] = latin1(event.requestContext);
  headers["x-amzn-lambda-context"] = latin1(lambdaContext);
  const source = env.AWS_LWA_AUTHORIZATION_SOURCE?.toLowerCase();
  if (source !== undefined && headers[source] !== undefined) {
    headers.authorization = headers[source];
    Reflect.deleteProperty(headers, source);
  }
  const base = env.AWS_LWA_REMOVE_BASE_PATH;
  let path = event.rawPath;
  while (base && path.startsWith(base)) path = path.slice(base.length);
  const query = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`;
  return {
    method: http.method,
    path: encoded(path.startsWith("/") ? path : `/${path}`) + query,
    headers,
    body,
  };
}

/** A header's value in UTF-8, byte by byte. */
function latin1(value) {
  return Buffer.from(JSON.stringify(value), "utf8").toString("latin1");
}

/** As the real one gives it: of a header with several values the first, and all of them once more beside it. */
function answerOf({ response, body }) {
  const { "set-cookie": cookies = [], ...multiValueHeaders } = response.headersDistinct;
  delete multiValueHeaders["transfer-encoding"];
  const headers = Object.fromEntries(
    Object.entries(multiValueHeaders).map(([name, [value]]) => [name, value]),
  );
  const type = headers["content-type"];
  const isText =
    headers["content-encoding"] === undefined &&
    (type === undefined || TEXT.some((text) => type.startsWith(text)));
  const text = isText ? new TextDecoder(charset(type)).decode(body) : body.toString("base64");
  return {
    statusCode: response.statusCode,
    headers,
    multiValueHeaders,
    cookies,
    body: text,
    isBase64Encoded: !isText,
  };
}

function charset(type) {
  const [, label = "utf-8"] = /charset="?([\w-]+)/i.exec(type ?? "") ?? [];
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return "utf-8";
  }
}

async function serve(first) {
  const { response, body } = await api("GET", "/2018-06-01/runtime/invocation/next");
  const { headers } = response;
  const id = headers["lambda-runtime-aws-request-id"];
  const lambdaContext = {
    request_id: id,
    deadline: Number(headers["lambda-runtime-deadline-ms"]),
    invoked_function_arn: headers["lambda-runtime-invoked-function-arn"],
    xray_trace_id: headers["lambda-runtime-trace-id"],
    env_config: {
      function_name: env.AWS_LAMBDA_FUNCTION_NAME,
      memory: Number(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE),
      version: env.AWS_LAMBDA_FUNCTION_VERSION,
      log_stream: env.AWS_LAMBDA_LOG_STREAM_NAME,
      log_group: env.AWS_LAMBDA_LOG_GROUP_NAME,
    },
  };
  let result;
  try {
    await first;
    const event = JSON.parse(body.toString());
    const asked = requestOf(event, lambdaContext);
    asked.headers["content-length"] = String(asked.body.length);
    const answered = await send({ host, port, agent: appAgent, ...asked }, asked.body);
    const { statusCode } = answered.response;
    if (errors.includes(statusCode))
      throw new Error(`Request failed with configured error status code: ${statusCode}`);
    result =
      event.requestContext?.http === undefined
        ? answered.body.toString()
        : JSON.stringify(answerOf(answered));
  } catch (error) {
    const failed = JSON.stringify({ errorType: error.name, errorMessage: error.message });
    await api("POST", `/2018-06-01/runtime/invocation/${id}/error`, failed, {
      "content-type": "application/json",
      "Lambda-Runtime-Function-Error-Type": error.name,
    });
    return;
  }
  await api("POST", `/2018-06-01/runtime/invocation/${id}/response`, result, {
    "content-type": "application/json",
  });
}

await register();
const becomesReady = ready();
if (env.AWS_LWA_ASYNC_INIT === "true") await Promise.race([becomesReady, sleep(INIT_MILLISECONDS)]);
else await becomesReady;
for (;;) await serve(becomesReady);

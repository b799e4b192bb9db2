"""The client of Lambda's Runtime API that runs handlers written for Python: `app.handler`. Started by the runner in the
function's folder; no part of this program."""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

BASE = "/2018-06-01/runtime/"


class Context:
    """What a handler gets as its second argument."""

    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = env["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = env["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = env["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = env["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        given = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = None if given is None else json.loads(given)
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class LambdaLogs(logging.Handler):
    """Lines as the real runtime writes them."""

    request_id = ""

    def emit(self, record):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        stamp = f"{moment}.{int(record.msecs):03d}Z"
        if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
            line = json.dumps(
                {
                    "timestamp": stamp,
                    "level": record.levelname,
                    "message": record.getMessage(),
                    "logger": record.name,
                    "requestId": self.request_id,
                }
            )
        else:
            line = f"[{record.levelname}]\t{stamp}\t{self.request_id}\t{self.format(record)}"
        sys.stdout.write(line + "\n")


def shape_of(error, error_type=None):
    # The first frame is this file's own.
    own = error.__traceback__
    frames = traceback.format_tb(own.tb_next or own) if own else []
    return {"errorMessage": str(error), "errorType": error_type or type(error).__name__, "stackTrace": frames}


class Fault(Exception):
    """The handler cannot be had."""

    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


def load(named):
    module_name, dot, function_name = named.rpartition(".")
    if not dot:
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{named}'")
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        raise Fault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}") from error
    handler = getattr(module, function_name, None)
    if handler is None:
        raise Fault("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return handler


class Api:
    """The Runtime API, over one connection."""

    def __init__(self):
        self.connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])

    def call(self, method, path, body=None, headers=None):
        self.connection.request(method, BASE + path, body, headers or {})
        response = self.connection.getresponse()
        return response.headers, response.read(), response.status

    def report(self, path, shape):
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": shape["errorType"]}
        print("[ERROR] " + json.dumps(shape))
        self.call("POST", path, json.dumps(shape).encode(), headers)


def serve(api, handler, logs):
    headers, body, _ = api.call("GET", "invocation/next")
    context = Context(headers)
    logs.request_id = context.aws_request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"]
    path = f"invocation/{context.aws_request_id}"
    try:
        answer = json.dumps(handler(json.loads(body), context)).encode()
    except Exception as error:  # whatever the handler raises is the invocation's answer
        api.report(f"{path}/error", shape_of(error))
        return
    api.call("POST", f"{path}/response", answer, {"Content-Type": "application/json"})


def main():
    api = Api()
    logs = LambdaLogs()
    logging.getLogger().addHandler(logs)
    try:
        handler = load(os.environ["_HANDLER"])
    except Fault as error:
        api.report("init/error", shape_of(error, error.error_type))
        sys.exit(1)
    except Exception as error:  # raised by the module itself
        api.report("init/error", shape_of(error))
        sys.exit(1)
    while True:
        serve(api, handler, logs)


main()

// Loaded before a program's resources. Pulumi looks at a stack for every input of every resource; to map each of them to
// the lines of sources takes longer than everything else a program does. So only those of errors nobody caught are mapped,
// and without Pulumi's own lines: on what becomes of them Node.js 20's util.inspect, which Pulumi calls, loops for 20 s.
"use strict";

const mapped = Error.prepareStackTrace;
if (mapped !== undefined) {
  const isOurs = (frame) => frame.getFileName()?.includes("/node_modules/@pulumi/") !== true;
  process.prependListener("unhandledRejection", () => {
    Error.prepareStackTrace = (error, frames) => mapped(error, frames.filter(isOurs));
  });
  Error.prepareStackTrace = undefined;
}

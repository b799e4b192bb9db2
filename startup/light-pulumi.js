// Loaded before @pulumi/pulumi, halves its start: the compiler and the package manager it loads, which put closures into
// Lambda functions, are loaded when they are first used. Plain JavaScript, for a program that is not compiled yet.
"use strict";
const Module = require("node:module");
const { createRequire } = Module;

const pulumi = createRequire(require.resolve("@pulumi/pulumi"));

for (const name of ["@pulumi/pulumi/typescript-shim", "@npmcli/arborist"]) {
  const file = pulumi.resolve(name);
  if (require.cache[file] === undefined) require.cache[file] = postponed(file);
}

/** Stands for that file's module until something of it is used. */
function postponed(file) {
  let loaded;
  const load = () => {
    Reflect.deleteProperty(require.cache, file);
    return require(file);
  };
  const get = (_, key) => (key === "__esModule" ? true : (loaded ??= load())[key]);
  return Object.assign(new Module(file), { exports: new Proxy({}, { get }), loaded: true });
}

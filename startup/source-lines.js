// What Pulumi keeps of every registration, the lines of the program that led to it, told in lines of the sources:
// `multistage whose` shows them. Mapped are these lines alone, some ten for each resource; Pulumi looks at many more
// stacks, and mapping those would take longer than everything else a program does. Plain JavaScript, for a program
// that is not compiled yet.
"use strict";
const { SourceMap } = require("node:module");
const { dirname, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");

/** A line of a stack with its place; Pulumi's own pattern leaves out those of functions without a name. */
const FRAME = /^\s*at (?:async )?(?:.*? \()?(?<file>(?:\/|[A-Za-z]:).*):(?<line>\d+):(?<column>\d+)\)?$/;

/**
 * From now on the lines of `program`, the path of a bundle, are told in lines of what it was bundled from, and those of
 * what started it are left out.
 */
module.exports = function tellSourceLines({ Resource }, program, mapText) {
  const map = new SourceMap(JSON.parse(mapText));
  const bundle = pathToFileURL(program).href;
  const isOfProgram = (frame) => frame?.uri === bundle;
  const source = ({ line, column }) => {
    const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
    if (originalSource === undefined) return undefined;
    const uri = pathToFileURL(resolve(dirname(program), originalSource)).href;
    return { uri, line: originalLine + 1, column: originalColumn + 1 };
  };
  const stackTrace = Resource.stackTrace;
  Resource.framePositionRegExp = FRAME;
  Resource.stackTrace = (skip) => {
    const frames = stackTrace(skip + 1); // and this one
    const outermost = frames.findLastIndex(isOfProgram);
    const own = outermost === -1 ? frames : frames.slice(0, outermost + 1);
    return own.map((frame) => (isOfProgram(frame) ? source(frame) : frame));
  };
};

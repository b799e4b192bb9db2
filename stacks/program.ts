/**
 * The program of every stage as a project starts it that has this package installed: its index.js says
 * `module.exports = require("multistage/program")`, and may make resources of its own after that. It is compiled, one
 * file for one file; in this repository stacks/main.js starts the same program from its sources.
 */
import "../startup/light-pulumi.js";
import "../startup/quick-stacks.js";
import "./one-pulumi";

export * from "./index";

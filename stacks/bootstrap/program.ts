/**
 * The account's program as a project starts it that has this package installed: its bootstrap/index.js says
 * `module.exports = require("multistage/bootstrap").bootstrap`. It is compiled, one file for one file; in this repository
 * main.js starts the same program from its sources.
 */
import "../../startup/light-pulumi.js";
import "../../startup/quick-stacks.js";
import "../one-pulumi";

export { bootstrap } from "./index";

// What the engine starts for every stage; what the program exports becomes the stack's outputs. An installed package
// has it compiled: program.ts.
"use strict";
module.exports = require("../startup/transpiled")(module);

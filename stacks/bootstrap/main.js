// What the engine starts for an account; what comes back becomes the stack's outputs.
"use strict";
const program = require("../../startup/transpiled")(module);

module.exports = async () => (await program()).bootstrap();

#!/usr/bin/env node
// Z3's command line, as far as it is needed, on the WebAssembly build of the npm registry:
//   z3.mjs --version
//   z3.mjs [-smt2] [-T:SECONDS] [NAME=VALUE ...] FILE
import { readFileSync } from "node:fs";
import { init } from "z3-solver";

const params = [];
let seconds = 0;
let file = "";
let version = false;
for (const word of process.argv.slice(2)) {
  if (word === "--version") version = true;
  else if (word.startsWith("-T:")) seconds = Number(word.slice(3));
  else if (word === "-smt2") continue;
  else if (/^[\w.]+=/.test(word)) params.push(word.split("="));
  else file = word;
}
if (!version && file === "") {
  console.error("usage: z3.mjs [-smt2] [-T:SECONDS] [NAME=VALUE ...] FILE");
  process.exit(2);
}
const { Z3 } = await init();
if (version) {
  console.log(`Z3 version ${Z3.get_full_version().replace(/^Z3 /, "")}`);
  process.exit(0);
}
for (const [name, value] of params) Z3.global_param_set(name, value);
if (seconds > 0) {
  setTimeout(() => {
    console.log("timeout");
    process.exit(0);
  }, seconds * 1000);
}
const context = Z3.mk_context(Z3.mk_config());
console.log(await Z3.eval_smtlib2_string(context, readFileSync(file, "utf8")));
process.exit(0); // its threads would go on

// Holds a report in SARIF against the schema of the standard.
//
//     node sarif.mjs REPORT
//
// Fails where the report is not as SARIF 2.1.0 has it, or says nothing.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

const schema = createRequire(import.meta.url).resolve("@microsoft/jest-sarif").replace(/index\.js$/, "schemas/sarif-2.1.0-rtm.5.json");
// The schema has patterns that are none with the `u` flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
const report = JSON.parse(readFileSync(process.argv[2], "utf8"));

const faults = validate(report) ? [] : validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`);
const results = report.runs?.flatMap((run) => run.results ?? []) ?? [];
const rules = new Set(report.runs?.flatMap((run) => run.tool.driver.rules ?? []).map((rule) => rule.id));
faults.push(...results.filter((result) => !rules.has(result.ruleId)).map((result) => `no rule explains ${result.ruleId}`));
if (results.length === 0) faults.push("there is no result in it");
for (const fault of faults) console.error(fault);
console.log(`${results.length} results, ${rules.size} rules, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;

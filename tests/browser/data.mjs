// Holds each table of a built site against the JSON Schema that is published with it.
//
//     node data.mjs SITE
//
// SITE is the published folder. Fails where a table is refused, where a schema is no good, or where a table could hold a
// value that its schema does not know: each schema must also refuse what is wrong.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv/dist/2020.js";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Returns what is wrong with a table, a line each. */
export function faults(schema, table) {
  // `format` stands beside a pattern that says the same; the pattern is what is checked.
  const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  if (validate(table)) return [];
  return validate.errors.map((error) => `${error.instancePath || "/"} ${error.keyword}: ${error.message}`);
}

/** Returns the table with one thing wrong in its first row: each of these its schema has to refuse. */
export function* wrong(table) {
  const with_row = (change) => {
    const copy = structuredClone(table);
    change(copy.rows[0]);
    return copy;
  };
  for (const column of table.columns) {
    yield [`${column.name} is missing`, with_row((row) => delete row[column.name])];
    yield [`${column.name} is a thing`, with_row((row) => (row[column.name] = { a: 1 }))];
    if (column.type === "kode") yield [`${column.name} is no code`, with_row((row) => (row[column.name] = "noe annet"))];
    if (column.type === "dato") yield [`${column.name} is no date`, with_row((row) => (row[column.name] = "21.11.2026"))];
    if (column.type === "fire siffer") yield [`${column.name} lost its nought`, with_row((row) => (row[column.name] = "301"))];
  }
  yield ["a column nobody knows", with_row((row) => (row.mer = "noe"))];
}

function main([site]) {
  const folder = join(site, "data");
  const names = readdirSync(folder).filter((name) => name.endsWith(".schema.json")).map((name) => name.slice(0, -".schema.json".length));
  let refused = 0;
  let changed = 0;
  for (const name of names.sort()) {
    const schema = read(join(folder, `${name}.schema.json`));
    const table = read(join(folder, `${name}.json`));
    const found = table.$schema === schema.$id ? faults(schema, table) : ["the table names another schema"];
    for (const [what, copy] of wrong(table)) {
      changed += 1;
      if (faults(schema, copy).length === 0) found.push(`not refused: ${what}`);
    }
    refused += found.length > 0 ? 1 : 0;
    for (const fault of found) console.log(`${name}: ${fault}`);
  }
  console.log(`${names.length} tables held against their schemas, ${refused} with faults; ${changed} wrong ones tried`);
  process.exitCode = refused > 0 || names.length === 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));

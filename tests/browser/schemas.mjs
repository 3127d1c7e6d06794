// Holds the files of a content folder against the schemas that `utsyn schema` prints, with a reader of YAML and a
// validator that know nothing of utsyn.
//
//     node schemas.mjs SCHEMAS CONTENT
//
// SCHEMAS is a folder that `utsyn schema --output` wrote. Fails where a file is refused, or where no schema is for it.

import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv";
import { parseDocument } from "yaml";

// Which schema is for which file, said a second time: what the program says of it is not believed.
const KINDS = [
  [/^site\.yaml$/, "site"],
  [/^registry\/(counties|actors|references|glossary)\.yaml$/, (match) => match[1]],
  [/^centres\/[^/]+\.md$/, "centre"],
  [/^priorities\/[^/]+\.md$/, "priority"],
  [/^mappings\/[^/]+\/(mapping|observations|notes|release|release-ledger)\.yaml$/, (match) => match[1]],
  [/^mappings\/[^/]+\/findings\/[^/]+\.md$/, "finding"],
  [/^reports\/[^/]+\/(?:editions\/[^/]+\/)?(report|addresses)\.yaml$/, (match) => match[1]],
  [/^reports\/[^/]+\/editions\/[^/]+\/edition\.yaml$/, "edition"],
  [/^reports\/[^/]+\/(?:editions\/[^/]+\/)?[^/]+\.md$/, "chapter"],
  [/^(?!registry|centres|priorities|mappings|reports)(.+\/)?[^/]+\.md$/, "page"],
];

export function kindOf(path) {
  for (const [pattern, kind] of KINDS) {
    const match = pattern.exec(path);
    if (match) return typeof kind === "string" ? kind : kind(match);
  }
  return null;
}

/** Returns the validators by kind; the schemas must be valid themselves, without a keyword nobody knows. */
export function validators(folder) {
  const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
  // What VS Code shows beside each word of a list; it refuses nothing.
  ajv.addVocabulary(["enumDescriptions"]);
  const made = new Map();
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".schema.json")).sort()) {
    made.set(name.slice(0, -".schema.json".length), ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8"))));
  }
  return made;
}

/** Returns the YAML of a file: all of it, or what stands between the first two lines of `---`. */
export function yamlOf(path, text) {
  if (!path.endsWith(".md")) return text;
  const match = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*\r?$/m.exec(text);
  if (!match || match.index !== 0) throw new Error("no front matter");
  return match[1];
}

/** Returns what is wrong with a file, a line each. */
export function faults(all, kind, yaml) {
  const document = parseDocument(yaml, { version: "1.2" });
  if (document.errors.length > 0) return document.errors.map((error) => error.message);
  const validate = all.get(kind);
  if (!validate) return [`there is no schema \`${kind}\``];
  if (validate(document.toJS() ?? {})) return [];
  return validate.errors.map((error) => `${error.instancePath || "/"} ${error.keyword}: ${error.message}`);
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .filter((path) => /\.(md|yaml|yml)$/.test(path))
    .sort();
}

function main([schemas, content]) {
  const all = validators(schemas);
  let refused = 0;
  const read = files(content);
  for (const path of read) {
    const kind = kindOf(path);
    const found = kind ? faults(all, kind, yamlOf(path, readFileSync(join(content, path), "utf8"))) : ["no schema is for it"];
    if (found.length > 0) refused += 1;
    for (const fault of found) console.log(`${path}: ${fault}`);
  }
  console.log(`${read.length} files held against ${all.size} schemas, ${refused} refused`);
  process.exitCode = refused > 0 || read.length === 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));

// Holds the catalogue of a built site against shapes for the Norwegian profile, DCAT-AP-NO, with an engine for SHACL that
// others wrote, and proves that its two forms, Turtle and JSON-LD, are the same graph.
//
//     node catalogue.mjs SITE
//
// Each mandatory value is also taken away, one at a time: the shapes have to object, or they prove nothing.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import jsonld from "jsonld";
import { DataFactory, Parser, Store } from "n3";
import SHACLValidator from "rdf-validate-shacl";

const here = dirname(fileURLToPath(import.meta.url));
const graph = (quads) => new Store([...quads]);
const quads = (text, format) => graph(new Parser({ format }).parse(text));
const canonical = (input) => jsonld.canonize(input, { algorithm: "RDFC-1.0", inputFormat: "application/n-quads" });
const nquads = (dataset) => [...dataset].map((quad) => `${term(quad.subject)} ${term(quad.predicate)} ${term(quad.object)} .\n`).join("");

function term(one) {
  if (one.termType === "NamedNode") return `<${one.value}>`;
  if (one.termType === "BlankNode") return `_:${one.value}`;
  const text = JSON.stringify(one.value);
  if (one.language) return `${text}@${one.language}`;
  return one.datatype.value.endsWith("#string") ? text : `${text}^^<${one.datatype.value}>`;
}

/** What may not be missing: the kind of thing, and the property. */
const MANDATORY = [
  ["dcat:Catalog", ["dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:dataset"]],
  ["dcat:Dataset", ["dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dct:identifier", "dcat:theme"]],
  ["dcat:Distribution", ["dcat:accessURL", "dct:format"]],
  ["foaf:Agent", ["foaf:name"]],
  ["vcard:Organization", ["vcard:fn"]],
];
const PREFIXES = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  vcard: "http://www.w3.org/2006/vcard/ns#",
};
const named = (short) => DataFactory.namedNode(short.replace(/^(\w+):/, (_, prefix) => PREFIXES[prefix]));
const A = DataFactory.namedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

async function main([site]) {
  const folder = join(site, "data");
  const turtle = quads(readFileSync(join(folder, "katalog.ttl"), "utf8"), "text/turtle");
  const faults = [];

  const other = await jsonld.canonize(JSON.parse(readFileSync(join(folder, "katalog.jsonld"), "utf8")), { algorithm: "RDFC-1.0" });
  if ((await canonical(nquads(turtle))) !== other) faults.push("Turtle and JSON-LD are not the same graph");

  const shapes = quads(readFileSync(join(here, "dcat-ap-no.shacl.ttl"), "utf8"), "text/turtle");
  const validator = new SHACLValidator(shapes);
  const report = await validator.validate(turtle);
  for (const result of report.results) {
    const message = result.message.map((one) => one.value).join("; ");
    faults.push(`${result.focusNode?.value} ${result.path?.value ?? ""}: ${message}`);
  }

  let taken = 0;
  for (const [kind, properties] of MANDATORY) {
    const things = [...turtle.match(null, A, named(kind))].map((quad) => quad.subject);
    if (things.length === 0) faults.push(`there is no ${kind}`);
    for (const property of properties) {
      const without = graph([...turtle].filter((quad) => !(quad.subject.equals(things[0]) && quad.predicate.equals(named(property)))));
      if (things.length > 0 && without.size === turtle.size) faults.push(`${kind} has no ${property}`);
      taken += 1;
      if ((await validator.validate(without)).conforms) faults.push(`not refused: ${kind} without ${property}`);
    }
  }
  for (const fault of faults) console.log(`katalog: ${fault}`);
  console.log(`${turtle.size} statements in the catalogue, ${faults.length} faults; ${taken} mandatory values taken away`);
  process.exitCode = faults.length > 0 || turtle.size === 0 ? 1 : 0;
}

await main(process.argv.slice(2));

// Holds the JSON-LD of a built site against what search engines ask of each kind of thing: that it is a thing of schema.org's
// with a type we know, says what is required and what is recommended, and has no empty value.
//
//     node linked.mjs SITE

import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Required and recommended properties; those of the datasets and of articles as Google lists them. */
const ASKED = {
  GovernmentOrganization: [["name", "url"], ["alternateName", "areaServed"]],
  Organization: [["name"], []],
  Report: [["name", "url"], ["author", "datePublished", "dateModified", "inLanguage", "version", "description"]],
  NewsArticle: [["headline"], ["author", "datePublished", "url", "inLanguage"]],
  WebSite: [["name", "url"], ["description", "inLanguage"]],
  DataCatalog: [["name"], []],
  Dataset: [
    ["name", "description"],
    ["creator", "distribution", "identifier", "isAccessibleForFree", "keywords", "license", "spatialCoverage", "url", "variableMeasured",
      "includedInDataCatalog"],
  ],
  DataDownload: [["contentUrl"], ["encodingFormat"]],
  PropertyValue: [["name"], ["description"]],
  AdministrativeArea: [["name"], []],
  Person: [["name"], []],
};
const DATES = ["datePublished", "dateModified"];

function* things(value, path) {
  if (Array.isArray(value)) for (const one of value) yield* things(one, path);
  else if (value !== null && typeof value === "object") {
    yield [value, path];
    for (const [name, inner] of Object.entries(value)) yield* things(inner, `${path}.${name}`);
  }
}

function faults(thing) {
  const found = [];
  const asked = ASKED[thing["@type"]];
  if (!asked) return [`a thing of the kind ${thing["@type"]}`];
  // What only points to a thing that is told elsewhere says no more than its name.
  const points = Object.keys(thing).every((name) => name.startsWith("@"));
  for (const [at, word] of [[0, "required"], [1, "recommended"]]) {
    for (const name of points ? [] : asked[at]) if (!(name in thing)) found.push(`${thing["@type"]} has no ${name}, which is ${word}`);
  }
  for (const [name, value] of Object.entries(thing)) {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) found.push(`${name} is empty`);
    if (DATES.includes(name) && !/^\d{4}(-\d\d(-\d\d)?)?$/.test(value)) found.push(`${name} is ${value}`);
    if (/^(url|contentUrl|license|sameAs)$/.test(name) && ![value].flat().every((one) => /^https?:\/\//.test(one))) found.push(`${name} is ${value}`);
  }
  if (thing["@type"] === "Dataset" && (thing.description.length < 50 || thing.description.length > 5000)) {
    found.push(`the description of ${thing.name} has ${thing.description.length} signs; 50 to 5000 are asked for`);
  }
  return found;
}

function main([site]) {
  const pages = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  const kinds = new Map();
  let wrong = 0;
  for (const page of pages) {
    const path = join(page.parentPath ?? page.path, page.name);
    const html = readFileSync(path, "utf8");
    for (const [, text] of html.matchAll(/<script type="?application\/ld\+json"?>(.*?)<\/script>/gs)) {
      const said = JSON.parse(text);
      const found = said["@context"] === "https://schema.org" ? [] : ["no context"];
      for (const [thing, where] of things(said, "")) {
        kinds.set(thing["@type"], (kinds.get(thing["@type"]) ?? 0) + 1);
        found.push(...faults(thing).map((fault) => `${where} ${fault}`));
      }
      wrong += found.length;
      for (const fault of found.slice(0, 10)) console.log(`${relative(site, path)}:${fault}`);
    }
  }
  const counted = [...kinds].sort().map(([kind, count]) => `${kind} ${count}`);
  console.log(`JSON-LD: ${counted.join(", ") || "none"}; ${wrong} faults`);
  for (const kind of ["GovernmentOrganization", "Report", "Dataset"]) if (!kinds.has(kind)) wrong += 1;
  process.exitCode = wrong > 0 ? 1 : 0;
}

main(process.argv.slice(2));

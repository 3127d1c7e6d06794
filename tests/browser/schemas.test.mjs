// What the schemas refuse, and what they must not refuse. Needs the folder that `utsyn schema --output` wrote, in SCHEMAS.

import assert from "node:assert/strict";
import test from "node:test";
import { faults, kindOf, validators, yamlOf } from "./schemas.mjs";

const all = validators(process.env.SCHEMAS);

const FINDING = 'title: "Funn"\ntheme: natt\nkind: wish\nextent: mange\n';
const MAPPING = "title: K\ncentre: ost\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\nthemes: [{id: natt, title: Natt}]\n";

// Each is wrong in one way; the word is the keyword of JSON Schema that has to refuse it.
const FAULTY = [
  ["page", 'titel: "Stavet feil"', "additionalProperties"],
  ["page", 'description: "Uten tittel"', "required"],
  ["page", 'title: "   "', "pattern"],
  ["page", "title: A\ndate: 21.11.2026", "pattern"],
  ["page", "title: A\ndate: 2026-13", "pattern"],
  ["page", "title: A\ndraft: ja", "type"],
  ["page", "title: A\nlanguage: no", "enum"],
  ["page", "title: A\ntags: Demens", "type"],
  ["page", "title: A\naliases: [gammel]", "pattern"],
  ["finding", `${FINDING}anonymised: "true"`, "type"],
  ["finding", FINDING.replace("wish", "wishes"), "enum"],
  ["finding", FINDING.replace("mange", "masse"), "enum"],
  ["finding", `${FINDING}allow_names: [{name: Dal}]`, "required"],
  ["centre", 'name: "USHT"\nhosts: [{municipality: "301"}]', "pattern"],
  ["centre", 'name: "USHT"\nwebsites: ["www.eksempel.no"]', "pattern"],
  ["centre", 'name: "USHT"\ncontact: {email: "navn hos eksempel"}', "pattern"],
  ["centre", 'name: "USHT"\narea: {text: "Øst", basis: guess}', "enum"],
  ["priority", "title: A\nkind: national\ncentres: [Øst]", "pattern"],
  ["mapping", `${MAPPING}release: {threshold: 2, groups: []}`, "enum"],
  ["mapping", MAPPING.replace("invited: 3", "invited: mange"), "type"],
  ["site", "title: A\nbase_url: eksempel.no", "pattern"],
  ["site", 'title: A\nbase_url: "https://a.no/"\nquantity_words: {nesten-alle: [51]}', "minItems"],
  ["site", 'title: A\nbase_url: "https://a.no/"\nmenu: [{title: A, path: "//b.no"}]', "pattern"],
  ["references", 'references: [{id: "a b", kind: web, title: A}]', "pattern"],
  ["observations", "observations: [{municipality: A, answers: [{theme: natt, raised: kanskje}]}]", "enum"],
  ["report", "title: A\ncentre: ost\nversion: 1.0\nsummary: A\npublished: unknown", "pattern"],
];

for (const [kind, yaml, keyword] of FAULTY) {
  test(`${kind} is refused: ${yaml.split("\n").at(-1)}`, () => {
    const found = faults(all, kind, yaml);
    assert.ok(found.some((fault) => fault.includes(` ${keyword}:`)), `${keyword} expected, found: ${found.join("; ") || "nothing"}`);
  });
}

// What other readers of YAML take for numbers is text where utsyn asks for text.
const FINE = [
  ["page", "title: 2026\ndate: 2026\nupdated: 2026-11\norder: 3\ndescription: null"],
  ["page", 'title: "A"\nextra: {antall: 12, sted: "Her"}'],
  ["finding", `${FINDING}anonymised: true`],
  ["mapping", `${MAPPING}release: {threshold: 4, groups: [{id: fylke, title: Fylke, from: county}], answers: ["yes"]}`],
  ["centre", 'name: A\nhosts: [{municipality: "0301", from: unknown}, {municipality: 3001, to: 2019}]'],
  ["priority", "title: A\nkind: national\ncentres: all"],
];

for (const [kind, yaml] of FINE) {
  test(`${kind} is fine: ${yaml.split("\n").at(-1)}`, () => assert.deepEqual(faults(all, kind, yaml), []));
}

test("a broken YAML is told, and a file is known by its path", () => {
  assert.notDeepEqual(faults(all, "page", 'title: "A'), []);
  assert.equal(kindOf("mappings/a/findings/b.md"), "finding");
  assert.equal(kindOf("kurs/2026/c.md"), "page");
  assert.equal(kindOf("mappings/a/tull.yaml"), null);
  assert.equal(yamlOf("a.md", "---\r\ntitle: A\r\n---\r\nTekst\r\n---\r\n"), "title: A\r\n");
});

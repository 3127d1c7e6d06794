// Reads each workbook of a built site with a reader that others wrote, and holds it against the CSV of the same table: cell by
// cell, with types; the header's look and that it stays; the codebook.
//
//     node workbooks.mjs SITE

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";

/** Reads CSV as RFC 4180 has it. */
function csv(text) {
  const rows = [[]];
  const body = text.replace(/^\uFEFF/, "");
  for (const [, quoted, bare, end] of body.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}

/** Returns a cell as CSV has it. */
function shown(value) {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "object") return `a cell of another kind: ${JSON.stringify(value)}`;
  return typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
}

/** What JSON says of the columns: the name of each and its type. */
const types = (folder, name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")).columns;

function kind(value, type) {
  if (value === null || value === undefined) return true;
  if (type === "dato") return value instanceof Date || /^(1[0-8]|1900)/.test(value);
  if (/^(heltall|desimaltall)/.test(type)) return typeof value === "number";
  return typeof value === "string";
}

function against(sheet, rows, columns, faults) {
  const head = sheet.getRow(1);
  if (sheet.rowCount !== rows.length) faults.push(`${sheet.rowCount} rows, ${rows.length} in CSV`);
  rows.forEach((row, y) =>
    row.forEach((text, x) => {
      const { value } = sheet.getRow(y + 1).getCell(x + 1);
      if (shown(value) !== text) faults.push(`row ${y + 1}, column ${x + 1}: ${shown(value)} is not ${text}`);
      if (y > 0 && !kind(value, columns[x].type)) faults.push(`row ${y + 1}, ${columns[x].name}: a ${typeof value} for ${columns[x].type}`);
    }),
  );
  const pane = sheet.views[0] ?? {};
  if (pane.state !== "frozen" || pane.ySplit !== 1) faults.push("the header does not stay");
  if (!sheet.autoFilter) faults.push("the header has no filter");
  for (let x = 1; x <= rows[0].length; x += 1) {
    const { font, fill } = head.getCell(x);
    if (!font?.bold || fill?.fgColor?.argb === undefined) faults.push(`column ${x} has no look of a header`);
    if (!(sheet.getColumn(x).width >= 9)) faults.push(`column ${x} is ${sheet.getColumn(x).width} wide`);
  }
}

const words = (sheet) => {
  const found = new Set();
  sheet.eachRow((row) => row.eachCell((cell) => found.add(String(cell.value))));
  return found;
};

async function opened(path) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(path));
  return book;
}

async function main([site]) {
  const folder = join(site, "data");
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv")).map((name) => name.slice(0, -4)).sort();
  let [faulty, cells] = [0, 0];
  const tell = (name, faults) => {
    faulty += faults.length > 0 ? 1 : 0;
    for (const fault of faults.slice(0, 20)) console.log(`${name}.xlsx: ${fault}`);
  };
  const whole = readdirSync(folder).includes("alle-tabeller.xlsx") ? await opened(join(folder, "alle-tabeller.xlsx")) : undefined;
  for (const name of names) {
    const rows = csv(readFileSync(join(folder, `${name}.csv`), "utf8"));
    const columns = types(folder, name);
    const book = await opened(join(folder, `${name}.xlsx`));
    const faults = [];
    const [data, codebook] = book.worksheets;
    cells += rows.length * columns.length;
    against(data, rows, columns, faults);
    const said = words(codebook);
    faults.push(...columns.filter((column) => !said.has(column.name)).map((column) => `${column.name} is not in the codebook`));
    tell(name, faults);
    if (whole) {
      const sheet = whole.getWorksheet(name);
      const found = [];
      if (sheet) against(sheet, rows, columns, found);
      else found.push(`there is no sheet ${name}`);
      const explained = words(whole.worksheets[0]);
      found.push(...columns.filter((column) => !explained.has(column.name)).map((column) => `${column.name} is not in the codebook`));
      tell("alle-tabeller", found);
    }
  }
  if (whole && whole.worksheets.length !== names.length + 1) tell("alle-tabeller", [`${whole.worksheets.length} sheets`]);
  console.log(`${names.length} workbooks read${whole ? ", and the one of all tables" : ""}: ${cells} cells held against CSV, ${faulty} with faults`);
  process.exitCode = faulty > 0 || names.length === 0 ? 1 : 0;
}

await main(process.argv.slice(2));

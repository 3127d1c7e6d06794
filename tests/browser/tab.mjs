// One tab of the browser: opens a page, listens to what goes wrong, and asks it questions.
//
// What is asked is sent through the browser's own debugging channel, which a page's Content-Security-Policy does not bind:
// the page runs under its real policy and is yet examined in the same visit.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, inflateSync } from "node:zlib";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const CAN_HAVE_FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };

/** Opens a tab that resolves `origin`. `open`, and the questions below, give a list of faults, each `{ rule, where, what }`. */
export async function newTab(context, origin) {
  const page = await context.newPage();
  const channel = await context.newCDPSession(page);
  const tab = { page, channel, origin, faults: [], leaving: undefined };
  const fault = (rule, where, what) => tab.faults.push({ rule, where, what });

  page.on("console", (message) => {
    if (message.type() === "error") fault("console", message.location().url, message.text());
  });
  page.on("pageerror", (error) => fault("script-error", "", error.message));
  page.on("crash", () => fault("crash", "", "the tab crashed"));
  page.on("dialog", (dialog) => {
    fault("dialog", "", dialog.message());
    dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== origin) fault("other-host", "", `asks for ${url.href}`);
  });
  page.on("response", (response) => {
    const request = response.request();
    if (response.status() < 400 || request.isNavigationRequest()) return;
    fault("missing", "", `${response.status()} for ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // Aborted is what the next page does to an icon that is still under way.
    const reason = request.failure()?.errorText;
    if (request.isNavigationRequest()) tab.leaving?.(request.url());
    else if (reason !== "net::ERR_ABORTED") fault("request-failed", "", `${request.url()}: ${reason}`);
  });
  return tab;
}

/** Loads the page in light colours at full width. One that sends the reader on is awaited until it tries to. */
export async function open(tab, { path, target }) {
  tab.faults.length = 0;
  const left = new Promise((leaves) => (tab.leaving = leaves));
  const response = await tab.page.goto(tab.origin + path, { waitUntil: "load" });
  if (response.status() !== 200) tab.faults.push({ rule: "status", where: "", what: `answered ${response.status()}` });
  if (target) {
    const meant = new URL(target, tab.origin + path).pathname;
    const url = await Promise.race([left, new Promise((late) => setTimeout(late, 5000).unref())]);
    const went = url && new URL(url).pathname;
    const what = `goes to ${went ?? "nowhere"}, should go to ${meant}`;
    if (went !== meant) tab.faults.push({ rule: "redirect", where: "", what });
  }
  return tab.faults.splice(0);
}

/**
 * Runs axe on the page as it now looks, with every `details` opened, and it stays so: axe takes what is in a closed one for
 * hidden, also where the style sheet shows it.
 */
export async function axe(tab) {
  const options = { runOnly: AXE_TAGS, resultTypes: ["violations"], preload: false, iframes: false };
  const run = `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.flatMap((violation) =>
    violation.nodes.map((node) => ({ rule: violation.id, where: node.target.join(" "), what:
      (node.any.concat(node.all, node.none)[0]?.message ?? violation.help) }))))`;
  const loaded = await ask(tab, `document.fonts.ready.then(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    return typeof axe === "object";
  })`);
  return ask(tab, (loaded ? "" : AXE + ";\n") + run);
}

/** Runs axe in dark colours, then goes back to light ones. */
export async function axeInTheDark(tab) {
  await tab.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const faults = await axe(tab);
  await tab.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  return faults;
}

/** Looks whether a page as narrow as a phone scrolls sideways, and names what sticks out. */
export async function sideways(tab) {
  await tab.page.setViewportSize(NARROW);
  const faults = await ask(tab, `document.fonts.ready.then(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= ${NARROW.width}) return [];
    const out = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > ${NARROW.width} + 0.5);
    const what = "is " + root.scrollWidth + " px wide at ${NARROW.width} px";
    return [{ rule: "scrolls-sideways", where: out ? (${selector})(out) : "html", what }];
  })`);
  await tab.page.setViewportSize(WIDE);
  return faults;
}

/** Runs axe at the width of a phone, where menus and tables may look otherwise. */
export async function axeNarrow(tab) {
  await tab.page.setViewportSize(NARROW);
  const faults = await axe(tab);
  await tab.page.setViewportSize(WIDE);
  return faults;
}

/** Goes through a freshly opened page with the keyboard alone. */
export async function keyboard(tab) {
  const faults = [];
  const press = (key) => tab.page.keyboard.press(key);
  const now = () => ask(tab, `(${focused})(${selector})`);

  await press("Tab");
  const first = await now();
  if (!first.jump) return [{ rule: "skip-link", where: first.where, what: "the first Tab does not reach a link into the page" }];
  if (!first.seen) faults.push({ rule: "skip-link", where: first.where, what: "is not to be seen when it has the focus" });
  await press("Enter");
  await press("Tab");
  const after = await ask(tab, `(() => {
    const target = document.getElementById(decodeURIComponent(${JSON.stringify(first.jump)}.slice(1)));
    if (!target) return "leads nowhere";
    const at = document.activeElement;
    const ahead = (e) => target.contains(e) || target.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
    const anything = [...document.querySelectorAll(${JSON.stringify(CAN_HAVE_FOCUS)})].some(ahead);
    return ahead(at) || !anything ? "" : "the next Tab is still before " + ${JSON.stringify(first.jump)};
  })()`);
  if (after) faults.push({ rule: "skip-link", where: first.where, what: after });
  return faults.concat(await ask(tab, `(${focusRings})(${selector}, ${JSON.stringify(CAN_HAVE_FOCUS)})`));
}

/** Prints the page and looks at the paper: at least one sheet, none empty. */
export async function paper(tab) {
  const pdf = await tab.page.pdf({ preferCSSPageSize: true, printBackground: false });
  const objects = new Map();
  const text = pdf.toString("latin1");
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) objects.set(found[1], found[2]);
  const sheets = [...objects.values()].filter((object) => /\/Type\s*\/Page\b/.test(object.slice(0, 2000)));
  if (sheets.length === 0) return [{ rule: "print", where: "", what: "no sheet came out" }];
  const empty = sheets.filter((sheet) => !hasInk(objects.get(sheet.match(/\/Contents\s+(\d+) 0 R/)?.[1])));
  const nth = (sheet) => `sheet ${sheets.indexOf(sheet) + 1} of ${sheets.length}`;
  return empty.map((sheet) => ({ rule: "print", where: "", what: `${nth(sheet)} is empty` }));
}

/** Whether a page's drawing commands show text or a picture. */
function hasInk(object) {
  const stream = object?.match(/stream\r?\n([\s\S]*?)\r?\nendstream/)?.[1];
  if (!stream) return false;
  const packed = object.includes("/FlateDecode");
  // A stream whose last byte looks like the end of a line has lost it above; what stands before it is whole.
  const bytes = () => inflateSync(Buffer.from(stream, "latin1"), { finishFlush: constants.Z_SYNC_FLUSH });
  const commands = packed ? bytes().toString("latin1") : stream;
  return /\b(Tj|TJ|Do)\b/.test(commands);
}

async function ask(tab, expression) {
  const question = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails: thrown } = await tab.channel.send("Runtime.evaluate", question);
  if (thrown) throw new Error(thrown.exception?.description ?? thrown.text);
  return result.value;
}

// The functions below are sent to the page as text.

/** A short selector of one element. */
function selector(element) {
  const own = (e) => e.localName + (e.id ? "#" + e.id : e.classList.length ? "." + e.classList[0] : "");
  const parents = [];
  for (let e = element; e && e !== document.body && parents.length < 3; e = e.parentElement) parents.unshift(own(e));
  const href = element.getAttribute("href");
  return parents.join(" > ") + (href ? `[href="${href}"]` : "");
}

/** What has the focus: where, whether it is a link within the page, whether it can be seen. */
function focused(selector) {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const onScreen = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  const drawn = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const seen = box.width > 1 && box.height > 1 && onScreen && drawn;
  const href = element.getAttribute("href") ?? "";
  return { where: selector(element), jump: href.startsWith("#") && href.length > 1 ? href : "", seen };
}

/** Focuses all that can be focused, as the keyboard would, and lists what shows no ring. */
function focusRings(selector, can) {
  const plain = (colour) => /transparent|rgba\(.*, 0\)/.test(colour);
  const faults = [];
  for (const element of document.querySelectorAll(can)) {
    if (!element.checkVisibility()) continue;
    element.focus();
    if (document.activeElement !== element) continue;
    const style = getComputedStyle(element);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && !plain(style.outlineColor);
    if (outline || (style.boxShadow !== "none" && !plain(style.boxShadow))) continue;
    const what = "shows no outline and no shadow when it has the focus";
    faults.push({ rule: "focus-ring", where: selector(element), what });
  }
  return faults;
}

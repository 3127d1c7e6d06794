// The built site as the checks see it: its files, read once, and a server for them on the loopback address.
//
// Invariant: an address is looked up in the list of files and never made into a path of the file system.
// Invariant: nothing but this server answers the browser; it is also the proxy for all other hosts and refuses them.

import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".geojson": "application/geo+json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".pdf": "application/pdf",
};

/** Reads all files below `folder`: path with `/` → bytes, sorted by path. */
export async function readSite(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map();
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const full = join(entry.parentPath ?? entry.path, entry.name);
    files.set(full.slice(folder.length).replace(/^\/+/, ""), await readFile(full));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Lists the HTML pages of the site: where each lies, its address, its kind, and where it sends the reader on to, if it does. */
export function pagesOf(files) {
  const pages = [];
  for (const [file, bytes] of files) {
    if (!file.endsWith(".html")) continue;
    const text = bytes.toString("utf8");
    const refresh = text.match(/<meta\s[^>]*http-equiv=["']?refresh["']?[^>]*>/i)?.[0];
    const target = refresh?.match(/url=([^"'>\s]+)/i)?.[1].replaceAll("&amp;", "&");
    const path = "/" + file.replace(/(^|\/)index\.html$/, "$1");
    pages.push({ file, path, kind: kindOf(text, path), size: bytes.length, target });
  }
  return pages;
}

/** A theme names the kind of a page in the class of its `body`; otherwise the first part of the address must do. */
function kindOf(text, path) {
  return text.match(/<body\s[^>]*class=["']?([\w-]+)/i)?.[1] ?? path.split("/")[1];
}

/** Returns the file an address stands for, or undefined. */
export function lookUp(files, pathname) {
  const path = safeDecode(pathname).slice(1).normalize("NFC");
  return [path, path + (path === "" || path.endsWith("/") ? "index.html" : "/index.html")].find((file) => files.has(file));
}

function safeDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Serves the files on a free port of 127.0.0.1 and returns the server. */
export async function serve(files) {
  const server = createServer((request, response) => {
    if (!request.url.startsWith("/")) return response.writeHead(403).end(); // asked as a proxy, for another host
    // A page that sends the reader on must stay open while it is checked: the browser is told "nothing to show".
    const { "sec-fetch-dest": dest, "sec-fetch-site": site } = request.headers;
    if (dest === "document" && site !== "none") return response.writeHead(204).end();
    // Asked for by the browser of its own accord, where a page names no icon.
    if (request.url === "/favicon.ico" && !files.has("favicon.ico")) return response.writeHead(204).end();
    const file = lookUp(files, request.url.replace(/[?#].*$/, ""));
    const body = files.get(file ?? "404.html") ?? "not found";
    response.writeHead(file ? 200 : 404, {
      "content-type": TYPES[file ? extname(file) : ".html"] ?? "application/octet-stream",
      "cache-control": extname(file ?? ".html") === ".html" ? "no-store" : "max-age=3600",
      "x-content-type-options": "nosniff",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  server.on("connect", (_, socket) => socket.destroy());
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

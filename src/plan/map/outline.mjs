// Makes outline.txt: the coast and border of mainland Norway, from Natural Earth (public domain) by way of the npm package
// world-atlas. Needed only to make the file anew:
//
//   npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//   node outline.mjs package/countries-10m.json > outline.txt
//
// A line of the file is a ring of points, `longitude,latitude` in degrees. Svalbard, Jan Mayen and Bouvet Island are left
// out, and so is every island that would be a speck.

import { readFileSync } from "node:fs";

/** Farthest that a point left out may lie from the line, and the smallest island kept, in degrees of latitude. */
const TOLERANCE = 0.025;
const SMALLEST = 0.006;

const topology = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { scale, translate } = topology.transform;

/** An arc holds differences; a negative number is the arc `~number` backwards. */
function arc(number) {
  let x = 0;
  let y = 0;
  const points = topology.arcs[number < 0 ? ~number : number].map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return number < 0 ? points.reverse() : points;
}

const ring = (arcs) => arcs.flatMap((number, at) => (at === 0 ? arc(number) : arc(number).slice(1)));
const narrow = (point) => [point[0] * Math.cos((65 * Math.PI) / 180), point[1]];

function area(points) {
  const flat = points.map(narrow);
  const sum = flat.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = flat[(at + 1) % flat.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(sum / 2);
}

function distance(point, from, to) {
  const [[px, py], [ax, ay], [bx, by]] = [point, from, to].map(narrow);
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length));
  return Math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay));
}

/** Douglas and Peucker: keeps the point farthest from the line where it is too far, and looks at both halves again. */
function simplified(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let far = 0;
  let at = 0;
  for (let index = 1; index < points.length - 1; index += 1) {
    const away = distance(points[index], first, last);
    if (away > far) [far, at] = [away, index];
  }
  if (far <= TOLERANCE) return [first, last];
  return [...simplified(points.slice(0, at + 1)).slice(0, -1), ...simplified(points.slice(at))];
}

/** A ring begins where it ends: it is parted at the point farthest from there first. */
function simplifiedRing(points) {
  const away = points.map((point) => Math.hypot(point[0] - points[0][0], point[1] - points[0][1]));
  const half = away.indexOf(Math.max(...away));
  return [...simplified(points.slice(0, half + 1)).slice(0, -1), ...simplified(points.slice(half)).slice(0, -1)];
}

const norway = topology.objects.countries.geometries.find((country) => country.id === "578");
const mainland = ([lon, lat]) => lat > 57 && lat < 71.8 && lon > 4 && lon < 32;
const rings = norway.arcs
  .map((polygon) => ring(polygon[0]))
  .filter((points) => points.every(mainland) && area(points) > SMALLEST)
  .sort((one, other) => area(other) - area(one))
  .map((points) => simplifiedRing(points));

console.log("# The outline of mainland Norway. Made by outline.mjs from Natural Earth 4.1.0, 1:10m; public domain.");
for (const points of rings) console.log(points.map(([lon, lat]) => `${lon.toFixed(3)},${lat.toFixed(3)}`).join(" "));

// Looks at what was built: the first load stays small, the notices are whole, nothing is inline.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const MOST_FIRST_LOAD_BYTES = 350 * 1024;
const out = process.env.OUT_DIR ?? "target/classes/countersign/authenticator-web";

const html = readFileSync(join(out, "index.html"), "utf8");
if (/<script(?![^>]*\ssrc=)|<style|\sstyle=/.test(html)) {
  throw new Error("index.html has something inline, which its policy forbids");
}

/** The page, and what it names: scripts, what they import at once, styles. */
const first = ["index.html", ...[...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1])];
let gzip = 0;
let brotli = 0;
for (const file of first) {
  const bytes = readFileSync(join(out, file));
  gzip += gzipSync(bytes, { level: 9 }).length;
  brotli += brotliCompressSync(bytes).length;
}
console.log(`first load: ${first.length} files, ${gzip} bytes with gzip, ${brotli} with brotli`);
if (gzip > MOST_FIRST_LOAD_BYTES) {
  throw new Error(`the first load has ${gzip} bytes; ${MOST_FIRST_LOAD_BYTES} are allowed`);
}

for (const file of readdirSync(join(out, "assets")).sort()) {
  if (!first.includes(`assets/${file}`)) {
    console.log(`later: ${file}, ${gzipSync(readFileSync(join(out, "assets", file)), { level: 9 }).length} bytes with gzip`);
  }
}

const NOTICED = ["preact", "idb", "hash-wasm", "uqr", "zxing-wasm", "workbox-core"];
const notices = NOTICED.map((name) => {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
  if (file === undefined) {
    throw new Error(`${name} has no licence file`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
const extra = readFileSync("licences-of-wasm.txt", "utf8");
writeFileSync(join(out, "licences.txt"), `${notices.join("\n---\n\n")}\n---\n\n${extra}`);
writeFileSync(join(out, "headers.json"), readFileSync("headers.json"));

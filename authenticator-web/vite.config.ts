import { readFileSync } from "node:fs";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";

const headers = JSON.parse(readFileSync("headers.json", "utf8")) as Record<string, string>;

/** The same policy in the page as in headers.json; frame-ancestors counts only as a header. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: (html) => {
      const policy = headers["Content-Security-Policy"]?.split("; ").filter((part) => !part.startsWith("frame-ancestors"));
      return html.replace("<head>", `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy?.join("; ")}" />`);
    },
  };
}

export default defineConfig({
  // Relative, so that it can be served from any path.
  base: "./",
  build: {
    target: "es2022",
    outDir: process.env["OUT_DIR"] ?? "target/classes/countersign/authenticator-web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  plugins: [
    contentSecurityPolicy(),
    VitePWA({
      strategies: "generateSW",
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        id: "./",
        name: "Countersign authenticator",
        short_name: "Authenticator",
        description: "A virtual MFA device: codes for signing in, offline.",
        display: "standalone",
        background_color: "#f5f6f4",
        theme_color: "#0b5f50",
        icons: [
          { src: "icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      workbox: {
        globPatterns: ["**/*.{html,js,css,svg,png,wasm,webmanifest}"],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        inlineWorkboxRuntime: true,
        cleanupOutdatedCaches: true,
        sourcemap: false,
      },
    }),
  ],
  // Threads: under load a forked process may take longer to start than vitest waits.
  test: { include: ["test/**/*.test.ts"], restoreMocks: true, pool: "threads", testTimeout: 60_000 },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Against programs of others, and long: npm run test:peers.
    exclude: ["test/peers/**"],
    setupFiles: ["test/support/seed.ts"],
    // Trees of a real pack, a real store and a browser: generous, because no test measures speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default"],
  },
});

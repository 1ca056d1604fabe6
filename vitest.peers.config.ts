import { defineConfig } from "vitest/config";

/** Tests against programs of others, which `peers/` installs; and long ones. */
export default defineConfig({
  test: {
    include: ["test/peers/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});

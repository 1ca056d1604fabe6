import { describe } from "vitest";
import { createMemoryStore } from "../../src/store/memory.ts";
import { storeContract } from "./contract.ts";

describe("the memory store", () => {
  storeContract(() => ({ open: async () => createMemoryStore(), remove: async () => {} }));
});

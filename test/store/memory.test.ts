import { describe } from "vitest";
import { createMemoryStore } from "../../src/store/memory.ts";
import { storeContract } from "./contract.ts";
import { outboxContract } from "./outbox-contract.ts";

describe("the memory store", () => {
  const place = () => ({ open: async () => createMemoryStore(), remove: async () => {} });
  storeContract(place);
  outboxContract(place);
});

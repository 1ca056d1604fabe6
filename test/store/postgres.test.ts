import { describe, expect, it } from "vitest";
import { conversationId, deliveryId } from "../../src/dialog/ids.ts";
import type { Store } from "../../src/dialog/ports.ts";
import { ConstraintViolation } from "../../src/store/db.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createPostgresStore } from "../../src/store/postgres-store.ts";
import { until } from "../durable/process.ts";
import { withPostgres } from "../support/postgres.ts";
import { storeContract } from "./contract.ts";
import { anActivity, anAppend, textsOf } from "./fixtures.ts";
import { outboxContract } from "./outbox-contract.ts";

const c1 = conversationId("c1");

describe("the PostgreSQL store", async () => {
  await withPostgres((postgres) => {
    const place = () => ({
      open: async () => createPostgresStore(await postgres.fresh()),
      remove: async () => {},
    });
    storeContract(place);
    outboxContract(place);

    describe("of several processes", () => {
      it("is made once when they start together", async () => {
        const url = await postgres.fresh();
        const stores = await Promise.all([1, 2, 3, 4].map(() => createPostgresStore(url)));
        await stores[0]?.append(anAppend("c1", 0, ["a"]));
        for (const store of stores) expect(textsOf(await store.events(c1))).toEqual(["a"]);
        await Promise.all(stores.map((store) => store.close()));
      });

      it("takes every turn of both, none lost, and each delivery once", async () => {
        const url = await postgres.fresh();
        const stores = [await createPostgresStore(url), await createPostgresStore(url)];
        const turn = async (store: Store, delivery: string): Promise<void> => {
          await store.accept(anActivity(delivery));
          for (;;) {
            const { length } = await store.events(c1);
            const append = anAppend("c1", length, [delivery], { delivery: deliveryId(delivery) });
            const refused = await store.append(append).catch((error: Error) => error);
            if (refused?.name !== "VersionConflict") return;
          }
        };
        const deliveries = Array.from({ length: 30 }, (_, i) => `d${i}`);
        await Promise.all(stores.map((store) => Promise.all(deliveries.map((one) => turn(store, one)))));
        const [store] = stores;
        expect(textsOf((await store?.events(c1)) ?? []).sort()).toEqual([...deliveries].sort());
        expect(await store?.undone()).toEqual({ activities: [], unreadable: [] });
        await Promise.all(stores.map((one) => one.close()));
      });
    });

    it("stores what was asked before it is closed, and says so afterwards", async () => {
      const store = await createPostgresStore(await postgres.fresh());
      const append = store.append(anAppend("c1", 0, ["a"]));
      await Promise.all([append, store.close(), store.close()]);
      await expect(store.events(c1)).rejects.toThrow(/found a closed store/);
    });

    it("goes on when all its connections are cut in the middle of its work", async () => {
      const url = await postgres.fresh();
      const store = await createPostgresStore(url);
      const told: string[] = [];
      store.changes?.watch((conversation) => told.push(conversation));
      const [killer, other] = [await openPostgres(url), await createPostgresStore(url)];
      const writing = Promise.allSettled(
        Array.from({ length: 40 }, (_, i) =>
          store.append(
            anAppend(
              `c${i}`,
              0,
              Array.from({ length: i % 2 === 0 ? 2 : 80 }, () => "a"),
            ),
          ),
        ),
      );
      for (let time = 0; time < 3; time++)
        await killer.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name like 'stepwise%'",
        );
      await writing;
      await killer.close();
      await until(async () => (await store.accept(anActivity("d1")).catch(() => null)) !== null, 10_000);
      for (const { conversation, version } of await store.list(99))
        expect(await store.events(conversation)).toHaveLength(version);
      await until(async () => {
        other.changes?.tell(c1);
        return told.includes("c1");
      }, 10_000);
      await Promise.all([store.close(), other.close()]);
    });

    it("written by a newer Stepwise is left alone", async () => {
      const url = await postgres.fresh();
      await (await createPostgresStore(url)).close();
      const db = await openPostgres(url);
      await db.query("insert into schema_version (version) values ($1)", [99]);
      await db.close();
      await expect(createPostgresStore(url)).rejects.toThrow(/found a store of schema version 99/);
    });

    it("is refused without a word of its password", async () => {
      const url = await postgres.fresh();
      const wrong = url.replace("/postgres?", "/nowhere?").replace("stepwise@", "stepwise:Zebrafink@");
      const refusal = await createPostgresStore(wrong).catch((error: Error) => error.message);
      expect(refusal).toMatch(/^DATABASE_URL: found ".*nowhere.*"; expected a PostgreSQL database/);
      expect(refusal).not.toContain("Zebrafink");
    });

    it("writes a batch whole or not at all, however large", async () => {
      const db = await openPostgres(await postgres.fresh());
      await db.script("create table t (n bigint primary key)");
      const insert = (n: number) => ["insert into t (n) values ($1)", [n]] as const;
      const upTo = (n: number) => Array.from({ length: n }, (_, i) => insert(i));
      await db.batch([]);
      for (const size of [1, 2, 200]) {
        await db.batch(upTo(size));
        await expect(db.batch([insert(1000), ...upTo(size)])).rejects.toThrow(ConstraintViolation);
        expect(await db.query("select count(*) as n from t")).toEqual([{ n: size }]);
        await db.query("delete from t");
      }
      await db.close();
    });
  });
});

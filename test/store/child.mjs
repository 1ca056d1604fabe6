/**
 * Appends turns to one conversation and prints the number of each once it is stored; after a lost race it decides
 * again. A turn is an accepted delivery, then three events and the delivery done in one append.
 * Runs on the built store: plain Node 20 reads no TypeScript.
 */
const [file, engineName, conversation, turns, name] = process.argv.slice(2);
const { engines } = await import("../../dist/store/engine.js");
const { createSqliteStore } = await import("../../dist/store/sqlite-store.js");
const { VersionConflict } = await import("../../dist/dialog/ports.js");

const store = await createSqliteStore(file, await engines[engineName]());
const by = { id: name, name: null };

for (let turn = 1; turn <= Number(turns); turn++) {
  const delivery = `${name}-${turn}`;
  await store.accept({
    id: delivery,
    conversation,
    channel: "web",
    at: turn,
    by,
    place: "direct",
    addressed: true,
    said: { kind: "text", text: "again" },
  });
  while (!(await appended(delivery))) {}
  process.stdout.write(`${turn}\n`);
}
await store.close();

async function appended(delivery) {
  const expected = (await store.events(conversation)).length;
  const event = { at: expected, type: "AgentReplied", delivery: null, desk: null, by };
  try {
    await store.append({
      conversation,
      expected,
      events: [1, 2, 3].map((n) => ({ ...event, text: `${expected + n} ${delivery}` })),
      delivery,
      dueAt: null,
      row: { channel: "web", at: expected, state: "open", title: "" },
      opener: null,
      outgoing: [],
    });
    return true;
  } catch (error) {
    if (error instanceof VersionConflict) return false;
    throw error;
  }
}

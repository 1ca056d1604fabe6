/**
 * The built server, whose replies go to a recording peer over HTTP as they would to a platform: PEER is its address.
 * Everything else is set by the environment, as for `stepwise start`. Plain Node 20 reads no TypeScript.
 */
const { configOf } = await import("../../dist/config.js");
const { NotNow } = await import("../../dist/dialog/outbox.js");
const { start } = await import("../../dist/main.js");

const { PEER: peer } = process.env;

const outlet = {
  async send({ id, conversation, seq, event }, signal) {
    const body = JSON.stringify({ id, conversation, seq, said: event.text ?? event.message.id });
    const response = await fetch(`${peer}messages`, { method: "POST", body, signal });
    if (response.status === 429) throw new NotNow(Number(response.headers.get("retry-after")) * 1000);
    if (!response.ok) throw new Error(`the peer answered ${response.status}`);
    return await response.text();
  },
  async find({ id }, signal) {
    const response = await fetch(`${peer}messages/${id}`, { signal });
    return response.ok ? await response.text() : null;
  },
};

// Whoever started it is gone, killed perhaps.
process.stdin
  .on("end", () => process.exit(1))
  .resume()
  .unref();

const running = await start(configOf(process.env), new Map([["web", outlet]]));
if (!("stop" in running)) throw new Error(JSON.stringify(running));
process.stdout.write(`ready ${running.url}\n`);
process.once("SIGTERM", () => running.stop());

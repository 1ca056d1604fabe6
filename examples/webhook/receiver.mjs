// Turns what Stepwise tells a desk into tickets of Zendesk and Jira Service Management; README.md says how to start it.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const { env } = process;
const webhook = new Webhook(needed("WEBHOOK_SECRET"));
const helpDesks = [env.ZENDESK_URL && zendesk(), env.JIRA_URL && jira()].filter(Boolean);
if (helpDesks.length === 0) throw new Error("found neither ZENDESK_URL nor JIRA_URL; expected one; set it");

// 1. What has to survive a restart: which ticket is which case's, and what has been done. Stepwise sends a message again
//    until it hears a yes, for three days, and now and then once more after it.
const stateFile = env.STATE_FILE ?? "state.json";
const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, "utf8")) : { tickets: {}, done: {} };
const remembered = 7 * 86_400_000;

function keep() {
  for (const [key, at] of Object.entries(state.done)) if (at < Date.now() - remembered) delete state.done[key];
  writeFileSync(`${stateFile}.new`, JSON.stringify(state));
  renameSync(`${stateFile}.new`, stateFile);
}

// 2. One message after the other: those of one case come in order anyway.
let last = Promise.resolve();
const inTurn = (work) => {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
};

const server = createServer(async (request, response) => {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // A case file holds every word of a case; more than this is none.
    if (size > 10_000_000) return response.writeHead(413).end();
    chunks.push(chunk);
  }
  const raw = Buffer.concat(chunks).toString("utf8");
  // 3. Who sends is proved over the bytes as they came, before anything is read from them.
  let message;
  try {
    message = webhook.verify(raw, request.headers);
  } catch {
    return response.writeHead(401).end();
  }
  try {
    for (const helpDesk of helpDesks) await inTurn(() => tell(helpDesk, message, request.headers["webhook-id"]));
    response.writeHead(204).end();
  } catch (error) {
    // Stepwise tries again later, and says nothing else of this case before.
    console.error(`${message.type}: ${error.message}`);
    response.writeHead(502).end();
  }
});
server.listen(Number(env.PORT ?? 8080), env.HOST ?? "127.0.0.1", () => {
  console.log(`listening on port ${server.address().port}`);
});

async function tell(helpDesk, { type, data }, id) {
  const key = `${helpDesk.name} ${id}`;
  if (state.done[key]) return;
  const place = `${helpDesk.name} ${data.case}`;
  const ticket = state.tickets[place];
  if (type === "case.offered" && ticket === undefined) state.tickets[place] = await helpDesk.open(data, id);
  // Set up in the middle of a case: the next one is the first.
  else if (ticket !== undefined) await update(helpDesk, ticket, type, data);
  state.done[key] = Date.now();
  keep();
}

async function update(helpDesk, ticket, type, data) {
  const comment = commentOn(type, data);
  if (comment !== null) await helpDesk.comment(ticket, comment);
  if (type === "case.offered") await helpDesk.reopen(ticket, data);
  if (type === "case.ended" || (type === "case.closed" && data.result === "closed")) await helpDesk.solve(ticket);
}

/** What has happened, in words; null where the ticket says it already. Public is what the user has said and heard. */
function commentOn(type, data) {
  const who = data.by?.name ?? data.by?.id;
  switch (type) {
    case "case.offered":
      return { isPublic: false, text: `A person is called once more.\n\n${data.summary}` };
    case "case.user_said":
      return { isPublic: true, text: `${who} (user)${data.edits === null ? "" : ", edited"}:\n${data.text}` };
    case "case.agent_said":
      return { isPublic: true, text: `${who} (support):\n${data.text}` };
    case "case.noted":
      return { isPublic: false, text: `Note by ${who}:\n${data.text}` };
    case "case.files": {
      const files = data.files.map(({ name, link }) => (link === null ? name : `${name} ${link}`));
      return { isPublic: true, text: `${who} shared:\n${files.join("\n")}` };
    }
    case "case.raised":
      return { isPublic: false, text: `Called again, ${data.priority}: ${data.reason}` };
    case "case.reminded":
      return { isPublic: false, text: "Nobody has taken this case yet." };
    case "case.claimed":
      return { isPublic: false, text: `${who} has taken this case${data.doneAt ? ` at ${data.doneAt}` : ""}.` };
    case "case.released":
      return { isPublic: false, text: `${who} lets somebody else take this case.` };
    case "case.closed": {
      if (data.result === "handed_back") return { isPublic: false, text: `${who} handed it back to the bot.` };
      const how = data.solved ? "Solved" : "Closed without a solution";
      return { isPublic: false, text: `${how} by ${who}: ${data.cause}${data.remark ? `\n${data.remark}` : ""}` };
    }
    default:
      return null;
  }
}

// https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
function zendesk() {
  const call = callerOf(needed("ZENDESK_URL"), `${needed("ZENDESK_EMAIL")}/token`, needed("ZENDESK_TOKEN"));
  // Literal: no tag, and no placeholder, which would be filled in.
  const html = (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll("{", "&#123;")
      .replaceAll("\n", "<br>");
  const change = (id, ticket) => call("PUT", `/api/v2/tickets/${id}.json`, { ticket });
  return {
    name: "zendesk",
    async open(data, id) {
      // The key holds for two hours; after that a ticket that was opened is found by its case.
      const found = await call("GET", `/api/v2/tickets.json?external_id=${encodeURIComponent(data.case)}`);
      if (found.tickets.length > 0) return found.tickets[0].id;
      const comment = { html_body: html(data.summary), public: false };
      const ticket = { subject: data.title, comment, priority: data.priority, external_id: data.case };
      const made = await call("POST", "/api/v2/tickets.json", { ticket }, { "idempotency-key": id });
      return made.ticket.id;
    },
    comment: (id, { text, isPublic }) => change(id, { comment: { html_body: html(text), public: isPublic } }),
    reopen: (id, { priority }) => change(id, { status: "open", priority }),
    solve: (id) => change(id, { status: "solved" }),
  };
}

// https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/
function jira() {
  const call = callerOf(needed("JIRA_URL"), needed("JIRA_EMAIL"), needed("JIRA_TOKEN"));
  const place = { serviceDeskId: needed("JIRA_SERVICE_DESK"), requestTypeId: needed("JIRA_REQUEST_TYPE") };
  const [solved, reopened] = [env.JIRA_SOLVED ?? "Resolve this issue", env.JIRA_REOPENED ?? "Reopen issue"];
  // Literal: no macro, no link, no mention.
  const wiki = (text) => text.replaceAll(/[\\{}[\]*_?^~!|#+-]/g, "\\$&");
  const request = "/rest/servicedeskapi/request";
  async function move(key, name) {
    const { values } = await call("GET", `${request}/${key}/transition`);
    const found = values.find((transition) => transition.name === name);
    // Not there where somebody has done it already.
    if (found) await call("POST", `${request}/${key}/transition`, { id: found.id });
  }
  return {
    name: "jira",
    async open({ title, priority, summary }) {
      const subject = priority === "normal" ? title : `${priority}: ${title}`;
      const requestFieldValues = { summary: subject, description: wiki(summary) };
      return (await call("POST", request, { ...place, requestFieldValues })).issueKey;
    },
    comment: (key, { text, isPublic }) =>
      call("POST", `${request}/${key}/comment`, { body: wiki(text), public: isPublic }),
    reopen: (key) => move(key, reopened),
    solve: (key) => move(key, solved),
  };
}

function callerOf(address, user, token) {
  const authorization = `Basic ${Buffer.from(`${user}:${token}`).toString("base64")}`;
  return async (method, path, body, headers = {}) => {
    const response = await fetch(new URL(path, address), {
      method,
      headers: { authorization, accept: "application/json", "content-type": "application/json", ...headers },
      body: body && JSON.stringify(body),
      // Stepwise waits eight seconds for both.
      signal: AbortSignal.timeout(3000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path.split("?")[0]} was answered ${response.status}`);
    return text === "" ? null : JSON.parse(text);
  };
}

function needed(name) {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`${name}: is missing; README.md says what it is`);
  return value;
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Ticket {
  readonly id: number;
  readonly external_id: string;
  readonly subject: string;
  status: string;
  priority: string;
  readonly comments: { readonly html_body: string; readonly public: boolean }[];
}

interface Issue {
  readonly key: string;
  readonly place: readonly [desk: string, type: string];
  readonly fields: { readonly summary: string; readonly description: string };
  status: "open" | "solved";
  readonly comments: { readonly body: string; readonly public: boolean }[];
}

const authorizations = {
  zendesk: `Basic ${Buffer.from("bot@a.example/token:zt").toString("base64")}`,
  jira: `Basic ${Buffer.from("bot@a.example:jt").toString("base64")}`,
};

type Reply = readonly [status: number, body: unknown];

/** The part of both APIs that the example uses, as their references have it; each demands its login. */
export async function helpDesks() {
  const tickets: Ticket[] = [];
  const keys = new Map<string, Ticket>();
  const issues: Issue[] = [];
  let failing = false;

  function zendesk(method: string, { pathname, searchParams }: URL, body: Given, key: string | undefined): Reply {
    if (method === "GET" && pathname === "/api/v2/tickets.json")
      return [200, { tickets: tickets.filter((one) => one.external_id === searchParams.get("external_id")) }];
    const { comment, ...fields } = (body?.ticket ?? {}) as Partial<Ticket> & { comment?: Ticket["comments"][number] };
    if (method === "POST" && pathname === "/api/v2/tickets.json" && key !== undefined && comment !== undefined) {
      const ticket = keys.get(key) ?? {
        id: tickets.length + 1,
        external_id: fields.external_id ?? "",
        subject: fields.subject ?? "",
        status: "new",
        priority: fields.priority ?? "",
        comments: [comment],
      };
      if (!keys.has(key)) tickets.push(ticket);
      keys.set(key, ticket);
      return [201, { ticket }];
    }
    const ticket = tickets.find(({ id }) => pathname === `/api/v2/tickets/${id}.json`);
    if (method !== "PUT" || ticket === undefined) return [404, { error: "RecordNotFound" }];
    if (comment !== undefined) ticket.comments.push(comment);
    Object.assign(ticket, fields);
    return [200, { ticket }];
  }

  function jira(method: string, { pathname }: URL, body: Given): Reply {
    const [key, what] = pathname.replace("/rest/servicedeskapi/request", "").split("/").slice(1);
    if (method === "POST" && key === undefined) {
      const { serviceDeskId, requestTypeId, requestFieldValues } = body ?? {};
      const fields = requestFieldValues as Issue["fields"];
      const issue: Issue = {
        key: `HELP-${issues.length + 1}`,
        place: [String(serviceDeskId), String(requestTypeId)],
        fields,
        status: "open",
        comments: [],
      };
      issues.push(issue);
      return [201, { issueId: "1", issueKey: issue.key }];
    }
    const issue = issues.find((one) => one.key === key);
    if (issue === undefined) return [404, {}];
    if (what === "comment" && method === "POST") {
      issue.comments.push({ body: String(body?.body), public: body?.public === true });
      return [201, { id: "1" }];
    }
    const possible = issue.status === "open" ? ["11", "Resolve this issue"] : ["12", "Reopen issue"];
    if (what !== "transition") return [404, {}];
    if (method === "GET") return [200, { values: [{ id: possible[0], name: possible[1] }], isLastPage: true }];
    if (body?.id !== possible[0]) return [400, {}];
    issue.status = issue.status === "open" ? "solved" : "open";
    return [204, null];
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const body = text === "" ? null : (JSON.parse(text) as Given);
    const url = new URL(request.url ?? "", "http://localhost");
    const isJira = url.pathname.startsWith("/rest/");
    const key = request.headers["idempotency-key"];
    const method = request.method ?? "";
    const [status, answer] = failing
      ? [503, {}]
      : request.headers.authorization !== authorizations[isJira ? "jira" : "zendesk"]
        ? [401, {}]
        : isJira
          ? jira(method, url, body)
          : zendesk(method, url, body, typeof key === "string" ? key : undefined);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(answer === null ? "" : JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tickets,
    issues,
    fail(is: boolean) {
      failing = is;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Given = Readonly<Record<string, unknown>> | null;

import { beforeAll, describe, expect, it } from "vitest";
import { replayed } from "../../src/cases/replay.ts";
import { caseFile } from "../../src/cases/schema.ts";
import type { CaseFile } from "../../src/dialog/transcript.ts";
import type { Brain } from "../../src/turn.ts";
import { realBrain } from "../support/real.ts";
import { talkOf } from "../support/talk.ts";

let brain: Brain;
beforeAll(async () => {
  brain = await realBrain();
});

/** Through JSON, as a file has it. */
const kept = (file: CaseFile): CaseFile => caseFile.parse(JSON.parse(JSON.stringify(file)));

async function reset(): Promise<CaseFile> {
  const talk = talkOf(brain);
  await talk.say("how do i reset my mi buds 4 pro");
  await talk.choose("yes");
  await talk.say("why do you want to know");
  await talk.choose("off");
  await talk.say("let me talk to a human");
  return talk.file();
}

describe("a case told once more", () => {
  it("is the same conversation, side questions, presses and the hand-over included", async () => {
    const file = kept(await reset());
    expect(file.phase).toBe("person");
    expect(replayed(file, brain)).toEqual({ turns: 5, parted: null });
  });

  it("is put to rest and taken up again at the same times", async () => {
    const talk = talkOf(brain);
    await talk.say("my mi buds 4 pro won't connect to my iphone");
    for (const minutes of [11, 61]) {
      talk.wait(minutes * 60_000);
      await talk.turns.tick();
    }
    await talk.say("I am back");
    const file = kept(await talk.file());
    expect(file.transcript.map(({ kind }) => kind)).toContain("ended");
    expect(replayed(file, brain)).toEqual({ turns: 2, parted: null });
  });

  it("parts where the knowledge says something else now, and says what", async () => {
    const { knowledge } = brain;
    const flow = knowledge.flows.get("reset_headphones");
    if (flow === undefined) throw new Error("the pack has lost its reset");
    const steps = flow.steps.map((step) => (step.id === "agree" ? { ...step, text: ["Shall it be gone?"] } : step));
    const flows = new Map([...knowledge.flows, [flow.id, { ...flow, steps }]]);
    const other: Brain = { ...brain, knowledge: { ...knowledge, flows } };
    const { turns, parted } = replayed(kept(await reset()), other);
    expect(turns).toBe(1);
    expect(parted?.did).toBe("how do i reset my mi buds 4 pro");
    expect(parted?.was.join()).toContain("Do you want to go ahead?");
    expect(parted?.now.join()).toContain("Shall it be gone?");
  });

  it("parts where a button is not there any more", async () => {
    const file = kept(await reset());
    const transcript = file.transcript.map((item) =>
      item.kind === "user" && item.option === "off" ? { ...item, option: "gone" } : item,
    );
    expect(replayed({ ...file, transcript }, brain).parted).toMatchObject({ now: ["no such answer is offered"] });
  });
});

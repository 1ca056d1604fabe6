import { describe, expect, it } from "vitest";
import type { About, MessageQuestion, Option } from "../../src/dialog/message.ts";
import { understand } from "./pack.ts";

const option = (id: string, label: string, ...words: readonly string[]): Option => ({ id, label, words, light: null });
const question = (
  options: readonly Option[],
  about: About = { kind: "step", flow: "f", step: "s" },
): MessageQuestion => ({
  id: "q",
  about,
  text: "?",
  options,
});

const didItHelp = question([
  option("yes", "It works", "works now", "connected", "solved"),
  option("no", "Not yet", "still not", "did not help"),
  option("not_sure", "I couldn't do that"),
]);
const second = question([
  option("works", "It works there", "works", "fine"),
  option("fails", "It fails there too", "same problem", "not there either"),
  option("not_sure", "I can't try that"),
]);
const kinds = question([
  option("earbuds", "Earbuds with a case", "buds", "true wireless"),
  option("neckband", "A neckband", "collar"),
  option("speaker", "A speaker", "loudspeaker", "soundbar"),
  option("not_sure", "I'm not sure"),
]);
const whichModel = question(
  [
    option("mi_buds_4_pro", "Mi Buds 4 Pro"),
    option("mi_buds_5", "Mi Buds 5"),
    option("not_sure", "I don't know the model"),
  ],
  { kind: "slot", slot: "model", flow: "f", at: null },
);

describe("not knowing what was asked for", () => {
  it.each([
    ["dont know the model", "not_sure"],
    ["no idea which model", "not_sure"],
    ["hmm, not sure which one it is, sorry", "not_sure"],
    ["i don't know what earbuds they are", "not_sure"],
    ["no idea how to reset", null],
    ["don't know, mi buds 5 maybe", "mi_buds_5"],
  ])("is an answer: %j is %s", (text, expected) => {
    expect(chosen(text, whichModel)).toBe(expected);
  });
});

const chosen = (text: string, pending: MessageQuestion): string | null => understand(text, pending).option;

describe("an answer to the question that waits", () => {
  it.each([
    ["2", "neckband"],
    ["2.", "neckband"],
    ["#2", "neckband"],
    ["the second one", "neckband"],
    ["option 3", "speaker"],
    ["last", "not_sure"],
    ["first", "earbuds"],
    ["9", null],
    ["A neckband", "neckband"],
    ["nekband", "neckband"],
    ["its a colar", "neckband"],
    ["speakr", "speaker"],
    ["loudspeaker", "speaker"],
    ["the buds", "earbuds"],
    ["true wireless ones", "earbuds"],
    ["earbuds", "earbuds"],
    ["idk", "not_sure"],
    ["no idea sorry", "not_sure"],
    ["I'm not sure", "not_sure"],
    ["not a speaker", null],
    ["earbuds or a speaker", null],
    ["why", null],
  ])("picks from the kinds by %j: %s", (text, id) => {
    expect(chosen(text, kinds)).toBe(id);
  });

  it.each([
    ["yes", "yes"],
    ["yep it does", "yes"],
    ["yesss", "yes"],
    ["👍", "yes"],
    ["👍🏽", "yes"],
    ["it works now", "yes"],
    ["works", "yes"],
    ["no", "no"],
    ["no it doesn't", "no"],
    ["nope", "no"],
    ["👎", "no"],
    ["doesn't work", "no"],
    ["still nothing", "no"],
    ["nope same", "no"],
    ["no luck", "no"],
    ["not yet", "no"],
    ["idk", "not_sure"],
    ["couldn't do that", "not_sure"],
  ])("hears yes or no in %j: %s", (text, id) => {
    expect(chosen(text, didItHelp)).toBe(id);
  });

  it.each([
    ["works", "works"],
    ["yes it works there", "works"],
    ["doesn't work", "fails"],
    ["it does not work there", "fails"],
    ["same problem there", "fails"],
    ["not there either", "fails"],
    ["it's fine", "works"],
  ])("never takes a denial for its opposite: %j is %s", (text, id) => {
    expect(chosen(text, second)).toBe(id);
  });

  it.each([
    ["mi buds 4 pro", "mi_buds_4_pro"],
    ["the buds5", "mi_buds_5"],
    ["it's the mi buds 5 i think", "mi_buds_5"],
    ["redmi buds 4 pro", null],
    ["1", "mi_buds_4_pro"],
    ["dont know", "not_sure"],
  ])("settles the model by %j: %s", (text, id) => {
    expect(chosen(text, whichModel)).toBe(id);
  });

  it.each([
    "i did not get that",
    "I am not at home right now",
    "the phone is not hot",
    "sorry that was not meant for you",
    "do not rush me",
    "i have no time, meeting in 4 minutes",
  ])("is no “no” for a “not” in it: %s", (text) => {
    const light = question([option("yes", "Yes, there is light"), option("no", "No, nothing", "no", "still dark")]);
    expect(chosen(text, light)).toBeNull();
  });

  it("goes by a number of two digits in a long list", () => {
    const many = question(Array.from({ length: 13 }, (_, i) => option(`m${i + 1}`, `Model number ${i + 1} thing`)));
    expect(chosen("12", many)).toBe("m12");
  });

  it("knows no option without a question", () => {
    expect(understand("2").option).toBeNull();
  });
});

describe("an utterance that steers", () => {
  it.each([
    ["back", "go_back"],
    ["go bakc", "go_back"],
    ["ok, go back please", "go_back"],
    ["no wait, go back", "go_back"],
    ["it goes back to pairing", null],
    ["my buds went back in the case", null],
    ["start over", "start_over"],
    ["still nothing", "not_working"],
    ["nope same", "not_working"],
    ["still nothing, the light is white", "not_working"],
    ["it works now", "working"],
    ["thanks, it works!", "working"],
    ["thank you it works now", "working"],
    ["works 👍", "working"],
    ["it works on my laptop", null],
    ["idk", "dont_know"],
    ["hmm i dont know", "dont_know"],
    ["no thanks", "no"],
    ["thanks", "thanks"],
    ["🙏", "thanks"],
    ["👋", "greet"],
    ["hi", "greet"],
    ["Hi there!", "greet"],
    ["hi, my left bud is dead", null],
    ["why?", "why"],
    ["?", "repeat"],
    ["😡", "angry"],
    ["agent", "person"],
    ["I want to talk to a human please", "person"],
    ["i do not want to talk to a human", null],
    ["this is ridiculous", "angry"],
    ["", null],
  ])("reads %j as %s", (text, control) => {
    expect(understand(text).control).toBe(control);
  });

  it("hears a wish for a person inside a long text, and nothing else there", () => {
    const long = "my buds do not connect since the update and I tried everything I could think of for two days now";
    expect(understand(`${long}, let me talk to somebody who knows`).control).toBe("person");
    expect(understand(`${long}, it works with the old phone, no idea`).control).toBeNull();
  });

  it("is no problem of its own", () => {
    expect(understand("still nothing")).toMatchObject({ outcome: "out_of_scope", problems: [] });
  });
});

describe("safety", () => {
  it.each([
    ["smoke comes out of the case", "smoke"],
    ["it burnt my ear", "burnt my ear"],
    ["the battery is swollen", "swollen"],
    ["the case got really hot", "got really hot"],
    ["there is no smoke", null],
    ["is it safe to charge them", null],
  ])("hears in %j: %s", (text, words) => {
    expect(understand(text).safety).toBe(words);
  });
});

describe("the language", () => {
  it.each([
    ["my earbuds do not connect to the phone", "en"],
    ["meine Kopfhörer verbinden sich nicht mit dem Handy", "de"],
    ["no puedo conectar mis auriculares con el móvil", "es"],
    ["mes écouteurs ne se connectent pas à mon téléphone", "fr"],
    ["le mie cuffie non si collegano al telefono", "it"],
    ["meus fones não conectam com o celular", "pt"],
    ["mijn oordopjes maken geen verbinding met de telefoon", "nl"],
    ["earbuds connect nahi ho raha hai", "hi"],
    ["ヘッドホンが接続できません", "ja"],
    ["耳机连不上手机", "zh"],
    ["이어폰이 연결되지 않아요", "ko"],
    ["наушники не подключаются", "ru"],
    ["السماعات لا تتصل", "ar"],
    ["ok", "und"],
    ["mi buds 4 pro", "und"],
    ["portable speaker 3 stereo", "und"],
  ])("of %j is %s", (text, language) => {
    expect(understand(text).language).toBe(language);
  });
});

import { describe, expect, it } from "vitest";
import type { MessageQuestion } from "../../src/dialog/message.ts";
import { understand } from "./pack.ts";

/** What a text says of entries and versions: "!" excluded, "~" implied, "?" narrowed down. */
function said(text: string, pending: MessageQuestion | null = null): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { slot, value, among, negated, how } of understand(text, pending).slots) {
    if (typeof value === "object" && value !== null) continue;
    found[negated ? `!${slot}` : slot] = `${value ?? `?${among.length}`}${how === "implied" ? "~" : ""}`;
  }
  return found;
}

const asking = (slot: string): MessageQuestion => ({
  id: "q",
  about: { kind: "slot", slot, flow: "f", at: null },
  text: "?",
  options: [],
});

describe("one of two that is asked for", () => {
  it("is what a vague name narrows down", () => {
    expect(said("the mi speaker", asking("speaker_b"))).toEqual({ speaker_b: "?2" });
    expect(said("the mi speaker", asking("model"))).toEqual({ model: "?2" });
    expect(said("the mi speaker")).toEqual({ model: "?2" });
  });
});

describe("two of one name", () => {
  it.each(["portable speaker 3, two of them", "portable speaker 3 and i have 2 of these", "portable speaker 3 x2"])(
    "fill both in %j",
    (text) => {
      expect(said(text)).toMatchObject({ speaker_a: "portable_3", speaker_b: "portable_3" });
    },
  );

  it("do not where the words tell of something else", () => {
    expect(said("portable speaker 3, two weeks old")).toEqual({ model: "portable_3" });
  });
});

describe("a number that no product of that name has", () => {
  it.each(["mi speaker 7", "my mi speaker 7 won't connect", "mi speaker 7, on android"])(
    "is no product: %j",
    (text) => {
      expect(said(text).model).toBe("?0");
    },
  );

  it("is given for one of two when that is asked for", () => {
    expect(said("mi speaker 7", asking("speaker_b"))).toEqual({ speaker_b: "?0" });
  });

  it.each(["mi speaker 3", "mi speaker 7 times reset", "mi speaker 2 lights blink"])("may be one in %j", (text) => {
    expect(said(text).model).toBe("?2");
  });
});

describe("names of products", () => {
  it.each([
    ["mi buds 4 pro", "mi_buds_4_pro"],
    ["mi buds4 pro", "mi_buds_4_pro"],
    ["my MiBuds4Pro please", "mi_buds_4_pro"],
    ["the buds4pro", "mi_buds_4_pro"],
    ["mi buds 4 pros", "mi_buds_4_pro"],
    ["earbuds2s", "mi_twe_2s"],
    ["mi true wireless earbuds 2 s", "mi_twe_2s"],
    ["Mi Earbuds Basic 3, blinking", "mi_twe_basic_3"],
    ["mi true wirless earbuds 2s", "mi_twe_2s"],
    ["portible speker 3", "portable_3"],
    ["two portable speakers 3", "portable_3"],
    ["my two portable speaker 3s", "portable_3"],
    ["neckband", "neckband"],
    ["neck band", "neckband"],
    ["air dots", "airdots"],
    ["redmi buds 4 pro", "redmi_buds_4_pro"],
    ["xiaomi buds 5", "mi_buds_5"],
    ["mi home speaker", "home_speaker"],
    ["JBL Flip 6", "other_brand"],
    ["galaxy buds", "other_brand"],
  ])("finds %j", (text, model) => {
    expect(said(text).model).toBe(model);
  });

  it.each([
    "redmi buds 5",
    "samsung buds 5",
    "galaxy buds 4 pro",
    "buds 5 pro",
    "mi buds 5 lite",
    "airdots 2",
    "redmi note 12",
    "sony wh1000xm4",
    "mi home",
    "basics",
    "the speaker",
    "apply it",
  ])("does not take %j for one of ours", (text) => {
    const found = said(text).model ?? "?";
    expect(found === "other_brand" || found.startsWith("?")).toBe(true);
  });

  it.each([
    ["mi buds", "?2"],
    ["my mi buds 4 is silent", "?2"],
    ["redmi speaker", "?2"],
    ["mi buds, I mean the mi buds 5", "mi_buds_5"],
    ["airdots or the neckband, not sure", "?2"],
  ])("narrows %j down", (text, model) => {
    expect(said(text).model).toBe(model);
  });

  it("gives the words and where they stand, whatever comes before", () => {
    const text = "Héllo 👋🏽 — it’s the “Mi Buds 4 Pro”, ok?";
    const [mention] = understand(text).slots;
    expect(mention).toMatchObject({ slot: "model", words: "Mi Buds 4 Pro", negated: false, how: "said" });
    expect(text.slice(mention?.start, mention?.end)).toBe("Mi Buds 4 Pro");
  });

  it("takes the later name when the first is put right", () => {
    expect(said("airdots, no wait, buds 5").model).toBe("mi_buds_5");
    expect(said("I thought airdots but it's the neckband").model).toBe("neckband");
  });
});

describe("two products at once", () => {
  it.each([
    ["connect two portable speaker 3", "portable_3", "portable_3"],
    ["two redmi bluetooth speaker x", "speaker_x", "speaker_x"],
    ["both of my portable speakers 3", "portable_3", "portable_3"],
    ["2 portable speaker 3", "portable_3", "portable_3"],
    ["portable speaker 3 x2", "portable_3", "portable_3"],
    ["pair my portable speaker 3 with another portable speaker 3", "portable_3", "portable_3"],
    ["portable speaker 3 and portable speaker 3", "portable_3", "portable_3"],
    ["portable speaker 3 and a jbl", "portable_3", "other_brand"],
    ["portable speaker 3 plus a bose", "portable_3", "other_brand"],
    ["both are portable speaker 3", "portable_3", "portable_3"],
    ["a redmi speaker x with my portable 3", "speaker_x", "portable_3"],
  ])("fills both places from %j", (text, first, second) => {
    expect(said(text)).toMatchObject({ model: first, speaker_a: first, speaker_b: second });
  });

  it.each(["a pair of mi buds 5", "both my mi buds 5 are silent"])("takes a pair of earbuds for one: %j", (text) => {
    expect(said(text)).toEqual({ model: "mi_buds_5" });
  });

  it.each(["my portable speaker 3 is silent", "the portable speaker 3 drops. portable speaker 3 is new"])(
    "leaves them empty for %j",
    (text) => {
      expect(said(text)).toEqual({ model: "portable_3" });
    },
  );
});

describe("systems", () => {
  it.each([
    ["it won't connect to my pixel", "android~"],
    ["my galaxy s24 ultra", "samsung~"],
    ["samsung a52", "samsung~"],
    ["iPhone 15", "ios~"],
    ["iphone15 pro max", "ios~"],
    ["ipad", "ios~"],
    ["ios", "ios"],
    ["android", "android"],
    ["redmi note 12", "miui~"],
    ["windows", "windows"],
    ["my pc", "windows~"],
    ["laptop", "?2"],
    ["macbook pro 14", "mac~"],
    ["nintendo", "switch"],
    ["motorolla", "android~"],
  ])("reads %j", (text, host) => {
    expect(said(text).host_os).toBe(host);
  });

  it.each(["close the window", "galaxy buds", "switch it off", "apply the update", "my phone", "in the pictures"])(
    "finds none in %j",
    (text) => {
      expect(said(text).host_os).toBeUndefined();
    },
  );

  it("keeps the number of a device with its name", () => {
    const words = understand("my iPhone 15 Pro Max is new").slots.map((mention) => mention.words);
    expect(words).toEqual(["iPhone 15 Pro Max"]);
  });

  it("prefers the one with the trouble to the one where it works", () => {
    expect(said("it works on my pc but not on my iphone").host_os).toBe("ios~");
  });
});

describe("versions", () => {
  it.each([
    ["iOS 17.4", { host_os: "ios", host_version: "17.4" }],
    ["iPhone 15 iOS 17.4", { host_os: "ios~", host_version: "17.4" }],
    ["android version 14", { host_os: "android", host_version: "14" }],
    ["samsung with one ui 6.1", { host_os: "samsung~", host_version: "6.1" }],
    ["windows 11", { host_os: "windows", host_version: "11" }],
    ["iPhone 15", { host_os: "ios~" }],
    ["firmware 3.2.1", { firmware: "3.2.1" }],
    ["the firmware version is v4.0.5", { firmware: "v4.0.5" }],
    ["it shows SPK-MIP3-V2.18.10", { firmware: "SPK-MIP3-V2.18.10" }],
    ["v4.0.5 on iOS 17.4.1", { host_os: "ios", host_version: "17.4.1", firmware: "v4.0.5" }],
    ["my iphone is on 17.4 now", { host_os: "ios~", host_version: "17.4" }],
    ["my iphone is on 80%", { host_os: "ios~" }],
    ["I tried 3 times in 2.5 hours at 80%", {}],
  ])("reads %j", (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it("takes a bare number only as the answer to a question for it", () => {
    expect(said("17.4", asking("host_version"))).toEqual({ host_version: "17.4" });
    expect(said("17.4")).toEqual({});
  });
});

describe("what is denied", () => {
  it.each([
    ["not an iphone, it's a pixel 8", { host_os: "android~", "!host_os": "ios~" }],
    ["it isn't the neckband", { "!model": "neckband" }],
    ["I don't have an iphone", { "!host_os": "ios~" }],
    ["no iphone here", { "!host_os": "ios~" }],
    ["it does not connect to my iphone", { host_os: "ios~" }],
    ["won't connect to my pixel", { host_os: "android~" }],
    ["actually it's an iphone", { host_os: "ios~" }],
  ])("tells %j", (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it.each([
    ["actually it's an iphone", true],
    ["sorry, I meant the neckband", true],
    ["the neckband", true],
    ["mi buds 5, iphone 15", true],
    ["my wife has an iphone and it plays there", false],
    ["hello", false],
  ])("knows whether %j puts something right or says little else: %s", (text, correcting) => {
    expect(understand(text).correcting).toBe(correcting);
  });
});

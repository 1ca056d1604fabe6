import { describe, expect, it } from "vitest";
import { isTold } from "../../src/understanding/tried.ts";
import { wordsOf } from "../../src/understanding/words.ts";
import { understand } from "./pack.ts";

const tried = (text: string): string[] =>
  understand(text).tried.map(({ action, seconds }) => (seconds === null ? action : `${action} ${seconds}s`));

describe("what was tried", () => {
  it.each([
    ["already forgot the device and restarted", ["forget_device", "restart_phone"]],
    ["forgot the device", ["forget_device"]],
    ["I have restarted my phone", ["restart_phone"]],
    ["I restarted my iPhone 15", ["restart_phone"]],
    ["unpaired it yesterday", ["forget_device"]],
    ["after the factory reset nothing changed", ["reset"]],
    ["after a factory reset nothing changed", ["reset"]],
    ["I tried resetting them", ["reset"]],
    ["reset them already", ["reset"]],
    ["I already did the reset thing", ["reset"]],
    ["did a factory reset twice", ["reset"]],
    ["factory reset didn't help", ["reset"]],
    ["turned bluetooth off and on", ["bluetooth_toggle"]],
    [
      "I toggled bluetooth, rebooted the phone, cleaned the contacts",
      ["bluetooth_toggle", "restart_phone", "clean_contacts"],
    ],
    [
      "tried forgetting the device, rebooting the phone and resetting network settings",
      ["forget_device", "restart_phone", "network_reset"],
    ],
    ["battery is full", ["charge"]],
    ["they charged overnight", ["charge"]],
    ["it works with my other phone", ["second_device"]],
    ["I didn't reset them but restarted the phone", ["restart_phone"]],
    ["after the reset", ["reset"]],
    ["resetting didn't help", ["reset"]],
    ["tried resetting twice", ["reset"]],
    ["reset it already, nothing", ["reset"]],
    ["reset network settings on my iphone 15, no change", ["network_reset"]],
    ["they told me to reset it, so I did", ["reset"]],
    ["removing it and pairing it again changed nothing", ["pair_again"]],
    ["deleted the app and installed it again", ["reinstall_app"]],
  ])("hears in %j: %j", (text, actions) => {
    expect(tried(text)).toEqual(actions);
  });

  it.each([
    ["I held the touchpad for 3 seconds", ["pairing_mode 3s"]],
    ["held the touchpad only 3s", ["pairing_mode 3s"]],
    ["I held the touchpad for ten seconds and restarted the phone", ["pairing_mode 10s", "restart_phone"]],
    ["held the touchpad for a minute", ["pairing_mode 60s"]],
    ["I held the right touchpad of my mi buds 4 pro for 3 seconds", ["pairing_mode 3s"]],
    ["pressed the touch pad 15s", ["pairing_mode 15s"]],
    ["squeezed the touchpad for 8-10 seconds", ["pairing_mode 8s"]],
    ["I held the touchpad and it works for 2 minutes", ["pairing_mode"]],
    ["I held the touchpad. It plays for 5 minutes", ["pairing_mode"]],
    ["tried resetting them twice, as you said", ["reset"]],
  ])("takes the time from %j", (text, actions) => {
    expect(tried(text)).toEqual(actions);
  });

  it.each([
    "I haven't reset them yet",
    "have not restarted the phone",
    "should I reset them?",
    "I'm going to reset them",
    "I don't want to reset them",
    "how do I reset them",
    "how do i factory reset",
    "will a factory reset delete my eq?",
    "can't reset them",
    "I could not factory reset them",
    "would a factory reset help?",
    "before I reset them, will I lose anything",
    "they told me to factory reset it",
    "factory reset my earbuds",
    "do I need to restart the phone",
    "is the battery full?",
    "how do I charge them",
    "reset network settings?",
    "I'm going to reset",
    "haven't reset",
    "should I reset?",
    "before resetting",
    "do I have to forget it first",
    "I was told to reset but didn't",
    "is my eq still there once I've reset them?",
    "will I lose my eq after I reset them?",
    "no factory reset yet",
    "have you tried a factory reset?",
    "I forgot the case in my jacket",
    "I reset my password",
    "the phone says paired and connected",
  ])("hears nothing done in %j", (text) => {
    expect(tried(text)).toEqual([]);
  });
});

it("what a thing fails to do is no account of what somebody did", () => {
  const denied = (text: string, from: number) =>
    isTold(wordsOf(text), { action: "charge", from, to: from + 1, telling: "denied" });
  expect(denied("the case won't charge", 3)).toBe(false);
  expect(denied("I did not charge it", 3)).toBe(true);
  expect(denied("I opened it, the case won't charge", 6)).toBe(false);
});

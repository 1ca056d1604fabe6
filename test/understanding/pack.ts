import type { Entry, Knowledge } from "../../src/dialog/knowledge.ts";
import type { Understand } from "../../src/dialog/ports.ts";
import type { Slot } from "../../src/dialog/slots.ts";
import type { Control } from "../../src/dialog/understanding.ts";
import { createUnderstand } from "../../src/understanding/index.ts";
import { packOf } from "../support/pack.ts";

/** A small pack about earbuds and speakers: what these tests need of the one that ships, and no more. */
export const audioPack = (changes: Partial<Knowledge> = {}): Knowledge =>
  packOf({
    slots: byId(slots),
    catalogue: new Map([
      ["models", byId(models)],
      ["hosts", byId(hosts)],
      ["apps", byId([entry("mi_home", "Mi Home", ["mi home", "mihome"])])],
    ]),
    lights,
    vague: [
      { collection: "models", words: ["mi buds", "xiaomi buds"], among: ["mi_buds_4_pro", "mi_buds_5"] },
      { collection: "models", words: ["mi buds 4"], among: ["mi_buds_4_pro", "redmi_buds_4_pro"] },
      { collection: "models", words: ["mi speaker", "redmi speaker"], among: ["portable_3", "speaker_x"] },
      { collection: "hosts", words: ["laptop", "computer"], among: ["windows", "mac"] },
    ],
    systems: new Map([["hosts", ["android", "windows", "miui", "one ui", "ios", "macos"]]]),
    things: [
      { words: ["bud", "earbud", "headphone"], paired: true, opens: false, switched: false },
      { words: ["case", "lid"], paired: false, opens: true, switched: false },
      { words: ["speaker", "neckband", "phone"], paired: false, opens: false, switched: false },
      { words: ["bluetooth"], paired: false, opens: false, switched: true },
    ],
    actions: byId(actions),
    controls: new Map(Object.entries(controls)) as ReadonlyMap<Control, readonly string[]>,
    safety: ["smoke", "smoking", "burnt", "burning smell", "swollen", "too hot to touch", "got hot", "burnt my ear"],
    intents: byId(Object.entries(examples).map(([id, text]) => ({ id, title: id, examples: lines(text) }))),
    background: lines(background),
    ...changes,
  });

let trained: Understand | null = null;

/** Trained once a test file: training is the slow part. */
export const understand: Understand = (text, pending) => {
  trained ??= createUnderstand(audioPack());
  return trained(text, pending);
};

const byId = <T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> =>
  new Map(things.map((thing) => [thing.id, thing]));

const lines = (text: string): string[] => text.trim().split(/\s*\n\s*/);

function slot(id: string, kind: Slot["kind"], changes: Partial<Slot> = {}): Slot {
  const rest = { collection: null, name: id, question: id, why: "", unsure: "", options: [], dependsOn: [] };
  return { id, kind, ...rest, ...changes };
}

const slots = [
  slot("model", "entry", { collection: "models" }),
  slot("host_os", "entry", { collection: "hosts" }),
  slot("host_version", "version", { dependsOn: ["host_os"] }),
  slot("led", "light"),
  slot("firmware", "version", { dependsOn: ["model"] }),
  slot("second_device", "choice"),
  slot("speaker_a", "entry", { collection: "models" }),
  slot("speaker_b", "entry", { collection: "models" }),
];

function entry(id: string, name: string, aliases: readonly string[], attributes: Entry["attributes"] = {}): Entry {
  return { id, name, aliases, attributes };
}

const earbuds = { form_factor: "earbuds" };
const speaker = { form_factor: "speaker" };
const models = [
  entry("mi_buds_4_pro", "Mi Buds 4 Pro", ["buds 4 pro", "mibuds4pro", "xiaomi buds 4 pro"], earbuds),
  entry("mi_buds_5", "Mi Buds 5", ["buds 5"], earbuds),
  entry("redmi_buds_4_pro", "Redmi Buds 4 Pro", ["redmi 4 pro buds"], earbuds),
  entry("mi_twe_2s", "Mi True Wireless Earbuds 2S", ["mi earbuds 2s", "earbuds 2s", "twe 2s"], earbuds),
  entry("mi_twe_basic_3", "Mi True Wireless Earbuds Basic 3", ["mi earbuds basic 3", "basic 3"], earbuds),
  entry("airdots", "Mi AirDots", ["airdots", "air dots"], earbuds),
  entry("neckband", "Mi Neckband Pro", ["neckband pro", "neckband", "neck band"], { form_factor: "neckband" }),
  entry("portable_3", "Mi Portable Speaker 3", ["portable speaker 3", "portable 3"], speaker),
  entry("home_speaker", "Mi Home Speaker", [], speaker),
  entry("speaker_x", "Redmi Bluetooth Speaker X", ["redmi speaker x"], speaker),
  entry("other_brand", "a product of another brand", ["jbl", "bose", "sonos", "galaxy buds"], { form_factor: "other" }),
];

const hosts = [
  entry("android", "Android phone", ["android", "pixel", "motorola", "oppo"], { family: "android" }),
  entry("samsung", "Samsung phone", ["samsung", "galaxy", "galaxy s24", "one ui"], { family: "android" }),
  entry("miui", "Xiaomi phone", ["xiaomi phone", "redmi note", "poco", "miui"], { family: "android" }),
  entry("ios", "iPhone (iOS)", ["ipad", "apple phone"], { family: "ios" }),
  entry("windows", "Windows computer", ["windows", "windows 11", "pc"], { family: "windows" }),
  entry("mac", "Mac", ["macbook", "macbook pro", "macos"], { family: "other" }),
  entry("switch", "Nintendo Switch", ["nintendo"], { family: "other" }),
];

const look = (words: readonly string[], shows: readonly string[]) => ({ name: words[0] as string, words, shows });
const beat = (words: readonly string[], ms: readonly number[]) => ({ name: words[0] as string, words, beat: ms });
const part = (words: readonly string[]) => ({ name: words[0] as string, words });
const lights: Knowledge["lights"] = {
  colours: new Map([
    ["white", look(["white"], ["#fff"])],
    ["red", look(["red"], ["#f00"])],
    ["blue", look(["blue"], ["#00f"])],
    ["red_white", look(["red and white", "white and red"], ["#f00", "#fff"])],
    ["red_white_red", look(["red white red"], ["#f00", "#fff", "#f00"])],
    ["off", look(["off", "dark", "dead", "no light", "nothing lights up"], [])],
  ]),
  rhythms: new Map([
    ["steady", beat(["steady", "solid", "not blinking"], [])],
    ["pulse", beat(["pulsing", "pulsing slowly", "breathing"], [1200, 1200])],
    ["slow_blink", beat(["blinking slowly"], [700, 700])],
    ["fast_blink", beat(["fast blinking", "flashing quickly"], [150, 150])],
    ["blink", beat(["blinking", "flashing"], [400, 400])],
    ["single_blink", beat(["blinks once", "flashes once"], [300, 3000])],
  ]),
  parts: new Map([
    ["left", part(["left", "left bud", "left one"])],
    ["right", part(["right", "right bud", "right one"])],
    ["earbuds", part(["buds", "both buds", "earbuds"])],
    ["case", part(["case", "charging case"])],
  ]),
};

const action = (id: string, ...phrases: readonly string[]) => ({ id, name: id, phrases });
const actions = [
  action("forget_device", "forget the device", "remove it from bluetooth", "unpair", "deleted the pairing"),
  action("restart_phone", "restart the phone", "reboot the phone", "restarted"),
  action("bluetooth_toggle", "turn bluetooth off and on", "toggle bluetooth"),
  action("reset", "reset them", "factory reset", "did a reset", "reset the headphones"),
  action("network_reset", "reset network settings"),
  action("pairing_mode", "hold the touchpad", "put them in pairing mode"),
  action("charge", "charge them", "battery is full", "charged overnight"),
  action("clean_contacts", "clean the contacts"),
  action("pair_again", "pair again"),
  action("reinstall_app", "install the app again"),
  action("second_device", "tried another phone", "works with my other phone"),
];

const controls: Partial<Record<Control, readonly string[]>> = {
  greet: ["hi", "hello", "hi there", "👋"],
  yes: ["yes", "yep", "sure", "yes it does", "👍"],
  no: ["no", "nope", "no thanks", "no it doesn't", "👎"],
  done: ["done", "ok", "ready", "next"],
  not_working: [
    "still nothing",
    "same",
    "nope same",
    "doesn't work",
    "not working",
    "didn't help",
    "no luck",
    "no change",
  ],
  working: ["it works", "it works now", "works", "that did it", "fixed"],
  dont_know: ["i don't know", "dont know", "idk", "no idea", "not sure"],
  go_back: ["back", "go back", "undo"],
  start_over: ["start over", "from the beginning"],
  repeat: ["repeat that", "say that again", "?"],
  why: ["why", "why do you ask"],
  thanks: ["thanks", "thank you", "🙏"],
  goodbye: ["bye", "goodbye"],
  person: ["agent", "a person", "talk to a human", "i want to talk to a human", "let me talk to somebody"],
  angry: ["this is ridiculous", "waste of time", "useless", "😡"],
};

const examples = {
  connect: `how do i pair my mi buds 4 pro with my phone
    i want to connect my earbuds to my iphone
    my buds wont connect to my phone
    cant pair the airdots
    earbuds not connecting to my pixel
    mi buds 5 won't pair with my laptop
    how to connect headphones to windows
    connecting the neckband to my samsung fails
    pairing my new earbuds
    my headphones refuse to connect to the phone
    bluetooth pairing of the buds does not work
    what do i do to connect basic 3
    help me pair my earbuds please
    they do not show up in the bluetooth list
    phone can't find my buds`,
  no_sound: `connected but no sound
    i hear nothing from the earbuds although they are connected
    no audio on my laptop with the buds
    it says connected but music is silent
    sound comes out of the phone instead of the earbuds
    no sound after connecting the neckband
    paired fine but there is no music
    earbuds connected yet silent
    there is no audio in calls
    volume is up and i still hear nothing
    no sound on windows
    youtube has no sound on my mi buds 5
    connected to my iphone but mute
    buds are connected, nothing to hear
    audio does not play through the headphones`,
  reset: `how do i factory reset my earbuds
    reset my mi buds 4 pro
    i want to wipe my buds to factory settings
    hard reset the neckband
    steps for a full reset of the earbuds
    which button resets the airdots
    how can i reset the headphones
    restore the original settings of my buds
    reset to factory defaults please
    i need to reset them completely
    factory reset for redmi buds 4 pro
    where is the reset button
    how to do a master reset
    erase everything on the earbuds
    i would like to reset my headset`,
  reset_loses: `will i lose my equalizer after a reset
    does a reset delete my settings
    what is lost when i reset the buds
    will a reset delete the pairings
    are my sound settings gone after resetting
    do i keep my eq if i factory reset
    what happens to my settings after a reset
    does the reset erase my touch settings
    will i lose anything by resetting
    is the eq deleted by a factory reset
    consequences of a reset
    do the earbuds forget my phone after the reset
    will resetting remove my calibration
    is anything lost in a reset
    does it keep the settings`,
  one_bud: `my left bud is dead
    only the right earbud works
    one earbud has no sound
    left one does not charge
    the right bud is not working any more
    just one side plays music
    left earbud died
    only one of my buds connects
    right side is silent
    one bud stopped working
    my right airdot is dead
    the left side does nothing
    sound only in one ear
    left bud won't turn on
    one of the buds is broken`,
  led_question: `what does the red light mean
    why is the case blinking red and white
    what does a white blinking light mean
    my buds flash blue, what is that
    meaning of the light on the case
    the led is purple what does it say
    why does it blink
    what do the lights on the neckband mean
    light is pulsing white
    why is there a red light when charging
    explain the led colours
    the light blinks fast what does it mean
    led meaning
    case light is red
    what is the slow white pulse`,
  two_speakers: `connect two portable speaker 3
    how do i pair two speakers together
    play music on both speakers at once
    stereo with two mi portable speakers 3
    i want to connect my two speakers
    second speaker won't pair with the first one
    my speaker wont pair with the second one
    link two redmi speaker x
    use two speakers as a stereo pair
    the second speaker does not join
    left and right speaker pairing
    how to make two speakers play together
    pair speakers with each other
    two speakers one phone
    dual speaker mode`,
  battery: `battery drains fast
    my buds are empty after two hours
    the earbuds don't last long any more
    battery life got worse
    case does not hold its charge
    how long should the battery last
    battery goes from full to empty in an hour
    neckband dies after an hour
    low battery all the time
    charge is gone over night
    the battery percentage is wrong
    buds discharge in the case
    how do i get more battery life
    battery problem with my mi buds 5
    my speaker runs out of battery quickly`,
};

const background = `the vpn keeps asking for my password
  the printer on the second floor is out of paper
  can somebody reset my password
  who has the key for the meeting room
  lunch at twelve today
  my monitor stays black
  outlook does not open
  how do i book a holiday
  the coffee machine is broken
  where do i find the travel policy
  teams crashes when i share my screen
  i need a new keyboard
  my account is locked
  the wifi in the office is slow
  please order a new chair
  how do i install python
  excel says the file is damaged
  the projector has no picture
  can i work from home tomorrow
  what time is the all hands meeting
  my badge does not open the door
  the fridge smells
  who is on call this week
  i lost my charger for the notebook
  the server is down again
  happy birthday anna
  is the parking garage open on sunday
  i cannot log in to the portal
  software update failed on my work phone
  the printer light is blinking
  my mouse does not work
  how do i set up my email signature
  what is the weather like
  tell me a joke
  the invoice was not paid
  salary slip is missing
  the elevator is stuck
  need access to the shared drive
  good article about gardening
  see you at the party tonight`;

/** A letter as an agent pastes it, and what must come out of it. */
interface Mail {
  readonly name: string;
  readonly text: string;
  /** Problems in the order told: accepted intents, and words that the sentence picked must contain. */
  readonly problems: readonly { readonly intents: readonly string[]; readonly words: string }[];
  readonly slots?: Readonly<Record<string, string>>;
  readonly tried?: readonly string[];
}

const finding = ["connect_headphones", "headphones_not_found"];

/** Written for these tests, in the manner of real ones. */
export const mails: readonly Mail[] = [
  {
    name: "a story first, the trouble in the middle",
    text: `Dear Sir or Madam,

in March I ordered the Mi True Wireless Earbuds 2S from your online shop, and I must say that I was really pleased with
them. They were comfortable, the sound was great and they lasted through my whole commute. Last week, however, I got a
new work phone, a Pixel 8 with Android 14. The phone simply does not show the earbuds in its list of devices, no matter
how often I search. With my old phone everything was fine until the very last day.

I have already restarted the new phone. I have not reset the earbuds, because I was not sure whether that is safe.

I am looking forward to your answer.

Yours sincerely,
T. B.
B. & Partner, Tel. 030 1234567`,
    problems: [{ intents: finding, words: "does not show the earbuds" }],
    slots: { model: "mi_twe_2s", host_os: "android", host_version: "14" },
    tried: ["restart_phone"],
  },
  {
    name: "the symptom in the last line",
    text: `Hi there,

I have been a customer for many years and own quite a few of your products: a vacuum cleaner, two lamps, a phone and
since Christmas also the Mi Neckband Pro. I use it mostly for running and for podcasts in the evening, and in general I
love it, the fit is excellent and it survived a lot of rain. My wife has the same one and hers is perfectly okay, so I
do not think that it has to do with our flat or with the way we use it. I charged it to 100 percent yesterday evening
and left it on my desk over night, switched off.

This morning the battery was completely empty again after half an hour.

Cheers
B.`,
    problems: [{ intents: ["battery_problem"], words: "battery was completely empty" }],
    slots: { model: "mi_neckband_pro" },
  },
  {
    name: "the symptom in the subject line",
    text: `From: C. J. <c.j@example.org>
Sent: Tuesday, 4 February 2025 09:12
To: Support
Subject: Left earbud has no sound any more

Hello,

they are Mi Buds 3 Lite, I got them as a present in November. I hope you can tell me what to do. I have the receipt
here and could send a photo of it, and I also kept the box with the serial number. I live in Aarhus and could bring them
to a shop if there is one nearby, but I would prefer to sort this out at home because I need them for travelling at the
end of the week. I use them with an iPhone 13 and mostly listen to audiobooks.

Many thanks in advance
C.`,
    problems: [{ intents: ["one_bud_problem"], words: "Left earbud has no sound" }],
    slots: { model: "mi_buds_3_lite", host_os: "ios" },
  },
  {
    name: "a quoted answer below, without marks",
    text: `Hello A.,

thank you for the quick reply. I followed your instructions step by step: I held the button on the case for 15 seconds
with both buds inside. The light never turned red, white, red; it only blinked once, and after that the buds were still
connected to my old tablet. So the factory reset does not do anything for me. Is there another way?

Best regards
M.

From: Support <help@example.com>
Sent: Monday, 3 March 2025 10:11
To: M.
Subject: Re: Mi Buds 4 Pro

Dear M.,
please connect two speakers and update the firmware. Is there no sound on your Windows laptop? Did you restart your iPhone?`,
    problems: [{ intents: ["reset_not_working"], words: "never turned red" }],
    slots: {},
  },
  {
    name: "a chat with time stamps",
    text: `[10:31] Agent: Good morning, this is K. What can I do for you? Do your earbuds connect?
[10:32] Customer: hi k.
[10:32] Customer: i've got a pair of redmi buds 4 pro here and a galaxy s23
[10:33] Customer: people on the other end say i sound like a robot, they hardly understand me
[10:33] Agent: I see. Did you already factory reset the earbuds, or is there no sound at all?
[10:34] Customer: music is fine, it's really just the calls
[10:34] Customer: i turned bluetooth off and on, no change
[10:35] Agent: Thank you. Is the battery low? Please keep the buds in the case.`,
    problems: [{ intents: ["microphone_problem"], words: "sound like a robot" }],
    slots: { model: "redmi_buds_4_pro", host_os: "samsung" },
    tried: ["bluetooth_toggle"],
  },
  {
    name: "two problems, the second announced",
    text: `Good afternoon,

I am writing about my Mi Buds 4 Pro, which I have used every day since last summer together with my MacBook Air. For
about ten days they have been losing the connection every few minutes, usually in the middle of a meeting, which is
quite embarrassing. Moving closer to the laptop does not change a thing.

There is also another problem: the charging case no longer charges. I tried another cable and another charger, and the
case stays at 20 percent.

I paid a lot for these and expected them to last longer than eight months. Please let me know how to proceed.

Kind regards
H. O.`,
    problems: [
      { intents: ["keeps_disconnecting"], words: "losing the connection" },
      { intents: ["battery_problem"], words: "charging case no longer charges" },
    ],
    slots: { model: "mi_buds_4_pro", host_os: "mac" },
    tried: ["other_charger"],
  },
  {
    name: "two problems in one sentence",
    text: `hello

I am on the road a lot and bought the airdots basic for the train, mostly for podcasts. They did their job for half a
year, no complaints. Since Monday the right earbud is completely dead and the microphone does not work in calls. I had
a look at the forum but it was all about other models, and the manual is only in Chinese. I work with an old Redmi Note
12 and a ThinkPad. A colleague of mine said that it might be moisture but they were never in the rain. If you need
pictures I can send some tonight when I am back at the hotel. If you need the invoice, that is no problem either, I have it in my inbox somewhere.

regards, J.`,
    problems: [
      { intents: ["one_bud_problem"], words: "right earbud is completely dead" },
      { intents: ["microphone_problem"], words: "microphone does not work" },
    ],
    slots: { model: "mi_airdots_basic" },
  },
  {
    name: "a polite question as the last word",
    text: `Dear support,

my daughter is moving out and I am passing on my Mi True Wireless Earbuds Basic 3 to her. They have been connected to my
iPad, my iPhone and the laptop of my husband over the last two years, and they always worked very well, so this is not a
complaint at all. She has a Motorola phone. We would like her to start with clean earbuds that do not know any of our
devices any more. How can I restore them to their factory settings? I found a lot of videos, but every one of them shows
something different and I do not want to break them.

Thank you very much for your help!

With best wishes,
U. L.`,
    problems: [{ intents: ["reset_headphones"], words: "factory settings" }],
    slots: { model: "mi_twe_basic_3" },
  },
  {
    name: "speakers, with much about the room",
    text: `Hi team,

we renovated our living room and as part of it I bought two Mi Portable Speaker 3, one for each side of the shelf. My
son set them up with the Mi Home app on his phone on Saturday, and for the first evening it was fantastic. On Sunday I
wanted to show it to my sister. As soon as the second speaker is switched on, the first one goes silent. It does not
matter which of the two I start with. The room is about thirty square metres, the speakers stand four metres apart, and
the router is in the hall.

We restarted the phone and charged both speakers over night.

Greetings from Graz
Familie H.`,
    problems: [{ intents: ["second_speaker_drops"], words: "goes silent" }],
    slots: { model: "mi_portable_speaker_3", speaker_a: "mi_portable_speaker_3", speaker_b: "mi_portable_speaker_3" },
    tried: ["restart_phone"],
  },
  {
    name: "an agent's note around a customer's words",
    text: `Ticket 48213 | channel: e-mail | language: en

Customer: Good evening, I own the Mi Neckband Pro and a Windows 11 laptop at work. It pairs, and Windows shows it as
connected, voice and music. But I hear nothing through the neckband, everything keeps playing through the speakers of
the laptop. With my private phone it works. Removing it and pairing it again changed nothing. My colleague next to me has the same laptop and another headset,
and there it is okay. I would be glad if you could tell me which setting I have to look for, because our own IT has given up.

Support (internal): second contact, warranty until May, offer replacement? Check firmware, maybe a reset.`,
    problems: [{ intents: ["connected_no_sound"], words: "hear nothing" }],
    slots: { model: "mi_neckband_pro", host_os: "windows", host_version: "11" },
  },
  {
    name: "lines broken by the mail program, a reply between quotes",
    text: `On Fri, 7 Mar 2025 at 18:02, Xiaomi Care <care@example.com> wrote:
> Dear customer,
> have you tried to restart your phone? Is there no sound at all?
> Please tell us the model.

It is the Mi Buds 4, the one without Pro, and my phone is an iPhone 15
with iOS 17.4. Since I installed that update at the end of January the buds
are shown as paired already, yet they never get past the word
connecting, then the whole pairing starts again from the beginning and
again and again. I have now done this perhaps thirty times. Before the
update there was not a single problem in more than a year. I forgot the
device in the settings and rebooted the phone, as your colleague on the
hotline suggested.

> We look forward to your answer and remain at your service.

Sent from my iPhone`,
    problems: [{ intents: ["pairing_loop"], words: "pairing starts again" }],
    slots: { host_os: "ios", host_version: "17.4" },
    tried: ["forget_device", "restart_phone"],
  },
  {
    name: "anger, a deadline and little fact",
    text: `To whom it may concern

This is the third time I write to you and nobody has answered. I bought your so called premium earbuds (Mi Buds 5) for
more than a hundred euros, and I expected a product that works. For the first month it did. Now they cut out every two
minutes on my OnePlus, as soon as I put the phone into my pocket, and it drives me up the wall. I am in the office from
nine to five and have no time to experiment. Friends told me to reset them, I have not done that yet and I do not see
why I should have to. I give you until Friday to come up with something that makes sense, otherwise I will write a review
that you will not like.

P. N.`,
    problems: [{ intents: ["keeps_disconnecting"], words: "cut out every two" }],
    slots: { model: "mi_buds_5", host_os: "oneplus" },
    tried: [],
  },
];

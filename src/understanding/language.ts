import type { Word } from "./words.ts";

/** Frequent small words that the other languages here do not share. */
const smallWords: Readonly<Record<string, string>> = {
  en: "the is are my with to and it not do does how what why when they was have has can cant wont on off of in for this that dont doesnt but from i you your please help still after be an at or if we me which will would just",
  de: "wann ihr habt hilfe brauche wo offen ich und nicht ist das der die den mit mein meine meinen wie was kann ein eine einen auf sich zu von sie es wir geht habe hat bitte aber auch noch keine kein verbinden wenn nach funktioniert bei dem im",
  es: "funcionan problema hola el los las que no con mis una uno como puedo por para pero es esta estan muy conectar mi se del al lo cuando tengo funciona conectan auriculares yo y desde quiero",
  fr: "ne ils probleme le les des je pas mes mon avec est une un et que comment pour mais du au se ma ca sont il elle vous nous bonjour marche sur dans puis quand connecter fonctionne ecouteurs plus qui",
  it: "il gli non mio mia miei con che come per sono una uno si di ho ma posso della nel le funziona collegare perche anche quando cuffie ciao ed mi",
  pt: "os as nao meu minha meus com que como para mas uma um eu esta estao fone fones voce funciona conectar do da no na por quando tenho ola e se",
  nl: "het een niet mijn met en ik de van hoe kan maar ook op zijn dat deze naar verbinden werkt heb wat bij geen voor er aan doen oordopjes wordt",
  pl: "nie sie jest na moje moj jak mam czy prosze uchawki telefonem telefonu dzia dlaczego co mi acza po tylko nic jestem dzien dobry",
  cs: "je na moje muj jak mam prosim sluchatka nefunguje nelze pripojit pripoji telefonu mobilu ale uz po jen co proc nejde dobry den",
  sv: "jag och inte det att min mina ar med som har kan hur funkar horlurar fungerar till av ansluta mobilen hej",
  tr: "bir ve icin bu degil var yok neden olmuyor benim kulakl telefona telefonuma yor ile merhaba ama lutfen calis baglanm",
  id: "tidak bisa saya dan yang ke dengan untuk ini itu ponsel hp sudah kenapa terhubung tolong bagaimana gak nggak",
  vi: "khong toi ket noi voi cua tai nghe ien thoai uoc mot lam sao bi ban",
  hi: "nahi nahin ho raha rahi rahe hai hain mera mere meri kaise kya kar karo karna se ko ka ki ke mein bhi nhi hota kyu kyun aur",
};
const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(smallWords))
  for (const word of words.split(" ")) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);

const scripts: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["uk", /\p{Script=Cyrillic}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
];

const han = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

const fewest = 3;
/** Less than this share of known small words tells nothing. */
const smallestShare = 0.15;

/**
 * ISO 639-1 by script, else by small words; "und" where a text is too short to tell. English wins when in doubt: a wrong
 * "we do not speak your language" is worse than a plain "I did not understand".
 * @param named words that belong to names, which are the same in every language
 */
export function languageOf(text: string, words: readonly Word[], named: (at: number) => boolean): string {
  const plainWords = words.filter(({ text: word }, at) => !named(at) && /^[a-z]+$/.test(word)).map((word) => word.text);
  const latin = plainWords.reduce((sum, { length }) => sum + length, 0);
  for (const [language, script] of scripts) {
    const own = text.match(script)?.length ?? 0;
    // Japanese is written in Chinese signs too, Ukrainian in Cyrillic with letters of its own.
    const counts = language !== "uk" || /[іїєґ]/i.test(text);
    if (counts && own > (own + latin + (language === "ja" ? han(text) : 0)) * (language === "ja" ? 0.15 : 0.4))
      return language;
  }

  if (plainWords.length < fewest) return "und";
  const points = new Map<string, number>();
  for (const word of plainWords) {
    const languages = languagesOf.get(word) ?? [];
    for (const language of languages) points.set(language, (points.get(language) ?? 0) + 1 / languages.length);
  }
  const english = points.get("en") ?? 0;
  const [best, most] = [...points].sort((a, b) => b[1] - a[1])[0] ?? ["und", 0];
  if (most === 0) return "und";
  if (best === "en" || most < english + 1.5 || most / plainWords.length < smallestShare)
    return english > 0 ? "en" : "und";
  return best;
}

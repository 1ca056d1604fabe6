/** How a sentence stands to the trouble: it tells it, it tells the story around it, or neither. */
export type Tone = "trouble" | "story" | "plain";

const denied =
  /\b(cannot|can ?not|can.?t|won.?t|will not|does ?n.?t|does not|do ?n.?t|do not|did ?n.?t|is ?n.?t|are ?n.?t|not|never|no longer|nothing|nobody|no one|none|neither|unable|fail(s|ed|ing)?|refuses?|stopp?(s|ed)|lost|los(es|ing)|dead|died|broken?|stuck|keeps? \w+ing|drops?|dropped|cuts? (out|off)|disconnect(s|ed|ing)?|gone|silent|mute|quiet|problems?|trouble|issues?|errors?|only (one|the|on)|no (sound|audio|light|connection|music|power|reaction|response|luck)|too \w+|weird|wrong|worse|barely|hardly)\b/i;
/** "Worked without any trouble", "I'm not sure", "it does not matter": words for trouble that tell of none. */
const untroubled =
  /\b(without|never had|not had|not|no|hardly) (a |an |any |the |single |slightest |real |further )*(trouble|problems?|issues?|errors?|complaints?|hitch|big deal)\b|\b(not|n.?t) (think|believe|sure|want|know|mind|see why|understand why|matter|hesitate|dare|like|only)\b|\b(have|had)(n.?t| not) (\w+ )?(yet|tried|done|reset|restarted)\b|\bno (doubt|matter|time|idea)\b|\bwhy not\b|\bdoubt (that |whether )?\w+ (is|are|was|were)? ?\w+/gi;
const story =
  /\b(bought|purchased|ordered|received|got (them|it|these|this)|present|gift|birthday|used to|worked|was working|were working|(was|were) (fine|great|perfect|happy|ok|okay|good)|so far so good|satisfied|love (them|it|these)|(it|they|that|there|everything|music|else|hers|his) (works|work|is|are)( (fine|okay|ok|perfectly|great|well))*(?=[.,!;]|$)|customer (for|since)|until (now|recently|last|yesterday|the|this|that|\w+day))\b/i;
/** What frames a letter: thanks in advance, requests to answer, impatience. */
const courtesy =
  /\b(thank|grateful|appreciate|look(ing)? forward|let me know|hear from you|get back to me|hope (this|you|that)|tell me what (else )?(i|to)|(any|some) (help|advice|ideas?|tips?|suggestions?)|(what|anything|something) else (that )?(i )?(can|could|should) (i )?(do|try)|(please|could you|can you|kindly) (help|advise|assist|reply|respond|tell me)|send them back|need them|rely on|quick (answer|reply|response))\b/i;

/**
 * What is denied or fails is the trouble; what was bought, used to work or is asked for politely only frames it. A sentence
 * that does both, "I bought them and they won't connect", tells trouble.
 */
export function toneOf(sentence: string): Tone {
  const fails = denied.test(sentence.replace(untroubled, ""));
  if (courtesy.test(sentence)) return "story";
  if (fails) return "trouble";
  return story.test(sentence) ? "story" : "plain";
}

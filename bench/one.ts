import { figuresOf } from "./measure.ts";
import { peers } from "./peers.ts";
import { readSet } from "./sets.ts";

/** One peer on one set, in a process of its own: nobody's memory or warmth helps or harms another. */
const [folder = "", peerName = "", setName = ""] = process.argv.slice(2);
const peer = peers.find(({ name }) => name === peerName);
if (peer === undefined) throw new Error(`found no peer "${peerName}"; expected ${peers.map(({ name }) => name)}`);
const figures = await figuresOf(peer, readSet(folder, setName));
// Peers print banners; the figures are the last line.
console.log(`\n${JSON.stringify(figures)}`);

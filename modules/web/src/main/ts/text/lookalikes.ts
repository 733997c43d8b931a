// SPDX-License-Identifier: Apache-2.0

const MOST_NAMES = 5_000;

/** Characters, and the Latin letters that they look like, place by place. Capitals may look like other letters. */
const TWINS: readonly (readonly [string, string])[] = [
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhlkmnoptyx"],
  ["αβεικμνορστυχγζηωϲ", "abelkmvopotuxyznwc"],
  ["АВЕКМНОРСТУХІЈЅԌ", "abekmhopctyxljsg"],
  ["авекмнопрстухгьєһіӏјѕѵԁԛԝ", "abekmhonpctyxrbehlljsvdqw"],
  ["ɑɡıøłđ", "aglold"],
  ["iI1|05", "llllos"],
];
const TWIN = new Map(TWINS.flatMap(([strange, latin]) => Array.from(strange, (char, at) => [char, latin.charAt(at)])));
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/rn/g, "m"],
  [/vv/g, "w"],
  [/cl/g, "d"],
];
const TAG_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
const TAG_LENGTH = 4;

/** What is left of a name for an eye that looks fast: names with the same outline look alike. */
export function outline(name: string): string {
  const bare = name.normalize("NFKD").replace(/[\p{M}\p{C}\p{Z}\p{P}]/gu, "");
  const latin = Array.from(bare, (char) => TWIN.get(char) ?? twinOfSmall(char)).join("");
  return PAIRS.reduce((text, [pair, one]) => text.replace(pair, one), latin);
}

function twinOfSmall(char: string): string {
  const small = char.toLowerCase();
  return TWIN.get(small) ?? small;
}

/** A few letters that belong to a user id: the same on every page, and at any time. */
export function tagOf(user: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(user)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  let tag = "#";
  for (let place = 0; place < TAG_LENGTH; place += 1) {
    tag += TAG_LETTERS.charAt(hash % TAG_LETTERS.length);
    hash = Math.floor(hash / TAG_LETTERS.length);
  }
  return tag;
}

/** Which names on the page are used by more than one user, or look as if they were. */
export class Lookalikes {
  private readonly users = new Map<string, Set<string>>();
  private size = 0;

  /** `taken`: words of the page itself, which no user should seem to be. */
  constructor(taken: readonly string[] = []) {
    for (const word of taken) {
      this.users.set(outline(word), new Set([""]));
    }
  }

  /** A user has been seen under a name. */
  saw(user: string, name: string): void {
    const key = outline(name);
    const known = this.users.get(key) ?? new Set();
    if (!known.has(user) && this.size < MOST_NAMES) {
      known.add(user);
      this.users.set(key, known);
      this.size += 1;
    }
  }

  /** What to show beside a name: nothing, where it is the name of one user. */
  markOf(user: string, name: string): string {
    return (this.users.get(outline(name))?.size ?? 0) > 1 ? tagOf(user) : "";
  }
}

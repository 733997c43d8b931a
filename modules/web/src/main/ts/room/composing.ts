// SPDX-License-Identifier: Apache-2.0
import type { Mentions } from "../contract/content";
import { type Extras, isAny } from "../contract/draft";
import { splitMentions } from "../text/mentionMarks";

/** Stands for all members in a text. */
export const EVERYONE = "@room";

/** Who can be chosen behind an `@`. */
export interface Candidate {
  /** Absent: all members. */
  readonly user?: string;
  readonly label: string;
  /** What is shown beside the label. */
  readonly hint: string;
}

/** What is being written: an answer, an edit, a piece of code, and whom it mentions. Knows no element of the page. */
export class Composing {
  private readonly picked = new Map<string, string | undefined>();
  private replying: number | undefined;
  private edits: number | undefined;
  isCode = false;
  language = "";

  /** The message that is answered. */
  get replyTo(): number | undefined {
    return this.replying;
  }

  /** The message that gets another text. */
  get editing(): number | undefined {
    return this.edits;
  }

  reply(seq: number): void {
    this.edits = undefined;
    this.replying = seq;
  }

  /** @param mentions whom the text mentions already, by label */
  edit(seq: number, mentions: ReadonlyMap<string, string | undefined>): void {
    this.clear();
    this.edits = seq;
    for (const [label, user] of mentions) {
      this.picked.set(label, user);
    }
  }

  /** Someone was chosen behind an `@`. */
  pick({ label, user }: Candidate): void {
    this.picked.set(label, user);
  }

  clear(): void {
    this.picked.clear();
    this.replying = undefined;
    this.edits = undefined;
    this.isCode = false;
  }

  /** Whom the text mentions: those who were chosen, and whose label still stands in it. */
  mentions(text: string): Mentions {
    const labels = splitMentions(text, [...this.picked.keys()]).flatMap((piece) =>
      piece.isMarked ? [piece.text] : [],
    );
    const users = labels.flatMap((label) => this.picked.get(label) ?? []);
    return { users: [...new Set(users)], roles: [], room: labels.includes(EVERYONE) };
  }

  /** What goes with the text. */
  extras(text: string, thread: number | undefined, alsoInRoom: boolean): Extras {
    const language = this.language.trim();
    const mentions = this.mentions(text);
    return {
      ...(this.isCode && { kind: "code", data: language === "" ? {} : { language } }),
      ...(this.replying !== undefined && { replyTo: this.replying }),
      ...(thread !== undefined && { thread, alsoInRoom }),
      ...(isAny(mentions) && { mentions }),
    };
  }
}

/** The part of a word behind an `@` that ends at the caret; nothing where none does. */
export function mentionPrefix(text: string, caret: number): string | undefined {
  return /(?:^|[\s([{"'])@([^\s@]{0,40}(?: [^\s@]{1,40})?)$/u.exec(text.slice(Math.max(0, caret - 100), caret))?.[1];
}

const MOST_OFFERED = 6;

/** The members whose name or id begins as the prefix does; those whose name has such a word follow. */
export function offered(members: readonly Candidate[], prefix: string): Candidate[] {
  const wanted = prefix.toLocaleLowerCase();
  const place = ({ label, user = "" }: Candidate): number => {
    const name = label.slice(1).toLocaleLowerCase();
    if (name.startsWith(wanted) || user.toLocaleLowerCase().startsWith(wanted)) {
      return 0;
    }
    return name.split(/\s+/u).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return members
    .map((candidate) => ({ candidate, place: place(candidate) }))
    .filter((each) => each.place < 2)
    .sort((a, b) => a.place - b.place)
    .slice(0, MOST_OFFERED)
    .map(({ candidate }) => candidate);
}

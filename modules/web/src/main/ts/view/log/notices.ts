// SPDX-License-Identifier: Apache-2.0
import type { Entry, EntryKind } from "../../contract/entries";
import { noticeWords } from "../words";

const MOST_NAMED = 3;

/** The kinds of news that can be told of several people in one breath. */
interface News {
  readonly before: string;
  readonly after: string;
  readonly users: Set<string>;
}

/** Those of one kind are told together. */
const FOLDED: readonly EntryKind[] = ["created", "joined", "left", "removed"];

/** One line for entries that follow each other and are no messages: "Ann, Bob and 3 others joined, Carl left". */
export function noticesText(entries: readonly Entry[], nameOf: (user: string) => string): string {
  const [first] = entries;
  if (first && entries.length === 1) {
    return noticeWords(first, nameOf);
  }
  const news = new Map<string, News>();
  for (const entry of entries) {
    const { before, after } = around(entry, nameOf);
    const key = `${before} ${after}`;
    const known = news.get(key) ?? { before, after, users: new Set() };
    if (FOLDED.includes(entry.event)) {
      known.users.add(entry.event === "created" ? entry.sender : entry.user);
    }
    news.set(key, known);
  }
  return [...news.values()].map(({ before, after, users }) => before + listed([...users], nameOf) + after).join(", ");
}

function around(entry: Entry, nameOf: (user: string) => string): { before: string; after: string } {
  const { event, sender, user } = entry;
  switch (event) {
    case "created":
      return { before: "", after: " created the room" };
    case "left":
      return { before: "", after: " left" };
    case "removed":
      return { before: `${nameOf(sender)} removed `, after: "" };
    case "joined":
      return user === sender ? { before: "", after: " joined" } : { before: `${nameOf(sender)} added `, after: "" };
    default:
      return { before: noticeWords(entry, nameOf), after: "" };
  }
}

function listed(users: readonly string[], nameOf: (user: string) => string): string {
  if (users.length > MOST_NAMED) {
    return `${users.slice(0, 2).map(nameOf).join(", ")} and ${users.length - 2} others`;
  }
  const names = users.map(nameOf);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

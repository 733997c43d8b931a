// SPDX-License-Identifier: Apache-2.0

import type { Span } from "../text/mentionMarks";
import type { Bridge } from "../wire/bridge";
import { type Json, type JsonObject, objectOf, objectsOf, textOf, wholeOf } from "../wire/json";
import type { Mentions } from "./content";
import { mentionFields } from "./draft";
import { type Entry, readEntries, readEntry } from "./entries";

/** A thread: its first message and a page of its replies. */
export interface ThreadPage {
  readonly first: Entry | undefined;
  readonly replies: readonly Entry[];
}

/** What is looked for. */
export interface SearchQuery {
  readonly query: string;
  /** Absent: in all rooms of the user. */
  readonly room?: string;
  /** The `next` of the page before. */
  readonly before?: string;
}

/** A message that was found. */
export interface Hit {
  readonly room: string;
  readonly entry: Entry;
  /** Where its text has the words: UTF-16 units, the end not included. */
  readonly matches: readonly Span[];
}

export interface SearchPage {
  readonly hits: readonly Hit[];
  readonly next?: string;
}

const AROUND = 50;
const REPLIES = 100;
const PINS = 50;
const HITS = 20;

/** The requests of the contract about single messages, over one logged-in socket. */
export class MessageRequests {
  constructor(private readonly bridge: Bridge) {}

  async edit(room: string, seq: number, text: string, mentions: Mentions): Promise<void> {
    await this.bridge.request("api.messages.edit", { room, seq, text, ...mentionFields(mentions) });
  }

  async remove(room: string, seq: number): Promise<void> {
    await this.bridge.request("api.messages.delete", { room, seq });
  }

  /** Gives whether that changed something: one of each emoji for each user. */
  async react(room: string, seq: number, emoji: string, on: boolean): Promise<boolean> {
    return wholeOf(await this.bridge.request("api.messages.react", { room, seq, emoji, on }), "seq") !== undefined;
  }

  async pin(room: string, seq: number, on: boolean): Promise<void> {
    await this.bridge.request("api.messages.pin", { room, seq, on });
  }

  /** The entries before and after one. */
  async around(room: string, seq: number, limit = AROUND): Promise<Entry[]> {
    return readEntries(await this.bridge.request("api.messages.around", { room, seq, limit }));
  }

  async thread(room: string, seq: number): Promise<ThreadPage> {
    const page = await this.bridge.request("api.messages.thread", { room, seq, limit: REPLIES });
    return { first: readEntry(objectOf(page, "first")), replies: readEntries(page) };
  }

  /** This user has read a thread up to a reply. */
  async readThread(room: string, thread: number, seq: number): Promise<void> {
    await this.bridge.request("api.rooms.read", { room, thread, seq });
  }

  async pins(room: string): Promise<Entry[]> {
    return readEntries(await this.bridge.request("api.messages.pins", { room, limit: PINS }));
  }

  async search(query: SearchQuery): Promise<SearchPage> {
    const page = await this.bridge.request("api.messages.search", { ...query, limit: HITS });
    const next = textOf(page, "next");
    return { hits: objectsOf(page, "messages").flatMap((hit) => readHit(hit) ?? []), ...(next && { next }) };
  }
}

function readHit(source: JsonObject): Hit | undefined {
  const room = textOf(source, "room");
  const entry = readEntry(source);
  return room === undefined || !entry ? undefined : { room, entry, matches: readMatches(source.matches) };
}

function readMatches(source: Json | undefined): Span[] {
  return (Array.isArray(source) ? source : []).flatMap((pair): Span[] => {
    const [start, end] = Array.isArray(pair) ? pair : [];
    return typeof start === "number" && typeof end === "number" ? [[start, end]] : [];
  });
}

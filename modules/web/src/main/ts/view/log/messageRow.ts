// SPDX-License-Identifier: Apache-2.0

import type { Content } from "../../contract/content";
import { draftContent } from "../../contract/draft";
import type { Entry } from "../../contract/entries";
import type { Profile } from "../../contract/profile";
import { EVERYONE } from "../../room/composing";
import type { Directory } from "../../room/directory";
import { contentOf } from "../../room/messageChanges";
import type { MessageAction } from "../../room/messageRights";
import type { Unsent } from "../../room/unsent";
import { previewOf } from "../../text/preview";

/** The message that another one answers. */
export interface Quote {
  readonly seq: number;
  /** Empty where the message is not known. */
  readonly name: string;
  readonly text: string;
}

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether this user is known to be among those. */
  readonly mine: boolean;
}

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  readonly seq: number | undefined;
  readonly clientId: string;
  readonly sender: string;
  readonly name: string;
  /** Tells apart those whose names look alike. */
  readonly mark: string;
  readonly profile: Profile;
  readonly own: boolean;
  /** Whether it begins a group: it shows who speaks, and when. */
  readonly start: boolean;
  readonly text: string;
  readonly at: number;
  readonly state: "sent" | "pending" | "failed";
  readonly problem: string;
  readonly content: Content;
  readonly quote?: Quote;
  readonly reactions: readonly Reaction[];
  /** The thread that it leads to; absent where that is shown already. */
  readonly thread?: { readonly seq: number; readonly words: string };
  readonly actions: readonly MessageAction[];
  /** Whom the text may mention, as it stands there. */
  readonly labels: readonly string[];
  readonly mentionsMe: boolean;
}

/** What else a line shows that depends on more than its entry. */
export interface LogContext {
  /** A message that is quoted; nothing where it is not known. */
  quoted(seq: number): Entry | undefined;
  actions(entry: Entry): readonly MessageAction[];
  /** Whether this user is known to have reacted so. */
  reacted(seq: number, emoji: string): boolean;
  /** Of this user. */
  readonly role: string;
  /** The thread whose messages are shown; absent: those of the room are. */
  readonly thread?: number;
}

/** Of a log in which nothing can be done. */
export const PLAIN_LOG: LogContext = { quoted: () => undefined, actions: () => [], reacted: () => false, role: "" };

const GROUP_SPAN = 300_000;

/** An own message keeps its line when it is confirmed. */
export function keyOf(entry: Entry, me: string): string {
  return entry.sender === me && entry.clientId ? `own ${entry.clientId}` : `seq ${entry.seq}`;
}

/** What a line must know beside its message. */
export interface Around {
  readonly me: string;
  readonly directory: Directory;
  readonly log: LogContext;
  /** Who wrote the message before it, and when; nothing where it begins a group. */
  readonly before: { readonly sender: string; readonly at: number } | undefined;
}

export function sentRow(entry: Entry, { me, directory, log, before }: Around): MessageRow {
  const known = directory.profileOf(entry.sender);
  const name = entry.profile.name ?? directory.nameOf(entry.sender);
  const content = contentOf(entry);
  return {
    kind: "message",
    key: keyOf(entry, me),
    seq: entry.seq,
    clientId: entry.clientId ?? "",
    sender: entry.sender,
    name,
    mark: directory.markOf(entry.sender, name),
    profile: Object.keys(entry.profile).length > 0 ? entry.profile : known,
    own: entry.sender === me,
    start: beginsGroup(entry.sender, entry.at, before),
    text: entry.text,
    at: entry.at,
    state: "sent",
    problem: "",
    content,
    ...quoteOf(content, directory, log),
    reactions: [...content.reactions].map(([emoji, count]) => ({ emoji, count, mine: log.reacted(entry.seq, emoji) })),
    ...threadOf(entry.seq, content, log),
    actions: log.actions(entry),
    labels: labelsOf(content, directory),
    mentionsMe: entry.sender !== me && mentions(content, me, log.role),
  };
}

export function unsentRow(message: Unsent, { directory, log, before }: Around): MessageRow {
  const content = draftContent(message.extras);
  return {
    kind: "message",
    key: `own ${message.clientId}`,
    seq: message.seq,
    clientId: message.clientId,
    sender: message.user,
    name: directory.nameOf(message.user),
    mark: "",
    profile: directory.profileOf(message.user),
    own: true,
    start: beginsGroup(message.user, message.at, before),
    text: message.text,
    at: message.at,
    state: message.state === "waiting" || message.state === "sending" ? "pending" : message.state,
    problem: message.problem ?? "",
    content,
    ...quoteOf(content, directory, log),
    reactions: [],
    actions: [],
    labels: labelsOf(content, directory),
    mentionsMe: false,
  };
}

function beginsGroup(sender: string, at: number, before: Around["before"]): boolean {
  return before?.sender !== sender || at - before.at > GROUP_SPAN;
}

function quoteOf({ replyTo }: Content, directory: Directory, log: LogContext): { quote?: Quote } {
  if (replyTo === undefined) {
    return {};
  }
  const entry = log.quoted(replyTo);
  if (!entry) {
    return { quote: { seq: replyTo, name: "", text: "An earlier message" } };
  }
  const { kind, deleted } = contentOf(entry);
  const text = previewOf({ text: entry.text, kind, isDeleted: deleted !== undefined });
  return { quote: { seq: replyTo, name: entry.profile.name ?? directory.nameOf(entry.sender), text } };
}

function threadOf(seq: number, { thread, replies }: Content, log: LogContext): Pick<MessageRow, "thread"> {
  const count = replies?.count ?? 0;
  if (log.thread !== undefined || (thread === undefined && count === 0)) {
    return {};
  }
  const words = thread === undefined ? `${count} ${count === 1 ? "reply" : "replies"}` : "In a thread";
  return { thread: { seq: thread ?? seq, words } };
}

function labelsOf({ mentions }: Content, directory: Directory): string[] {
  const ofUsers = mentions.users.flatMap((user) => [
    `@${directory.labelOf(user)}`,
    `@${directory.nameOf(user)}`,
    `@${user}`,
  ]);
  return [...ofUsers, ...mentions.roles.map((role) => `@${role}`), ...(mentions.room ? [EVERYONE] : [])];
}

function mentions({ mentions: { users, roles, room } }: Content, me: string, role: string): boolean {
  return room || users.includes(me) || roles.includes(role);
}

// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "../contract/entries";
import { contentOf } from "./messageChanges";
import type { OwnRights } from "./ownRights";

/** What this user can do with a message. */
export type MessageAction = "react" | "reply" | "thread" | "edit" | "delete" | "pin" | "unpin";

/** The kinds that this page can give another text. */
const WITH_TEXT: readonly string[] = ["text", "code", "image", "document", "voice", "location"];

/** What this user can do with a message, so that no button is there which the hub refuses as far as the page can know it. */
export function messageActions(entry: Entry, mine: Pick<OwnRights, "may">, isOwn: boolean): MessageAction[] {
  const { deleted, kind, thread, replies, pinned } = contentOf(entry);
  if (deleted) {
    return replies && replies.count > 0 ? ["thread"] : [];
  }
  const actions: MessageAction[] = [];
  if (mine.may("react")) {
    actions.push("react");
  }
  if (mine.may("send")) {
    actions.push("reply");
  }
  if (thread !== undefined || mine.may("send") || replies) {
    actions.push("thread");
  }
  if (WITH_TEXT.includes(kind) && (isOwn ? mine.may("send") : mine.may("edit"))) {
    actions.push("edit");
  }
  if (mine.may("pin")) {
    actions.push(pinned ? "unpin" : "pin");
  }
  if (isOwn || mine.may("delete")) {
    actions.push("delete");
  }
  return actions;
}

// SPDX-License-Identifier: Apache-2.0
import { App } from "./app";
import { readFragment, takeFragment } from "./session/fragment";
import { loadSession, type Session, saveSession } from "./session/session";
import { TabStore } from "./session/store";
import { redeem } from "./session/ticket";
import { Gate } from "./view/gate";

const store = new TabStore();
const gate = new Gate();

function open(session: Session): void {
  new App(session, store, gate).start();
}

/** A link that was opened twice in one tab is no reason to lose the session that it gave the first time. */
async function enter(ticket: string): Promise<void> {
  const redeemed = await redeem(ticket);
  const saved = loadSession(store);
  if (redeemed.outcome === "session") {
    saveSession(store, redeemed.session);
    open(redeemed.session);
  } else if (redeemed.outcome === "unreachable") {
    gate.show("unreachable", () => void enter(ticket));
  } else if (saved) {
    open(saved);
  } else {
    gate.show("spent");
  }
}

/** A new link in a tab that is here already: begin as with any link. */
addEventListener("hashchange", () => {
  if (readFragment(location.hash).ticket !== undefined) {
    location.reload();
  }
});

const { ticket } = takeFragment();
const saved = loadSession(store);
if (ticket !== undefined) {
  void enter(ticket);
} else if (saved) {
  open(saved);
} else {
  gate.show("none");
}

// SPDX-License-Identifier: Apache-2.0
import { App } from "./app";
import { type Fragment, readFragment } from "./session/fragment";
import { askHostApp, type HostApp, loginAddress } from "./session/hostApp";
import { identityOf, isSameUser, namesToChoose } from "./session/identity";
import { keepInvite } from "./session/keptInvite";
import { finishLogin, hasBeenSent, rememberLogin } from "./session/login";
import { answerOtherTabs, askOtherTabs } from "./session/otherTabs";
import { ParentPage } from "./session/parentPage";
import { loadSession, type Session, saveSession } from "./session/session";
import type { Store } from "./session/store";
import { redeem } from "./session/ticket";
import type { Action } from "./view/dom";
import type { Gate, Reason } from "./view/gate";

const RENEW_BEFORE = 60_000;
const LONGEST_TIMER = 2_000_000_000;

/** How a tab comes to a session: by its address, what it kept, the page around it, other tabs, or the host's login. */
export class Entrance {
  private readonly isFramed = window.parent !== window;
  private app: App | undefined;
  private parent: ParentPage | undefined;
  private hostApp: Promise<HostApp | undefined> | undefined;
  private renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly gate: Gate,
  ) {}

  async begin(fragment: Fragment): Promise<void> {
    answerOtherTabs(() => (this.app?.isOver === false ? loadSession(this.store)?.token : undefined));
    if (fragment.invite !== undefined) {
      keepInvite(this.store, fragment.invite);
    }
    if (this.isFramed) {
      await this.listenToParent();
    }
    const saved = loadSession(this.store);
    if (fragment.token !== undefined) {
      this.arrive({ token: fragment.token, room: finishLogin(this.store) });
    } else if (fragment.ticket !== undefined) {
      await this.redeem(fragment.ticket);
    } else if (saved) {
      this.open(saved);
    } else {
      await this.search();
    }
  }

  /** The token has ended. Gives the way to a new one if the user can take it at once. */
  async wayBack(): Promise<Action | undefined> {
    this.parent?.need();
    const loginUrl = this.isFramed ? undefined : (await this.askHost())?.loginUrl;
    return loginUrl === undefined ? undefined : { label: "Log in", act: () => this.logIn(loginUrl) };
  }

  /** What to say where there is no such way. */
  get adviceAtEnd(): string {
    return this.isFramed ? "The page around this chat has to log you in again." : "Open a fresh link to go on.";
  }

  showEnd(): void {
    void this.turnAway("ended");
  }

  private async listenToParent(): Promise<void> {
    const origins = (await this.askHost())?.frameAncestors ?? [];
    this.parent = new ParentPage(origins, (session) => this.given(session));
    this.parent.need();
  }

  /** The host app vouches for its user: there is no question, and a running session goes on if it is the same user's. */
  private given(session: Session): void {
    const saved = loadSession(this.store);
    if (!this.app) {
      this.take({ ...session, room: session.room ?? saved?.room });
    } else if (!this.app.isOver && isSameUser(this.app.token, session.token)) {
      this.renew(this.app, session.token);
    } else {
      saveSession(this.store, session);
      location.reload();
    }
  }

  private renew(app: App, token: string): void {
    if (token !== app.token) {
      app.renew(token);
      this.renewBefore(token);
    }
  }

  /** A link that was opened twice in one tab is no reason to lose the session that it gave the first time. */
  private async redeem(ticket: string): Promise<void> {
    const redeemed = await redeem(ticket);
    const saved = loadSession(this.store);
    if (redeemed.outcome === "session") {
      this.arrive(redeemed.session);
    } else if (redeemed.outcome === "unreachable") {
      this.gate.show("unreachable", [{ label: "Try again", act: () => void this.redeem(ticket) }]);
    } else if (saved) {
      this.open(saved);
    } else {
      await this.turnAway("spent");
    }
  }

  /** A token by the address. Anybody can make a link: it changes who one is only after a question. */
  private arrive(session: Session): void {
    const saved = loadSession(this.store);
    if (!saved || this.isFramed) {
      this.take(session);
    } else if (!isSameUser(saved.token, session.token)) {
      const [known, other] = namesToChoose([saved.token, session.token]);
      this.gate.show("change", [
        { label: `Stay ${known}`, act: () => this.open(saved) },
        { label: `Become ${other}`, act: () => this.take(session) },
      ]);
    } else if ((identityOf(saved.token).expiresAt ?? 0) > (identityOf(session.token).expiresAt ?? 0)) {
      this.open({ token: saved.token, room: session.room ?? saved.room });
    } else {
      this.take({ token: session.token, room: session.room ?? saved.room });
    }
  }

  /** No token in the address, and none kept. */
  private async search(): Promise<void> {
    if (this.isFramed) {
      this.gate.show("framed");
      return;
    }
    const tokens = await askOtherTabs();
    const [first] = tokens;
    if (first !== undefined && tokens.length === 1) {
      this.take({ token: first, room: undefined });
    } else if (tokens.length > 1) {
      const names = namesToChoose(tokens);
      const choices = tokens.map((token, place) => ({
        label: `Go on as ${names[place]}`,
        act: () => this.take({ token, room: undefined }),
      }));
      this.gate.show("choose", choices);
    } else {
      await this.turnAway("none");
    }
  }

  /** To the host's login where there is one: by itself once, and by a button afterwards. */
  private async turnAway(reason: Reason): Promise<void> {
    if (this.isFramed) {
      this.parent?.need();
      this.gate.show("framed");
      return;
    }
    const loginUrl = (await this.askHost())?.loginUrl;
    if (loginUrl === undefined) {
      this.gate.show(reason);
    } else if (reason === "none" && !hasBeenSent(this.store) && this.rememberRoom()) {
      location.replace(loginAddress(loginUrl));
    } else {
      this.gate.show(reason === "none" ? "login" : reason, [{ label: "Log in", act: () => this.logIn(loginUrl) }]);
    }
  }

  private logIn(loginUrl: string): void {
    this.rememberRoom();
    location.assign(loginAddress(loginUrl));
  }

  private rememberRoom(): boolean {
    return rememberLogin(this.store, readFragment(location.hash).room);
  }

  private take(session: Session): void {
    saveSession(this.store, session);
    this.open(session);
  }

  private open(session: Session): void {
    this.gate.hide();
    this.app = new App(session, this.store, this);
    this.app.start();
    this.renewBefore(session.token);
  }

  /** Asks the page around this one for the next token while this one still holds. */
  private renewBefore(token: string): void {
    clearTimeout(this.renewal);
    const left = (identityOf(token).expiresAt ?? 0) - Date.now();
    if (this.parent && left > 0) {
      const wait = Math.min(LONGEST_TIMER, Math.max(left / 2, left - RENEW_BEFORE));
      this.renewal = setTimeout(() => this.parent?.need(), wait);
    }
  }

  private askHost(): Promise<HostApp | undefined> {
    this.hostApp ??= askHostApp();
    return this.hostApp;
  }
}

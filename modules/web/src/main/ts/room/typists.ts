// SPDX-License-Identifier: Apache-2.0

const LEAST = 1_000;
const MOST = 5_000;

/** Who else is typing. Each hint ends by itself, whatever becomes of the one who types. */
export class Typists {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly changed: () => void) {}

  get users(): string[] {
    return [...this.timers.keys()];
  }

  /** `expiresAt` is by the hub's clock, and this one may be wrong: it is trusted within limits only. */
  hint(user: string, typing: boolean, expiresAt: number): void {
    if (!typing) {
      this.drop(user);
      return;
    }
    const isNew = !this.timers.has(user);
    clearTimeout(this.timers.get(user));
    const life = Math.min(MOST, Math.max(LEAST, expiresAt - Date.now()));
    this.timers.set(
      user,
      setTimeout(() => this.drop(user), life),
    );
    if (isNew) {
      this.changed();
    }
  }

  /** The user stopped, or said it. */
  drop(user: string): void {
    const timer = this.timers.get(user);
    if (timer !== undefined) {
      clearTimeout(timer);
      this.timers.delete(user);
      this.changed();
    }
  }

  clear(): void {
    for (const user of this.users) {
      this.drop(user);
    }
  }
}

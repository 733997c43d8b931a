// SPDX-License-Identifier: Apache-2.0

const AGAIN_AFTER = 2_000;
const IDLE_AFTER = 2_000;

/** Tells the others that this user types: at the first key, again while it lasts, and when it ends. */
export class TypingSignal {
  private toldAt: number | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (typing: boolean) => void) {}

  /** After each change of the text. */
  typed(text: string): void {
    if (text.trim() === "") {
      this.stop();
      return;
    }
    const now = Date.now();
    if (this.toldAt === undefined || now - this.toldAt >= AGAIN_AFTER) {
      this.toldAt = now;
      this.tell(true);
    }
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.stop(), IDLE_AFTER);
  }

  /** The text was sent or given up. */
  stop(): void {
    clearTimeout(this.idle);
    if (this.toldAt !== undefined) {
      this.toldAt = undefined;
      this.tell(false);
    }
  }
}

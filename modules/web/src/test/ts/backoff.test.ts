// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import closeCodes from "../../../../contract/src/main/java/dev/hubbub/contract/error/CloseCode.java?raw";
import errorCodes from "../../../../contract/src/main/java/dev/hubbub/contract/error/ErrorCode.java?raw";
import { backoff, waitBefore } from "../../main/ts/wire/backoff";
import { ruleFor } from "../../main/ts/wire/closeCode";
import { Failure } from "../../main/ts/wire/failure";

const most = (): number => 1;
const CALLED: Record<string, string> = { AT_ONCE: "atOnce", LATER: "later", NEW_TOKEN: "newToken", NEVER: "never" };

/** The constants of a Java enum: number and the word after it. */
function found(source: string, constant: RegExp): [number, string][] {
  return [...source.matchAll(constant)].map((match) => [Number(match[1]), match[2] ?? ""]);
}

describe("coming back", () => {
  it("waits up to a time that doubles from 1 s to 30 s", () => {
    const ceilings = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => backoff(attempt, most));
    expect(ceilings).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("waits a random part of that time", () => {
    expect(backoff(3, () => 0)).toBe(0);
    expect(backoff(3, () => 0.5)).toBe(4_000);
  });

  it("comes back at once only the first time", () => {
    expect(waitBefore("atOnce", 0, most)).toBe(1_000);
    expect(waitBefore("atOnce", 4, most)).toBe(16_000);
  });

  it("keeps a person who looks at the page waiting for 6 s at most", () => {
    expect([0, 1, 2, 3, 50].map((attempt) => waitBefore("later", attempt, most, true))).toEqual([
      1_000, 2_000, 4_000, 6_000, 6_000,
    ]);
    expect(waitBefore("later", 50, most, false)).toBe(30_000);
  });

  it("treats an unknown close as a lost connection", () => {
    expect(ruleFor(1006).comeBack).toBe("later");
    expect(ruleFor(4999).comeBack).toBe("later");
  });
});

describe("a refusal", () => {
  it("says when it can be tried again", () => {
    const frame = { failureCode: 429, message: "TOO_MANY: messages", retryAfter: 5 };
    expect(Failure.of(frame).message).toBe("That was too fast. Try again in 5 s.");
    expect(new Failure(429).message).toBe("That was a bit fast. Please wait a moment.");
  });

  it("says by how much a text is too long", () => {
    const number = new Intl.NumberFormat();
    const frame = { failureCode: 413, message: "TOO_LARGE: text: 20000 bytes (expected: at most 16384)" };
    expect(Failure.of(frame).message).toBe(
      `That text is too long: ${number.format(20_000)} bytes, and ${number.format(16_384)} is the most.`,
    );
    expect(new Failure(413).message).toBe("That text is too long.");
  });
});

describe("the contract", () => {
  const closes = found(closeCodes, /^ {4}[A-Z_]+\((\d+), Return\.([A-Z_]+)/gm);
  const errors = found(errorCodes, /^ {4}[A-Z_]+\((\d+), (true|false)\)/gm);

  it("is found", () => {
    expect(closes.length).toBeGreaterThan(5);
    expect(errors.length).toBeGreaterThan(5);
  });

  it.each(closes)("has the same rule for %i: %s", (number, comeBack) => {
    expect(ruleFor(number).comeBack).toBe(CALLED[comeBack]);
  });

  it.each(errors)("is as patient with %i: %s", (number, retryable) => {
    expect(new Failure(number).retryable).toBe(retryable === "true");
  });
});

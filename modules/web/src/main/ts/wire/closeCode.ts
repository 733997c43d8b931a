// SPDX-License-Identifier: Apache-2.0

/** When to come back after the hub closed the socket. */
export type ComeBack = "atOnce" | "later" | "newToken" | "never";

interface Rule {
  readonly comeBack: ComeBack;
  readonly words: string;
}

const LOST: Rule = { comeBack: "later", words: "The connection was lost." };

const RULES = new Map<number, Rule>([
  [1001, { comeBack: "atOnce", words: "The hub is restarting." }],
  [1002, { comeBack: "never", words: "The hub did not understand this page. It may have been updated." }],
  [1007, { comeBack: "never", words: "The hub did not understand this page. It may have been updated." }],
  [4008, { comeBack: "atOnce", words: "The connection was too slow." }],
  [4400, { comeBack: "never", words: "The hub did not understand this page. It may have been updated." }],
  [4401, { comeBack: "newToken", words: "Your session has ended." }],
  [4403, { comeBack: "never", words: "This account has been disabled." }],
  [4408, { comeBack: "later", words: "Logging in took too long." }],
  [4409, { comeBack: "never", words: "This connection belongs to somebody else." }],
  [4410, { comeBack: "atOnce", words: "The connection was lost." }],
  [4411, { comeBack: "never", words: "You went on in another tab or on another device." }],
  [4412, { comeBack: "later", words: "Too many connections from your network." }],
  [4413, { comeBack: "never", words: "A message was too large for the hub." }],
  [4429, { comeBack: "later", words: "The hub asked this page to slow down." }],
  [4500, { comeBack: "later", words: "The hub had a problem." }],
]);

/** What to do after a close. A code that nobody agreed on counts as a lost connection. */
export function ruleFor(code: number): Rule {
  return RULES.get(code) ?? LOST;
}

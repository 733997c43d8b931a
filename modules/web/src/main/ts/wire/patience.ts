// SPDX-License-Identifier: Apache-2.0
import { backoff } from "./backoff";
import { Code, Failure } from "./failure";

const LEAST = 250;

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** A pause that grows with the attempts, and is no shorter than the hub asks for. */
export function breather(attempt: number, failure?: Failure): Promise<void> {
  return pause((failure?.retryAfter ?? 0) + LEAST + backoff(attempt));
}

/** Asks again while the hub says that asking again may help, and as long as somebody is interested. */
export async function patiently<T>(ask: () => Promise<T>, interested: () => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    let failure: Failure;
    try {
      return await ask();
    } catch (error) {
      const worthIt = error instanceof Failure && error.retryable && error.code !== Code.DISCONNECTED;
      if (!worthIt || !interested()) {
        throw error;
      }
      failure = error;
    }
    await breather(attempt, failure);
    if (!interested()) {
      throw new Failure(Code.DISCONNECTED);
    }
  }
}

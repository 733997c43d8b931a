// SPDX-License-Identifier: Apache-2.0
/** What clients sent, what was acked, what they received: small enough for millions of messages. */
package dev.hubbub.chaos.record;

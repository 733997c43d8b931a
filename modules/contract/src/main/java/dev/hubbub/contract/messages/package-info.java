// SPDX-License-Identifier: Apache-2.0
/** Entries of a room: sending, history, and the log that keeps them. */
package dev.hubbub.contract.messages;

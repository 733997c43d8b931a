// SPDX-License-Identifier: Apache-2.0
/** Tokens of every kind, valid and forged, and their public keys. */
package dev.hubbub.testkit.token;

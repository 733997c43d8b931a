// SPDX-License-Identifier: Apache-2.0
/** Tokens of every kind, valid and forged, and their public keys. */
@NullMarked
package dev.hubbub.testkit.token;

import org.jspecify.annotations.NullMarked;

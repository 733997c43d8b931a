// SPDX-License-Identifier: Apache-2.0
/** Codes by which users come into rooms. */
@NullMarked
package dev.hubbub.access.invites;

import org.jspecify.annotations.NullMarked;

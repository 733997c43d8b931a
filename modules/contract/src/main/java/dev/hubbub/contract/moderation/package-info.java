// SPDX-License-Identifier: Apache-2.0
/** Requests between the verticles of moderation. */
@NullMarked
package dev.hubbub.contract.moderation;

import org.jspecify.annotations.NullMarked;

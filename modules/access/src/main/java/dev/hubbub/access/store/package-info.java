// SPDX-License-Identifier: Apache-2.0
/** Requests to the message log and the user records, which the persistence module keeps. */
@NullMarked
package dev.hubbub.access.store;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What a writer knows of one room: a cache of the log, and the projections of it. */
@NullMarked
package dev.hubbub.persistence.room;

import org.jspecify.annotations.NullMarked;

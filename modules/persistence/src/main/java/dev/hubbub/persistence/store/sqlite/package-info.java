// SPDX-License-Identifier: Apache-2.0
/** The embedded store: the ports as tables of one SQLite file. */
@NullMarked
package dev.hubbub.persistence.store.sqlite;

import org.jspecify.annotations.NullMarked;

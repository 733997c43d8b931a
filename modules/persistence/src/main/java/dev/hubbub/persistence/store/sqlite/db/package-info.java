// SPDX-License-Identifier: Apache-2.0
/** One SQLite file: how it is opened, checked and locked, and the threads that write and read it. */
@NullMarked
package dev.hubbub.persistence.store.sqlite.db;

import org.jspecify.annotations.NullMarked;

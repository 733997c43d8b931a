// SPDX-License-Identifier: Apache-2.0
/** Puts the message log on the bus. The packages below number, store and read the entries of rooms. */
@NullMarked
package dev.hubbub.persistence;

import org.jspecify.annotations.NullMarked;

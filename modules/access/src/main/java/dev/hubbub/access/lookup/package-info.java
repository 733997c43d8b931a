// SPDX-License-Identifier: Apache-2.0
/** Room lookups and the membership cache. */
@NullMarked
package dev.hubbub.access.lookup;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The one-time copy of the embedded store of an older version. */
@NullMarked
package dev.hubbub.persistence.upgrade;

import org.jspecify.annotations.NullMarked;

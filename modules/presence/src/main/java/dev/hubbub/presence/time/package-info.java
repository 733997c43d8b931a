// SPDX-License-Identifier: Apache-2.0
/** The clock of this module, which tests replace by their own. */
@NullMarked
package dev.hubbub.presence.time;

import org.jspecify.annotations.NullMarked;

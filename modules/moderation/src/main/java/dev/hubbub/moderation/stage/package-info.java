// SPDX-License-Identifier: Apache-2.0
/** What all stages have in common. */
@NullMarked
package dev.hubbub.moderation.stage;

import org.jspecify.annotations.NullMarked;

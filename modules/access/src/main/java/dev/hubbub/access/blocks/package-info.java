// SPDX-License-Identifier: Apache-2.0
/** Users who block others, and what that means for their direct rooms. */
@NullMarked
package dev.hubbub.access.blocks;

import org.jspecify.annotations.NullMarked;

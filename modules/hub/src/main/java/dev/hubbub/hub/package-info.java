// SPDX-License-Identifier: Apache-2.0
/** The entry point of the executable. */
@NullMarked
package dev.hubbub.hub;

import org.jspecify.annotations.NullMarked;

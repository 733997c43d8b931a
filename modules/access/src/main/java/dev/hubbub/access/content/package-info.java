// SPDX-License-Identifier: Apache-2.0
/** What messages and signals may hold. */
@NullMarked
package dev.hubbub.access.content;

import org.jspecify.annotations.NullMarked;

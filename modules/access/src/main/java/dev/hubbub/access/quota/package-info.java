// SPDX-License-Identifier: Apache-2.0
/** Who may be put into rooms, by whom and how often. */
@NullMarked
package dev.hubbub.access.quota;

import org.jspecify.annotations.NullMarked;

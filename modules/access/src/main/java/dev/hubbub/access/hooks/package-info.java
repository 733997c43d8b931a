// SPDX-License-Identifier: Apache-2.0
/** Questions to verticles of the host app, and what holds while there is no answer. */
@NullMarked
package dev.hubbub.access.hooks;

import org.jspecify.annotations.NullMarked;

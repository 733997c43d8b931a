// SPDX-License-Identifier: Apache-2.0
/** The log of the process, and its settings. */
@NullMarked
package dev.hubbub.hub.log;

import org.jspecify.annotations.NullMarked;

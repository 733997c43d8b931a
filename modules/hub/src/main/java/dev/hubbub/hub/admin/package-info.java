// SPDX-License-Identifier: Apache-2.0
/** The metrics of a running node, for operators. */
@NullMarked
package dev.hubbub.hub.admin;

import org.jspecify.annotations.NullMarked;

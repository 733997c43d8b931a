// SPDX-License-Identifier: Apache-2.0
/** Decides who may do what in rooms, and which users may log in. */
@NullMarked
package dev.hubbub.access;

import org.jspecify.annotations.NullMarked;

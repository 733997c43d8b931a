// SPDX-License-Identifier: Apache-2.0
/** Joins that the host app is asked about, or that an invite allows. */
@NullMarked
package dev.hubbub.access.joins;

import org.jspecify.annotations.NullMarked;

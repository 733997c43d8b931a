// SPDX-License-Identifier: Apache-2.0
/** The members of a room that are kept beside its log: the projection of its entries, and what users change by themselves. */
@NullMarked
package dev.hubbub.persistence.members;

import org.jspecify.annotations.NullMarked;

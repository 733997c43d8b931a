// SPDX-License-Identifier: Apache-2.0
/** What may be done in rooms, by the kind of the room. */
@NullMarked
package dev.hubbub.access.policy;

import org.jspecify.annotations.NullMarked;

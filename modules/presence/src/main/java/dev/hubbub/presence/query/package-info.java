// SPDX-License-Identifier: Apache-2.0
/** Questions about many users or rooms, which the answers of several nodes make up. */
@NullMarked
package dev.hubbub.presence.query;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The feed of a user: which rooms the user was added to or removed from, and hints to the user. */
@NullMarked
package dev.hubbub.gateway.fanout.user;

import org.jspecify.annotations.NullMarked;

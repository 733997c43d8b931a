// SPDX-License-Identifier: Apache-2.0
/** Requests about users: authorize a login, log out, disable and enable. */
@NullMarked
package dev.hubbub.access.users;

import org.jspecify.annotations.NullMarked;

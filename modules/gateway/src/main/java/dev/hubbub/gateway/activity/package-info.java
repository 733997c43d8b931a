// SPDX-License-Identifier: Apache-2.0
/** What the users of sockets do: when they made their last request, and where they type. */
@NullMarked
package dev.hubbub.gateway.activity;

import org.jspecify.annotations.NullMarked;

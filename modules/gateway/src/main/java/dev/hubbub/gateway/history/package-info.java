// SPDX-License-Identifier: Apache-2.0
/** Requests for history that wait for something new. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.history;

import org.jspecify.annotations.NullMarked;

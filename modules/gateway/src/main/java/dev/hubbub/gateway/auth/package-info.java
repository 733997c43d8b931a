// SPDX-License-Identifier: Apache-2.0
/** Authenticates the bearer of a token, and says why not. Inside the gateway only. */
@NullMarked
package dev.hubbub.gateway.auth;

import org.jspecify.annotations.NullMarked;

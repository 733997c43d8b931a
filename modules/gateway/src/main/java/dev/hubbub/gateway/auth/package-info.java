// SPDX-License-Identifier: Apache-2.0
/** Authenticates the bearer of a token. Inside the gateway only. */
package dev.hubbub.gateway.auth;

// SPDX-License-Identifier: Apache-2.0
/** One socket and what its client may ask. Inside the gateway only. */
package dev.hubbub.gateway.session;

// SPDX-License-Identifier: Apache-2.0
/** Who a token says its bearer is. Inside the gateway only. */
package dev.hubbub.gateway.auth;

// SPDX-License-Identifier: Apache-2.0
/** Requests for history that wait for something new. Inside the gateway only. */
package dev.hubbub.gateway.history;

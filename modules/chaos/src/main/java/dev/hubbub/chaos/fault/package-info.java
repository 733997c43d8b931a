// SPDX-License-Identifier: Apache-2.0
/** What can go wrong, when it does, and the proxy that makes networks bad. */
package dev.hubbub.chaos.fault;

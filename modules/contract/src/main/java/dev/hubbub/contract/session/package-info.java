// SPDX-License-Identifier: Apache-2.0
/** The login and feeds of one client connection. */
package dev.hubbub.contract.session;

// SPDX-License-Identifier: Apache-2.0
/** How requests fail and why sockets are closed. */
package dev.hubbub.contract.error;

// SPDX-License-Identifier: Apache-2.0
/** The metrics of a running node, for operators. */
package dev.hubbub.hub.admin;

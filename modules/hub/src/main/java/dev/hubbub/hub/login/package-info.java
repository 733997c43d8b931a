// SPDX-License-Identifier: Apache-2.0
/** Tokens and tickets that a hub issues itself, where no host app does: for trying out, tests and tools. */
package dev.hubbub.hub.login;

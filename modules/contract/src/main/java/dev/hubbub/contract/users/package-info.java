// SPDX-License-Identifier: Apache-2.0
/** Accounts: log out, disable, enable. */
package dev.hubbub.contract.users;

// SPDX-License-Identifier: Apache-2.0
/** Accounts: log out, disable, enable. */
@NullMarked
package dev.hubbub.contract.users;

import org.jspecify.annotations.NullMarked;

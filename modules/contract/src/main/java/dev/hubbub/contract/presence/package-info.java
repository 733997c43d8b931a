// SPDX-License-Identifier: Apache-2.0
/** Which users are online and which are typing. */
package dev.hubbub.contract.presence;

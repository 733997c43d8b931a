// SPDX-License-Identifier: Apache-2.0
/** Who is online and who is typing. */
package dev.hubbub.contract.presence;

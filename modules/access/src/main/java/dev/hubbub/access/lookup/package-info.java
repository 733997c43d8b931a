// SPDX-License-Identifier: Apache-2.0
/** Room lookups and the membership cache. */
package dev.hubbub.access.lookup;

// SPDX-License-Identifier: Apache-2.0
/** Finds phone numbers, mail addresses and names of users in other services. */
@NullMarked
package dev.hubbub.moderation.contacts;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Requests to the message log and the user records, which the persistence module keeps. */
package dev.hubbub.access.store;
